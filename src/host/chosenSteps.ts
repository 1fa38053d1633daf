import { DarkroomError, toProblem, type Problem } from '../shared/errors.ts';
import type { Diagnostic, ParsedPipeline, Step } from '../shared/pipeline.ts';
import type { LabelRules } from '../shared/labels.ts';
import type { EngineService } from '../shared/protocol.ts';
import type { RecipeStep } from '../shared/recipe.ts';
import type { ViewState } from '../shared/viewState.ts';
import type { Client } from '../shared/rpc.ts';
import { recipeText } from './recipeText.ts';

/** The steps a view goes through, and what is wrong with their text. */
export interface ChosenSteps {
  /** The choice they come from; the last good steps of another choice are never shown in its place. */
  readonly pipeline: string;
  readonly steps: readonly Step[];
  readonly seed: number;
  /** The pipeline's; absent where none was read. */
  readonly labelRules?: LabelRules;
  readonly stale?: NonNullable<ViewState['stale']>;
  readonly recipeProblems: readonly Problem[];
}

export const noSteps: ChosenSteps = { pipeline: 'none', steps: [], seed: 0, recipeProblems: [] };

/** Where the texts of pipeline files come from: unsaved ones from their editors, others from their files. */
export interface PipelineTexts {
  /** @throws DarkroomError when the file cannot be read. */
  read(id: string): Promise<{ readonly name: string; readonly parsed: ParsedPipeline }>;
}

/**
 * Reads and checks what was chosen. A text with errors leaves the last good steps in place and says what is wrong.
 *
 * @param pipeline `none`, `recipe` or the id of a pipeline file
 */
export async function readSteps(
  pipeline: string,
  recipe: readonly RecipeStep[],
  engine: Client<EngineService>,
  texts: PipelineTexts,
  last: ChosenSteps,
): Promise<ChosenSteps> {
  if (pipeline === 'none') return noSteps;
  const lastGood = last.pipeline === pipeline ? last : { ...noSteps, pipeline };
  const { steps, seed, labelRules } = lastGood;
  if (pipeline === 'recipe') {
    const { text, problemOf } = recipeText(recipe);
    const parsed = await engine.parse({ text, language: 'json' });
    const recipeProblems = parsed.diagnostics.filter(isError).map(problemOf);
    const good = parsed.pipeline ?? { steps, seed };
    return { pipeline, steps: good.steps, seed: good.seed, recipeProblems };
  }
  const kept = { pipeline, steps, seed, ...(labelRules && { labelRules }), recipeProblems: [] };
  try {
    const { name, parsed } = await texts.read(pipeline);
    if (parsed.pipeline) {
      const { steps, seed, labels } = parsed.pipeline;
      return { pipeline, steps, seed, labelRules: labels, recipeProblems: [] };
    }
    return { ...kept, stale: { pipeline: name, diagnostics: parsed.diagnostics } };
  } catch (thrown) {
    if (!(thrown instanceof DarkroomError)) throw thrown;
    const unreadable = toProblem(thrown);
    return { ...kept, stale: { pipeline: thrown.file ?? pipeline, diagnostics: [], unreadable } };
  }
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}
