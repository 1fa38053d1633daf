import type { LabelProblem } from '../../../shared/labelProblem.ts';
import { readText } from '../text.ts';

interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** What messages about an element of a list begin with. */
const element = /^\w+\[\d+\]/;

/** The same problems with the lines of the elements they are about. The file is read again only when there are any. */
export async function locate(
  file: string,
  problems: readonly LabelProblem[],
): Promise<readonly LabelProblem[]> {
  const wanted = new Set(problems.flatMap(({ message }) => element.exec(message)?.[0] ?? []));
  if (wanted.size === 0) return problems;
  const text = await readText(file).catch(() => '');
  const places = placesOf(text, wanted);
  return problems.map(problem => ({ ...problem, ...places.get(element.exec(problem.message)?.[0] ?? '') }));
}

/**
 * Where elements of lists right below the root begin.
 * @param text sound JSON
 * @param wanted such as `annotations[12]`
 */
export function placesOf(text: string, wanted: ReadonlySet<string>): ReadonlyMap<string, TextPlace> {
  const offsets: [string, number][] = [];
  let depth = 0;
  let key = '';
  let index = 0;
  /** In a list below the root, before an element of it. */
  let isDue = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === ' ' || character === '\n' || character === '\t' || character === '\r') continue;
    if (isDue && depth === 2) {
      isDue = false;
      const name = `${key}[${index}]`;
      if (wanted.has(name)) offsets.push([name, at]);
    }
    if (character === '"') {
      const start = at + 1;
      for (at = start; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
      if (depth === 1) key = text.slice(start, at);
    } else if (character === '{' || character === '[') {
      depth++;
      if (depth !== 2 || character === '{') continue;
      index = 0;
      isDue = true;
    } else if (character === '}' || character === ']') depth--;
    else if (character === ',' && depth === 2) {
      index++;
      isDue = true;
    }
  }
  return linesOf(text, offsets);
}

/** @param offsets in the order of the text */
function linesOf(
  text: string,
  offsets: readonly (readonly [string, number])[],
): ReadonlyMap<string, TextPlace> {
  const places = new Map<string, TextPlace>();
  let line = 1;
  let start = 0;
  for (const [name, offset] of offsets) {
    for (let end = text.indexOf('\n', start); end !== -1 && end < offset; end = text.indexOf('\n', start)) {
      line++;
      start = end + 1;
    }
    places.set(name, { line, column: offset - start + 1 });
  }
  return places;
}
