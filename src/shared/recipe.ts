import type { Values } from './catalogue.ts';

/** One step of a quick recipe, as the forms edit it: parameters as a person would write them. */
export interface RecipeStep {
  readonly operation: string;
  readonly enabled: boolean;
  readonly values: Values;
}
