import type { ExtensionContext, Uri } from 'vscode';
import { DarkroomError } from '../shared/errors.ts';
import type { RecipeStep } from '../shared/recipe.ts';
import { registerCommand } from './commands.ts';
import { mayDevelop, runJob } from './developJob.ts';
import { operationCatalogue } from './formCatalogue.ts';
import { formatFor } from './outputFormat.ts';
import {
  askBlur,
  askNormalize,
  askPool,
  askResizeOrPad,
  type OperationCatalogue,
} from './quickActionQuestions.ts';
import { recipeText } from './recipeText.ts';
import { selectedImages } from './selectedFiles.ts';
import type { Services } from './services.ts';

/** A step, or undefined when the person did not answer. */
type Question = (catalogue: OperationCatalogue) => Promise<RecipeStep | undefined>;

const withoutQuestion =
  (operation: string): Question =>
  () =>
    Promise.resolve({ operation, enabled: true, values: {} });

const actions: Readonly<Record<string, Question>> = {
  'darkroom.orientImages': withoutQuestion('orient'),
  'darkroom.resizeImages': askResizeOrPad,
  'darkroom.grayscaleImages': withoutQuestion('grayscale'),
  'darkroom.poolImages': askPool,
  'darkroom.blurImages': askBlur,
  'darkroom.normalizeImages': askNormalize,
};

/** One operation over images and folders, without a pipeline file. */
export function registerQuickActions(context: ExtensionContext, services: Services): void {
  const { engine, log } = services;
  const run = async (ask: Question, clicked?: Uri, selected?: Uri[]) => {
    const selection = await selectedImages(clicked, selected);
    if (!(await mayDevelop(log, selection))) return;
    const catalogue = await operationCatalogue(engine);
    const step = await ask(catalogue);
    if (!step) return;
    const { text } = recipeText([step]);
    const { pipeline, diagnostics } = await engine.parse({ text, language: 'json' });
    if (!pipeline)
      throw new DarkroomError('bad_argument', diagnostics[0]?.message ?? 'The step is not valid.');
    const title = catalogue.find(({ id }) => id === step.operation)?.title ?? step.operation;
    const inputs = selection.map(({ uri }) => uri.fsPath);
    const format = await formatFor(engine, inputs, pipeline.steps);
    const output = { ...pipeline.output, format };
    const job = { title, pipeline: { ...pipeline, output }, mode: 'train', versions: 1 } as const;
    await runJob(context, services, selection, job);
  };
  for (const [id, ask] of Object.entries(actions)) {
    context.subscriptions.push(
      registerCommand(log, id, (clicked?: Uri, selected?: Uri[]) => run(ask, clicked, selected)),
    );
  }
}
