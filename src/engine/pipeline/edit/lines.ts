import type { TextEdit } from '../../../shared/edit.ts';
import type { Spot } from './tree.ts';

/** The line ending of the text. */
export function newlineOf(text: string): string {
  const end = text.indexOf('\n');
  return end > 0 && text[end - 1] === '\r' ? '\r\n' : '\n';
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line's own characters end, before its line ending. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return end > offset && text[end - 1] === '\r' ? end - 1 : end;
}

export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** The white space before `offset` in its line; undefined when there is something else. */
export function indentationAt(text: string, offset: number): string | undefined {
  const before = text.slice(lineStart(text, offset), offset);
  return /^\s*$/.test(before) ? before : undefined;
}

/** The column of a comment that has a line for itself. */
export function commentColumn(text: string, start: number): number | undefined {
  const [, indentation] = /^([ \t]*)#/.exec(text.slice(start, lineEnd(text, start))) ?? [];
  return indentation?.length;
}

/** Takes whole lines out; where the last of them has no line ending, the one before them goes. */
export function deleteLines(text: string, { start, end }: Spot): TextEdit {
  if (text[end - 1] === '\n' || start === 0) return { start, end, text: '' };
  return { start: lineEnd(text, lineStart(text, start - 1)), end, text: '' };
}

/** Puts lines before the line that begins at `offset`, or behind the last one where the text ends there. */
export function insertLines(text: string, offset: number, lines: string): TextEdit {
  const newline = newlineOf(text);
  const body = lines.replace(/\r?\n$/, '');
  const isBehindAll = offset === text.length && offset > 0 && text[offset - 1] !== '\n';
  return { start: offset, end: offset, text: isBehindAll ? `${newline}${body}` : `${body}${newline}` };
}
