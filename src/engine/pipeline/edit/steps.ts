import type { TextEdit } from '../../../shared/edit.ts';
import { duplicateBlockItem, insertBlockItem, moveBlockItem, removeBlockItem } from './blockList.ts';
import { insertPart, moveFlowPart, removePart } from './flow.ts';
import { deleteLines, lineEnd, lineStart, nextLine } from './lines.ts';
import { braced, literal, stepLiteral, type NewStep, type Style } from './literal.ts';
import { removeEntry, setEntry, tooUnusual } from './maps.ts';
import { findEntry, type ListNode, type MapNode, type TreeEntry, type TreeNode } from './tree.ts';
import { writeBehind } from './values.ts';

/** Writes a parameter of a step. A bare name becomes a name with a map: `flip` becomes `flip: { p: 0.3 }`. */
export function setParameter(
  text: string,
  list: ListNode,
  index: number,
  parameter: string,
  value: unknown,
  style: Style,
): readonly TextEdit[] {
  const node = list.items[index]!;
  const written = literal({ [parameter]: value }, style);
  if (node.kind === 'leaf' && typeof node.value === 'string') {
    if (!list.isFlow) return [{ start: node.end, end: node.end, text: `: ${written}` }];
    const step = `${text.slice(node.start, node.end)}: ${written}`;
    return [{ start: node.start, end: node.end, text: braced(step, style) }];
  }
  const entry = onlyEntry(node);
  const { value: given } = entry;
  if (!given) return [writeBehind(entry, written)];
  if (given.kind === 'map') return setEntry(text, given, parameter, value, style);
  if (given.kind !== 'leaf') throw tooUnusual();
  const shared = `<<: ${text.slice(given.start, given.end)}, ${written.replace(/^\{ ?| ?\}$/g, '')}`;
  return [{ start: given.start, end: given.end, text: given.isAlias ? braced(shared, style) : written }];
}

/** Takes a parameter of a step out; with the last one goes the map: `flip: { p: 0.3 }` becomes `flip`. */
export function unsetParameter(
  text: string,
  list: ListNode,
  index: number,
  parameter: string,
): readonly TextEdit[] {
  const node = list.items[index]!;
  if (node.kind === 'leaf') return [];
  const step = onlyEntry(node);
  const { value: map } = step;
  if (map?.kind !== 'map' || !findEntry(map, parameter)) return [];
  if (map.entries.length > 1) return removeEntry(text, map, parameter);
  return map.isFlow ? dropFlowMap(text, node as MapNode, step, map) : dropBlockMap(text, step, map);
}

function dropFlowMap(text: string, node: MapNode, step: TreeEntry, map: MapNode): readonly TextEdit[] {
  const dropped = text.slice(step.keyEnd, map.end);
  // A comment, or an anchor that others refer to, is not thrown away.
  if (/[#&]|\/[/*]/.test(dropped)) return removePart(text, map, map.entries, 0);
  const hasBraces = text[node.start] === '{';
  if (!hasBraces) return [{ start: step.keyEnd, end: map.end, text: '' }];
  return [
    { start: node.start, end: step.start, text: '' },
    { start: step.keyEnd, end: node.end, text: '' },
  ];
}

function dropBlockMap(text: string, step: TreeEntry, map: MapNode): readonly TextEdit[] {
  const [entry] = map.entries;
  const lines = { start: lineStart(text, entry!.start), end: nextLine(text, entry!.end) };
  const { colonEnd } = step;
  const isBare = colonEnd !== undefined && text.slice(colonEnd, lineEnd(text, colonEnd)).trim() === '';
  const colon = isBare ? [{ start: step.keyEnd, end: colonEnd, text: '' }] : [];
  return [...colon, deleteLines(text, lines)];
}

export function insertStep(
  text: string,
  list: ListNode,
  at: number,
  step: NewStep,
  style: Style,
): readonly TextEdit[] {
  const written = stepLiteral(step, style, list.isFlow);
  if (!list.isFlow) return [insertBlockItem(text, list, at, written)];
  return insertPart(text, list, list.items, at, written, style);
}

/** The first step inside another: its list is empty, or not there. */
export function insertFirstInside(
  text: string,
  list: ListNode,
  holder: number,
  { operation, values }: NewStep,
  style: Style,
): readonly TextEdit[] {
  const step = Object.keys(values).length === 0 ? operation : { [operation]: values };
  return setParameter(text, list, holder, 'steps', [step], style);
}

export function duplicateStep(
  text: string,
  list: ListNode,
  index: number,
  style: Style,
): readonly TextEdit[] {
  if (!list.isFlow) return [duplicateBlockItem(text, list, index)];
  const { start, end } = list.items[index]!;
  return insertPart(text, list, list.items, index + 1, text.slice(start, end), style);
}

export function removeStep(text: string, list: ListNode, index: number): readonly TextEdit[] {
  return list.isFlow ? removePart(text, list, list.items, index) : [removeBlockItem(text, list, index)];
}

export function moveStep(text: string, list: ListNode, from: number, to: number): readonly TextEdit[] {
  if (from === to) return [];
  return list.isFlow ? moveFlowPart(text, list.items, from, to) : moveBlockItem(text, list, from, to);
}

function onlyEntry(node: TreeNode): TreeEntry {
  const [entry, second] = node.kind === 'map' ? node.entries : [];
  if (!entry || second) throw tooUnusual();
  return entry;
}
