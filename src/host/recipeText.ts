import type { Problem } from '../shared/errors.ts';
import { isPipelineFile, type Diagnostic } from '../shared/pipeline.ts';
import type { RecipeStep } from '../shared/recipe.ts';

/** A recipe as the text of a pipeline, which the engine reads and checks like any other. */
export interface RecipeText {
  readonly text: string;
  /** The recipe's problem behind a finding in the text, at its step and parameter. */
  readonly problemOf: (diagnostic: Diagnostic) => Problem;
}

interface Span {
  readonly start: number;
  readonly end: number;
  /** Index in the recipe, steps that are not enabled counted. */
  readonly step: number;
  readonly parameter?: string;
}

/** Steps that are not enabled are left out: their values may be half typed. */
export function recipeText(recipe: readonly RecipeStep[]): RecipeText {
  const spans: Span[] = [];
  let text = '{"steps":[';
  let isFirst = true;
  for (const [step, { operation, enabled, values }] of recipe.entries()) {
    if (!enabled) continue;
    if (!isFirst) text += ',';
    isFirst = false;
    const start = text.length;
    text += `{${JSON.stringify(operation)}:{`;
    let separator = '';
    for (const [parameter, value] of Object.entries(values)) {
      if (value === undefined) continue;
      text += separator;
      separator = ',';
      const valueStart = text.length;
      text += `${JSON.stringify(parameter)}:${JSON.stringify(value)}`;
      spans.push({ start: valueStart, end: text.length, step, parameter });
    }
    text += '}}';
    spans.push({ start, end: text.length, step });
  }
  text += ']}';
  return {
    text,
    problemOf({ message, place }) {
      // Parameters were noted before the step around them.
      const span = spans.find(({ start, end }) => place.start >= start && place.start < end);
      return {
        code: 'bad_argument',
        message,
        ...(span && { step: span.step }),
        ...(span?.parameter !== undefined && { parameter: span.parameter }),
      };
    },
  };
}

/** The path under which a text is known as a pipeline: `resize.json` becomes `resize.darkroom.json`. */
export function pipelinePath(path: string): string {
  if (isPipelineFile(path)) return path;
  const [, bare = path, extension = 'yaml'] = /^(.*)\.(ya?ml|json)$/i.exec(path) ?? [];
  return `${bare}.darkroom.${extension}`;
}
