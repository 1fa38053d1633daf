import type { TextEdit } from '../../../shared/edit.ts';
import { firstBlockItem } from './blockList.ts';
import { lineEnd, newlineOf } from './lines.ts';
import { pair, stepLiteral, type NewStep, type Style } from './literal.ts';
import { insertEntry, setEntry } from './maps.ts';
import { findEntry, type ListNode, type MapNode, type TreeEntry, type TreeNode } from './tree.ts';
import { writeBehind } from './values.ts';

/** The keys of a pipeline file in the order that people write them. */
const order = ['version', 'match', 'seed', 'steps', 'labels', 'exclude', 'output'];

/** Gives one of the pipeline's own keys a value; a new one goes to its usual place. */
export function setTopLevel(
  text: string,
  root: TreeNode | undefined,
  key: string,
  value: unknown,
  style: Style,
): readonly TextEdit[] {
  if (!root) return [appended(text, rootText(pair(key, value, style), style))];
  if (root.kind !== 'map') return [];
  if (findEntry(root, key)) return setEntry(text, root, key, value, style);
  return insertEntry(text, root, placeOf(root, key), pair(key, value, style), style);
}

/** The first step of a pipeline that has none: the list is empty, or not there. */
export function insertFirstStep(
  text: string,
  root: TreeNode | undefined,
  step: NewStep,
  style: Style,
): readonly TextEdit[] {
  const flowList = `[${stepLiteral(step, style, true)}]`;
  const isFlow = root ? root.kind === 'map' && root.isFlow : style.language === 'json';
  const list = isFlow ? ` ${flowList}` : firstBlockItem(text, '  ', stepLiteral(step, style, false));
  const written = `${pair('steps', '', style).replace(/: .*$/, ':')}${list}`;
  if (!root) return [appended(text, rootText(written, style))];
  if (root.kind !== 'map') return [];
  const entry = findEntry(root, 'steps');
  if (!entry) return insertEntry(text, root, placeOf(root, 'steps'), written, style);
  if (isFlow) return [fill(entry, flowList)];
  const at = lineEnd(text, entry.end);
  const below = { start: at, end: at, text: list };
  if (!entry.value || entry.colonEnd === undefined) return [below];
  const cleared = { start: entry.colonEnd, end: entry.value.end, text: '' };
  return cleared.end === at ? [{ ...cleared, text: list }] : [cleared, below];
}

/** Takes the only step out of a list in block style, which becomes `[]`. */
export function emptyList(entry: TreeEntry, list: ListNode, removal: TextEdit): readonly TextEdit[] {
  const behind = writeBehind(entry, '[]');
  // The line ending before the list may be part of what goes.
  return removal.start === behind.start && list.dashes.length > 0
    ? [{ ...removal, text: behind.text }]
    : [behind, removal];
}

function fill(entry: TreeEntry, written: string): TextEdit {
  const { value } = entry;
  return value ? { start: value.start, end: value.end, text: written } : writeBehind(entry, written);
}

/** Behind the last key that usually comes before it. */
function placeOf(root: MapNode, key: string): number {
  const before = order.slice(0, order.indexOf(key));
  return root.entries.findLastIndex(entry => before.includes(entry.key)) + 1;
}

function rootText(entry: string, { language }: Style): string {
  return language === 'json' ? `{ ${entry} }` : entry;
}

function appended(text: string, written: string): TextEdit {
  const newline = newlineOf(text);
  const isAtStart = text === '' || text.endsWith('\n');
  return { start: text.length, end: text.length, text: `${isAtStart ? '' : newline}${written}${newline}` };
}
