import type { TextEdit } from '../../../shared/edit.ts';
import { indentationAt, lineEnd, lineStart, newlineOf, nextLine } from './lines.ts';
import { braced, type Style } from './literal.ts';
import type { Spot, TreeNode } from './tree.ts';

/** Puts something among the parts of a flow collection, which are its items or its entries. */
export function insertPart(
  text: string,
  collection: TreeNode,
  parts: readonly Spot[],
  at: number,
  written: string,
  style: Style,
): readonly TextEdit[] {
  const following = parts[at];
  if (following) {
    const indentation = indentationAt(text, following.start);
    const gap = indentation === undefined ? ' ' : `${newlineOf(text)}${indentation}`;
    return [{ start: following.start, end: following.start, text: `${written},${gap}` }];
  }
  const last = parts.at(-1);
  const { start, end } = collection;
  if (!last) {
    const filled = collection.kind === 'map' ? braced(written, style) : `[${written}]`;
    return [{ start, end, text: filled }];
  }
  const indentation = indentationAt(text, last.start);
  const comma = commaAfter(text, last.end, end);
  const behind = comma === undefined ? last.end : comma + 1;
  if (indentation === undefined) {
    return [{ start: behind, end: behind, text: comma === undefined ? `, ${written}` : ` ${written},` }];
  }
  const line = `${newlineOf(text)}${indentation}${written}`;
  if (comma !== undefined) return [append(text, behind, end, `${line},`)];
  const below = append(text, behind, end, line);
  if (below.start === behind) return [{ ...below, text: `,${line}` }];
  return [{ start: behind, end: behind, text: ',' }, below];
}

/**
 * Takes one part out with the comma that it no longer needs. A part in lines of its own goes with them and with the
 * comment behind it; all other comments stay.
 */
export function removePart(
  text: string,
  collection: TreeNode,
  parts: readonly Spot[],
  index: number,
): readonly TextEdit[] {
  const part = parts[index]!;
  const { start, end, isAlone } = extentOf(text, collection, part);
  const inside = { start: collection.start + 1, end: collection.end - 1 };
  if (parts.length === 1 && isBlank(text, inside.start, start) && isBlank(text, end, inside.end)) {
    return [cut(inside.start, inside.end)];
  }
  const comma = commaAfter(text, part.end, collection.end);
  if (comma !== undefined && comma >= end) return [cut(start, end), cut(comma, comma + 1)];
  const previous = parts[index - 1];
  const before = previous && comma === undefined ? commaAfter(text, previous.end, part.start) : undefined;
  if (previous && before !== undefined) {
    if (!isAlone && isBlank(text, before + 1, start)) return [cut(previous.end, end)];
    return [cut(before, before + 1), cut(start, end)];
  }
  if (isAlone) return [cut(start, end)];
  if (isBlank(text, end, lineEnd(text, end))) return [cut(start - blanksBefore(text, start), end)];
  // The blank before a comment makes it one.
  return [cut(start, end + /^[ \t]*(?!#)/.exec(text.slice(end))![0].length)];
}

/** The comment behind a part that has its lines for itself. */
export function commentBehind(text: string, collection: TreeNode, part: Spot): string | undefined {
  if (!extentOf(text, collection, part).isAlone) return undefined;
  const behind = behindComma(text, collection, part);
  const comment = text.slice(behind, lineEnd(text, behind)).trim();
  return comment === '' ? undefined : comment;
}

/** What a part takes up: with its comma where that follows at once, and with its lines where they are its own. */
function extentOf(text: string, collection: TreeNode, part: Spot): Spot & { readonly isAlone: boolean } {
  const { start } = part;
  const end = behindComma(text, collection, part);
  const isAlone =
    indentationAt(text, start) !== undefined &&
    /^[ \t]*(?:#.*|\/\/.*)?$/.test(text.slice(end, lineEnd(text, end)));
  return isAlone
    ? { start: lineStart(text, start), end: nextLine(text, end), isAlone }
    : { start, end, isAlone };
}

function behindComma(text: string, collection: TreeNode, { end }: Spot): number {
  const comma = commaAfter(text, end, collection.end);
  return comma !== undefined && /^[ \t]*$/.test(text.slice(end, comma)) ? comma + 1 : end;
}

function blanksBefore(text: string, offset: number): number {
  return /[ \t]*$/.exec(text.slice(lineStart(text, offset), offset))![0].length;
}

function isBlank(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === '';
}

function cut(start: number, end: number): TextEdit {
  return { start, end, text: '' };
}

/** Each part between takes its neighbour's text; what stands between them stays. */
export function moveFlowPart(
  text: string,
  parts: readonly Spot[],
  from: number,
  to: number,
): readonly TextEdit[] {
  const order = [...parts];
  order.splice(to, 0, ...order.splice(from, 1));
  return parts.flatMap(({ start, end }, index) => {
    const source = order[index]!;
    return source === parts[index] ? [] : [{ start, end, text: text.slice(source.start, source.end) }];
  });
}

/** At the end of the line, behind its comment, unless the collection ends in it. */
function append(text: string, behind: number, end: number, written: string): TextEdit {
  const at = lineEnd(text, behind);
  const offset = at < end ? at : behind;
  return { start: offset, end: offset, text: written };
}

/** Where the comma after a last part stands, if there is one. */
function commaAfter(text: string, start: number, end: number): number | undefined {
  const between = /^(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)*,/.exec(text.slice(start, end));
  return between ? start + between[0].length - 1 : undefined;
}
