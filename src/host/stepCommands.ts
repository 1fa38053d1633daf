import { Selection, Uri, window, type ExtensionContext, type TextDocument, type TextEditor } from 'vscode';
import type { PipelineEdit } from '../shared/edit.ts';
import { DarkroomError } from '../shared/errors.ts';
import { isPipelineFile } from '../shared/pipeline.ts';
import { registerCommand } from './commands.ts';
import type { OutlinedStep, Outlines } from './outlines.ts';
import { editPipelineText } from './pipelineText.ts';
import type { PreviewPanels } from './previewPanels.ts';
import type { Services } from './services.ts';

/** A step of an open text: the one a lens stands at, or the one the cursor is in. */
interface Target {
  readonly uri: Uri;
  readonly index: number;
  readonly steps: readonly OutlinedStep[];
}

/** What can be done with one step of a pipeline's text. Every change is the editor's own, with undo. */
export function registerStepCommands(
  context: ExtensionContext,
  services: Services,
  outlines: Outlines,
  panels: PreviewPanels,
): void {
  const { engine, log } = services;

  const edit = async ({ uri }: Target, change: PipelineEdit) => {
    const editing = outlines.previewOf(uri)?.editing;
    // A preview keeps its step in focus through the change.
    if (editing) await editing.edit(change, false);
    else await editPipelineText(engine, uri, change, false);
  };

  const move = async (target: Target, by: -1 | 1) => {
    const { uri, index, steps } = target;
    const to = index + by;
    if (to < 0 || to >= steps.length) return;
    await edit(target, { kind: 'move', step: index, to });
    await putCursor(uri, to);
  };

  /** So that the next command is about the same step. */
  const putCursor = async (uri: Uri, index: number) => {
    const editor = window.activeTextEditor;
    if (editor?.document.uri.toString() !== uri.toString()) return;
    const { steps } = await outlines.of(editor.document);
    const step = steps[index];
    if (!step) return;
    const position = editor.document.positionAt(step.start);
    editor.selection = new Selection(position, position);
    editor.revealRange(editor.selection);
  };

  const targetOf = async (uri: unknown, index: unknown): Promise<Target> => {
    const editor = window.activeTextEditor;
    const isLens = uri instanceof Uri && typeof index === 'number';
    const document = isLens ? documentOf(services, uri) : pipelineIn(editor);
    if (!document)
      throw new DarkroomError('bad_argument', 'Put the cursor on a step of a pipeline file first.');
    const { steps } = await outlines.of(document);
    const found = isLens ? index : stepAtCursor(document, steps, editor);
    if (found === undefined || !steps[found]) {
      throw new DarkroomError('bad_argument', 'There is no step at the cursor.', {
        hint: 'Put the cursor on a line of a step.',
      });
    }
    return { uri: document.uri, index: found, steps };
  };

  const register = (id: string, run: (target: Target) => Promise<void>) =>
    registerCommand(log, id, async (uri?: unknown, index?: unknown) => run(await targetOf(uri, index)));

  context.subscriptions.push(
    register('darkroom.moveStepUp', target => move(target, -1)),
    register('darkroom.moveStepDown', target => move(target, 1)),
    register('darkroom.toggleStep', async target => {
      const { index, steps } = target;
      await edit(target, { kind: 'enable', step: index, enabled: !steps[index]!.enabled });
    }),
    register('darkroom.removeStep', target => edit(target, { kind: 'remove', step: target.index })),
    register('darkroom.duplicateStep', async target => {
      await edit(target, { kind: 'duplicate', step: target.index });
      await putCursor(target.uri, target.index + 1);
    }),
    register('darkroom.previewStep', async ({ uri, index }) => {
      await panels.open(uri).focusStep(index);
    }),
    register('darkroom.showStepHistogram', async ({ uri, index }) => {
      await panels.open(uri).focusStep(index);
      outlines.previewOf(uri)?.page.emit('section', 'histogram');
    }),
  );
}

function documentOf({ pipelines }: Services, uri: Uri): TextDocument | undefined {
  return pipelines.openDocument(uri);
}

function pipelineIn(editor: TextEditor | undefined): TextDocument | undefined {
  return editor && isPipelineFile(editor.document.uri.path) ? editor.document : undefined;
}

function stepAtCursor(
  document: TextDocument,
  steps: readonly OutlinedStep[],
  editor: TextEditor | undefined,
): number | undefined {
  if (!editor) return undefined;
  const { active } = editor.selection;
  const offset = document.offsetAt(active);
  const within = steps.findIndex(({ start, end }) => start <= offset && offset <= end);
  if (within >= 0) return within;
  const onLine = steps.findIndex(
    ({ start, end }) =>
      document.positionAt(start).line <= active.line && active.line <= document.positionAt(end).line,
  );
  return onLine < 0 ? undefined : onLine;
}
