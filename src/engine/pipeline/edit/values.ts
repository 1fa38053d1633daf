import type { TextEdit } from '../../../shared/edit.ts';
import { deleteLines, lineStart, nextLine } from './lines.ts';
import { literal, literalLike, type Style } from './literal.ts';
import type { TreeEntry, TreeNode } from './tree.ts';

/** Gives an entry that is there another value: only what differs is written. */
export function replaceValue(
  text: string,
  entry: TreeEntry,
  value: unknown,
  style: Style,
): readonly TextEdit[] {
  const { value: node } = entry;
  if (!node) return [writeBehind(entry, literal(value, style))];
  const items = sameItems(node, value);
  if (items) {
    return items.flatMap(({ item, value: inner }) =>
      replaceLeaf(text, item, literalLike(textOf(text, item), inner, style)),
    );
  }
  const written = literalLike(textOf(text, node), value, style);
  if (node.kind === 'leaf' || node.isFlow) return replaceLeaf(text, node, written);
  const lines = { start: lineStart(text, node.start), end: nextLine(text, node.end) };
  return [writeBehind(entry, written), deleteLines(text, lines)];
}

/** Right behind the colon, where nothing is written. */
export function writeBehind({ keyEnd, colonEnd }: TreeEntry, written: string): TextEdit {
  const at = colonEnd ?? keyEnd;
  return { start: at, end: at, text: colonEnd === undefined ? `: ${written}` : ` ${written}` };
}

/** Items that each take a value of their own: of a list that becomes one of the same length. */
function sameItems(node: TreeNode, value: unknown) {
  if (node.kind !== 'list' || !Array.isArray(value) || value.length !== node.items.length) return undefined;
  const isFlat = node.items.every(({ kind, start, end }) => kind === 'leaf' && end > start);
  if (!isFlat || value.some(inner => typeof inner === 'object')) return undefined;
  return node.items.map((item, index) => ({ item, value: value[index] as unknown }));
}

function replaceLeaf(text: string, node: TreeNode, written: string): readonly TextEdit[] {
  return textOf(text, node) === written ? [] : [{ start: node.start, end: node.end, text: written }];
}

function textOf(text: string, { start, end }: TreeNode): string {
  return text.slice(start, end);
}
