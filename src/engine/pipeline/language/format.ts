import { parseAllDocuments, Lexer, type Document } from 'yaml';
import type { TextEdit } from '../../../shared/edit.ts';
import { isTooDeep } from '../depth.ts';

/**
 * Lays out a YAML text: two blanks a level, one blank where there are more, braces with blanks inside. Comments, empty
 * lines, quotes, anchors and the order of keys stay. A text that is wrong, or that could not be kept as it means, is
 * left alone. (JSON is laid out by the editor itself.)
 */
export function format(text: string): readonly TextEdit[] {
  if (isTooDeep(text)) return [];
  try {
    const after = laidOut(text);
    return after === undefined ? [] : difference(text, after);
  } catch (thrown) {
    // What the parser says of aliases of nothing, of endless ones, and of too many levels.
    if (thrown instanceof ReferenceError || thrown instanceof RangeError) return [];
    throw thrown;
  }
}

function laidOut(text: string): string | undefined {
  const [document, ...others] = parseAllDocuments(text, { uniqueKeys: false });
  if (others.length > 0 || !isSound(document)) return undefined;
  const content = contentOf(document);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const after = document.toString({ lineWidth: 0, flowCollectionPadding: true }).replace(/\r?\n/g, newline);
  const [again] = parseAllDocuments(after, { uniqueKeys: false });
  const isKept = isSound(again) && contentOf(again) === content && commentsOf(text) === commentsOf(after);
  return isKept ? after : undefined;
}

function isSound(document: unknown): document is Document.Parsed {
  return typeof document === 'object' && document !== null && (document as Document).errors.length === 0;
}

function contentOf(document: Document): string {
  return JSON.stringify(document.toJS());
}

function commentsOf(text: string): string {
  return [...new Lexer().lex(text)]
    .filter(token => token.startsWith('#'))
    .map(comment => comment.trim())
    .join('\n');
}

/** One edit of what is different, so that cursors outside of it stay. */
function difference(text: string, wanted: string): readonly TextEdit[] {
  if (text === wanted) return [];
  const shorter = Math.min(text.length, wanted.length);
  let start = 0;
  while (start < shorter && text[start] === wanted[start]) start++;
  let tail = 0;
  while (tail < shorter - start && text.at(-1 - tail) === wanted.at(-1 - tail)) tail++;
  return [{ start, end: text.length - tail, text: wanted.slice(start, wanted.length - tail) }];
}
