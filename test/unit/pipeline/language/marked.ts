import type { TextPosition } from '../../../../src/shared/language.ts';
import type { PipelineLanguage } from '../../../../src/shared/pipeline.ts';

/** A position is written as § in the text. */
export function marked(text: string, language: PipelineLanguage = 'yaml'): TextPosition {
  const offset = text.indexOf('§');
  if (offset < 0) throw new Error('Expected § in the text.');
  return { text: text.replace('§', ''), language, offset };
}

/** The text without the first snippet syntax of an editor: tab stops with what they suggest. */
export function accepted(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|((?:\\.|[^,|])*)[^}]*?\|\}/g, (_stop, first: string) => first)
    .replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, (_stop, text: string) => text)
    .replace(/\$\d/g, '')
    .replace(/\\([\\$}|,])/g, '$1');
}
