import type { Values } from './catalogue.ts';
import type { Problem } from './errors.ts';

/** One step of a quick recipe, as the forms edit it: parameters as a person would write them. */
export interface RecipeStep {
  readonly operation: string;
  readonly enabled: boolean;
  readonly values: Values;
}

/** What is wrong with a recipe: `step` is the index in `recipe`, `parameter` the field to show it at. */
export interface RecipeProblem extends Problem {
  readonly parameter?: string;
}
