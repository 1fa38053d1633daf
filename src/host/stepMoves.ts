import { CodeAction, CodeActionKind, languages, type ExtensionContext, type TextDocument } from 'vscode';
import { innerHomes, outerHome, staysIn, type Home } from '../shared/homes.ts';
import { isPipelineFile } from '../shared/pipeline.ts';
import { holderOf, numberOf, stepOf } from '../shared/stepPath.ts';
import { locateSteps, stepAt } from '../shared/steps.ts';
import { pipelineFiles } from './language/request.ts';
import type { Services } from './services.ts';

/** Offers at the cursor's step to move it out of the step around it, and into others that hold steps. */
export function registerStepMoves(context: ExtensionContext, { log, pipelines }: Services): void {
  context.subscriptions.push(
    languages.registerCodeActionsProvider(
      pipelineFiles,
      {
        async provideCodeActions(document, range) {
          if (!isPipelineFile(document.uri.path)) return [];
          try {
            const text = document.getText();
            const { pipeline } = await pipelines.parse(document.uri, text);
            if (!pipeline) return [];
            const { steps } = pipeline;
            const path = stepAt(text, locateSteps(steps), document.offsetAt(range.start));
            if (!path) return [];
            const stays = staysIn(steps, path);
            const outer = outerHome(steps, path);
            const moves = innerHomes(steps, path).map(home =>
              move(document, `Move into ${titleOfHome(home)}`, 'darkroom.moveStepInto', path, home.at),
            );
            const holder = holderOf(path);
            const name = holder && stepOf(steps, holder)?.operation;
            const out =
              outer && move(document, `Move out of ${name ?? 'its step'}`, 'darkroom.moveStepOut', path);
            const actions = [...(out ? [out] : []), ...moves];
            if (stays !== undefined) for (const action of actions) action.disabled = { reason: stays };
            return actions;
          } catch (thrown) {
            log.quietly(thrown);
            return [];
          }
        },
      },
      { providedCodeActionKinds: [CodeActionKind.RefactorMove] },
    ),
  );
}

/** Such as `one_of (step 2.1)`. */
export function titleOfHome({ holder }: Home): string {
  return holder ? `${holder.operation} (step ${numberOf(holder.path)})` : 'the pipeline';
}

/** A command, so that a preview and the cursor go with the step. */
function move(
  { uri }: TextDocument,
  title: string,
  command: string,
  ...path: readonly unknown[]
): CodeAction {
  const action = new CodeAction(title, CodeActionKind.RefactorMove);
  action.command = { title, command, arguments: [uri, ...path] };
  return action;
}
