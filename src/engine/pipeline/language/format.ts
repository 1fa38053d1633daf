import { CST, parseAllDocuments, Lexer, type Document } from 'yaml';
import type { TextEdit } from '../../../shared/edit.ts';
import { tooDeepAt } from '../depth.ts';
import { lineStart, newlineOf } from '../edit/lines.ts';

/**
 * Lays out a YAML text: two blanks a level, one blank where there are more, braces with blanks inside. Comments, empty
 * lines, quotes, anchors and the order of keys stay. A text that is wrong, or that could not be kept as it means, is
 * left alone. (JSON is laid out by the editor itself.)
 */
export function format(text: string): readonly TextEdit[] {
  if (tooDeepAt(text, 'yaml') !== undefined) return [];
  try {
    const after = laidOut(text);
    return after === undefined ? [] : difference(text, after);
  } catch (thrown) {
    // What the parser says of aliases of nothing, of endless ones, and of too many levels.
    if (thrown instanceof ReferenceError || thrown instanceof RangeError) return [];
    throw thrown;
  }
}

/** Nobody reads the errors: to quote the lines of thousands takes seconds. */
const parseOptions = { prettyErrors: false, uniqueKeys: false };

function laidOut(text: string): string | undefined {
  const [document, ...others] = parseAllDocuments(text, parseOptions);
  if (others.length > 0 || !isSound(document)) return undefined;
  const content = contentOf(document);
  const printed = document
    .toString({ lineWidth: 0, flowCollectionPadding: true })
    .replace(/\r?\n/g, newlineOf(text));
  const after = withCommentsAbove(text, printed);
  const [again] = parseAllDocuments(after, parseOptions);
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
  return commentsIn(text)
    .map(({ comment }) => comment.trim())
    .join('\n');
}

/**
 * A comment that stands above what follows it, at the same column, stays so: the printer gives it to what is before it
 * where that ends in a comment too.
 */
function withCommentsAbove(text: string, printed: string): string {
  const [before, after] = [commentsIn(text), commentsIn(printed)];
  if (before.length !== after.length) return printed;
  let result = printed;
  // From the last to the first, so that a comment moves with the one below it, and offsets before it stay.
  for (let index = after.length - 1; index >= 0; index--) {
    const { start, column } = before[index]!;
    if (column === undefined || column !== columnBelow(text, start)) continue;
    const moved = after[index]!;
    const wanted = columnBelow(result, moved.start);
    if (moved.column === undefined || wanted === undefined) continue;
    result = result.slice(0, moved.start - moved.column) + ' '.repeat(wanted) + result.slice(moved.start);
  }
  return result;
}

/** What the lexer says beside the characters of the text. */
const notes: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

interface Comment {
  readonly comment: string;
  readonly start: number;
  /** From 0; absent when something is before it on its line. */
  readonly column: number | undefined;
}

function commentsIn(text: string): readonly Comment[] {
  const comments: Comment[] = [];
  let start = 0;
  for (const token of new Lexer().lex(text)) {
    if (token.startsWith('#')) {
      const column = start - lineStart(text, start);
      const isAlone = /^ *$/.test(text.slice(start - column, start));
      comments.push({ comment: token, start, column: isAlone ? column : undefined });
    }
    if (!notes.has(token)) start += token.length;
  }
  return comments;
}

/** The column of the line after this one; undefined where there is none, or an empty one. */
function columnBelow(text: string, from: number): number | undefined {
  const end = text.indexOf('\n', from);
  const found = end === -1 ? null : /^( *)[^ \r\n]/.exec(text.slice(end + 1, end + 1 + 1000));
  return found?.[1]!.length;
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
