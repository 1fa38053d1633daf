import type { TextEdit } from '../../../shared/edit.ts';
import { indentationAt, lineEnd, newlineOf } from './lines.ts';
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

/** Takes one part out, with the comma and the space that it no longer needs. */
export function removePart(parts: readonly Spot[], index: number): TextEdit {
  const part = parts[index]!;
  const next = parts[index + 1];
  if (next) return { start: part.start, end: next.start, text: '' };
  return { start: parts[index - 1]?.end ?? part.start, end: part.end, text: '' };
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
