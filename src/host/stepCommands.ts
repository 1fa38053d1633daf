import { Selection, Uri, window, type ExtensionContext, type TextDocument, type TextEditor } from 'vscode';
import type { PipelineEdit } from '../shared/edit.ts';
import { DarkroomError } from '../shared/errors.ts';
import { innerHomes, outerHome, staysIn, type Home } from '../shared/homes.ts';
import { isPipelineFile } from '../shared/pipeline.ts';
import { besides, isSamePath, isStepPath, lastOf, type StepPath } from '../shared/stepPath.ts';
import { relocated, stepAt } from '../shared/steps.ts';
import { registerCommand } from './commands.ts';
import type { OutlinedStep, Outlines } from './outlines.ts';
import { editPipelineText } from './pipelineText.ts';
import type { PreviewPanels } from './previewPanels.ts';
import type { Services } from './services.ts';
import { titleOfHome } from './stepMoves.ts';

/** A step of an open text: the one a lens stands at, or the one the cursor is in. */
interface Target {
  readonly uri: Uri;
  readonly path: StepPath;
  readonly steps: readonly OutlinedStep[];
}

/** What can be done with one step of a pipeline's text. Every change is the editor's own, with undo. */
export function registerStepCommands(
  context: ExtensionContext,
  services: Services,
  outlines: Outlines,
  panels: PreviewPanels,
): void {
  const { engine, log, views } = services;

  const edit = async ({ uri }: Target, change: PipelineEdit) => {
    const editing = views.previewOf(uri)?.editing;
    // A preview keeps its step in focus through the change.
    if (editing) await editing.edit(change);
    else await editPipelineText(engine, uri, change, false);
  };

  const move = async (target: Target, by: -1 | 1) => {
    const { uri, path, steps } = target;
    const to = besides(path, lastOf(path) + by);
    if (!findStep(steps, to)) return;
    await edit(target, { kind: 'move', step: path, to: lastOf(to) });
    await putCursor(uri, to);
  };

  const relocate = async (target: Target, at: StepPath) => {
    const change = { kind: 'relocate', step: target.path, at } as const;
    await edit(target, change);
    await putCursor(target.uri, relocated(change));
  };

  /** What can be moved elsewhere must be read without errors. */
  const homesOf = async ({ uri, path }: Target) => {
    const { parsed } = await services.pipelines.read(uri.toString());
    const steps = parsed.pipeline?.steps;
    if (!steps) {
      throw new DarkroomError(
        'bad_pipeline',
        'The pipeline’s text has errors, so the step stays where it is.',
        {
          hint: 'Mend what is marked in the text first.',
        },
      );
    }
    const stays = staysIn(steps, path);
    if (stays !== undefined)
      throw new DarkroomError('bad_argument', `The step cannot leave its list: ${stays}.`);
    return { outer: outerHome(steps, path), inner: innerHomes(steps, path) };
  };

  /** So that the next command is about the same step. */
  const putCursor = async (uri: Uri, path: StepPath) => {
    const editor = window.activeTextEditor;
    if (editor?.document.uri.toString() !== uri.toString()) return;
    const { steps } = await outlines.of(editor.document);
    const step = findStep(steps, path);
    if (!step) return;
    const position = editor.document.positionAt(step.start);
    editor.selection = new Selection(position, position);
    editor.revealRange(editor.selection);
  };

  const targetOf = async (uri: unknown, path: unknown): Promise<Target> => {
    const editor = window.activeTextEditor;
    const isLens = uri instanceof Uri && isStepPath(path);
    const document = isLens ? documentOf(services, uri) : pipelineIn(editor);
    if (!document)
      throw new DarkroomError('bad_argument', 'Put the cursor on a step of a pipeline file first.');
    const { steps } = await outlines.of(document);
    const found = isLens ? path : stepAtCursor(document, steps, editor);
    if (!found || !findStep(steps, found)) {
      throw new DarkroomError('bad_argument', 'There is no step at the cursor.', {
        hint: 'Put the cursor on a line of a step.',
      });
    }
    return { uri: document.uri, path: found, steps };
  };

  const register = (id: string, run: (target: Target, more: unknown) => Promise<void>) =>
    registerCommand(log, id, async (uri?: unknown, path?: unknown, more?: unknown) =>
      run(await targetOf(uri, path), more),
    );

  context.subscriptions.push(
    register('darkroom.moveStepUp', target => move(target, -1)),
    register('darkroom.moveStepDown', target => move(target, 1)),
    register('darkroom.moveStepOut', async target => {
      const { outer } = await homesOf(target);
      if (!outer) throw new DarkroomError('bad_argument', 'The step stands inside no other.');
      await relocate(target, outer.at);
    }),
    register('darkroom.moveStepInto', async (target, at) => {
      const { inner } = await homesOf(target);
      const home = isStepPath(at) ? inner.find(each => isSamePath(each.at, at)) : await chooseHome(inner);
      if (home) await relocate(target, home.at);
    }),
    register('darkroom.toggleStep', async target => {
      const { path, steps } = target;
      await edit(target, { kind: 'enable', step: path, enabled: !findStep(steps, path)!.enabled });
    }),
    register('darkroom.removeStep', target => edit(target, { kind: 'remove', step: target.path })),
    register('darkroom.duplicateStep', async target => {
      await edit(target, { kind: 'duplicate', step: target.path });
      await putCursor(target.uri, besides(target.path, lastOf(target.path) + 1));
    }),
    register('darkroom.previewStep', async ({ uri, path }) => {
      await panels.open(uri).focusStep(path);
    }),
    register('darkroom.showStepHistogram', async ({ uri, path }) => {
      await panels.open(uri).focusStep(path);
      views.previewOf(uri)?.page.emit('section', 'histogram');
    }),
  );
}

/** Asks only where there is more than one. */
async function chooseHome(homes: readonly Home[]): Promise<Home | undefined> {
  const [only, second] = homes;
  if (!only) {
    throw new DarkroomError('bad_argument', 'There is no other step that holds steps.', {
      hint: 'Add one_of, some_of or sequence first.',
    });
  }
  if (!second) return only;
  const items = homes.map(home => ({ label: titleOfHome(home), home }));
  return (await window.showQuickPick(items, { placeHolder: 'Move the step into' }))?.home;
}

function documentOf({ pipelines }: Services, uri: Uri): TextDocument | undefined {
  return pipelines.openDocument(uri);
}

function pipelineIn(editor: TextEditor | undefined): TextDocument | undefined {
  return editor && isPipelineFile(editor.document.uri.path) ? editor.document : undefined;
}

function findStep(steps: readonly OutlinedStep[], path: StepPath): OutlinedStep | undefined {
  return steps.find(step => isSamePath(step.path, path));
}

function stepAtCursor(
  document: TextDocument,
  steps: readonly OutlinedStep[],
  editor: TextEditor | undefined,
): StepPath | undefined {
  return editor && stepAt(document.getText(), steps, document.offsetAt(editor.selection.active));
}
