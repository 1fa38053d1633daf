import {
  EventEmitter,
  InlayHint,
  languages,
  workspace,
  type ExtensionContext,
  type Position,
  type TextDocument,
} from 'vscode';
import { isPipelineFile } from '../shared/pipeline.ts';
import { pipelineFiles } from './language/request.ts';
import type { OutlinedStep, Outlines } from './outlines.ts';
import type { Services } from './services.ts';
import { stepHint } from './stepHint.ts';

const setting = 'darkroom.pipelineInlayHints';

/** Behind each step of a pipeline file: what leaves it, and how long it took. */
export function registerInlayHints(context: ExtensionContext, { log }: Services, outlines: Outlines): void {
  const changed = new EventEmitter<void>();
  context.subscriptions.push(
    changed,
    outlines.onDidChange(() => {
      changed.fire();
    }),
    workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(setting)) changed.fire();
    }),
    languages.registerInlayHintsProvider(pipelineFiles, {
      onDidChangeInlayHints: changed.event,
      async provideInlayHints(document, range) {
        const { uri } = document;
        const isWanted = workspace.getConfiguration(undefined, uri).get<boolean>(setting, true);
        if (!isWanted || !isPipelineFile(uri.path)) return [];
        try {
          const { version, steps, sample, mode } = await outlines.of(document);
          // Another answer is asked for already.
          if (document.version !== version) return undefined;
          return steps.flatMap((step, index) => {
            const position = placeOf(document, step, steps[index + 1]);
            const hint = range.contains(position) ? stepHint(step, sample, mode) : undefined;
            return hint ? toInlayHint(position, hint) : [];
          });
        } catch (thrown) {
          log.quietly(thrown);
          return [];
        }
      },
    }),
  );
}

function toInlayHint(
  position: Position,
  { label, tooltip }: NonNullable<ReturnType<typeof stepHint>>,
): InlayHint {
  const hint = new InlayHint(position, label);
  hint.paddingLeft = true;
  hint.tooltip = tooltip;
  return hint;
}

/** At the end of the line with the step's name; where the line goes on with another step, right behind the step. */
function placeOf(document: TextDocument, step: OutlinedStep, next: OutlinedStep | undefined): Position {
  const name = document.positionAt(step.nameEnd);
  const end = document.lineAt(name.line).range.end;
  const sharesLine = next !== undefined && next.start < document.offsetAt(end);
  return sharesLine ? document.positionAt(step.end) : end;
}
