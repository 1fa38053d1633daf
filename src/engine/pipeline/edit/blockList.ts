import type { TextEdit } from '../../../shared/edit.ts';
import {
  commentColumn,
  deleteLines,
  indentationAt,
  insertLines,
  lineStart,
  newlineOf,
  nextLine,
} from './lines.ts';
import { tooUnusual } from './maps.ts';
import type { ListNode, Spot } from './tree.ts';

/** The lines of a step: those it is written in, with the comments right above it and those indented below it. */
export function linesOf(text: string, list: ListNode, index: number, withAbove = true): Spot {
  const dash = list.dashes[index]!;
  const indentation = indentationAt(text, dash);
  if (indentation === undefined) throw tooUnusual();
  let start = lineStart(text, dash);
  const lowest = index === 0 ? 0 : nextLine(text, list.items[index - 1]!.end);
  while (withAbove && start > lowest) {
    const above = lineStart(text, start - 1);
    const column = commentColumn(text, above);
    if (above < lowest || column === undefined || column > indentation.length) break;
    start = above;
  }
  let end = nextLine(text, Math.max(list.items[index]!.end, dash));
  while (end < text.length && (commentColumn(text, end) ?? 0) > indentation.length) end = nextLine(text, end);
  return { start, end };
}

/** A new item in a line of its own, which begins as its neighbour's does. */
export function insertBlockItem(text: string, list: ListNode, at: number, written: string): TextEdit {
  const neighbour = Math.max(0, at - 1);
  const { start, end } = linesOf(text, list, neighbour);
  const dash = list.dashes[neighbour]!;
  const [, gap = ' '] = /^-( +)\S/.exec(text.slice(dash)) ?? [];
  const line = `${indentationAt(text, dash)!}-${gap}${written}`;
  return insertLines(text, at === 0 ? start : end, line);
}

/** Comments above the step stay: they may be about more than it. */
export function removeBlockItem(text: string, list: ListNode, index: number): TextEdit {
  return deleteLines(text, linesOf(text, list, index, false));
}

export function moveBlockItem(text: string, list: ListNode, from: number, to: number): readonly TextEdit[] {
  const lines = linesOf(text, list, from);
  const target = linesOf(text, list, to);
  const insertion = insertLines(
    text,
    to > from ? target.end : target.start,
    text.slice(lines.start, lines.end),
  );
  return [insertion, deleteLines(text, lines)];
}

export function duplicateBlockItem(text: string, list: ListNode, index: number): TextEdit {
  const { start, end } = linesOf(text, list, index);
  return insertLines(text, end, text.slice(start, end));
}

/** The first item of a list that is written below its key. */
export function firstBlockItem(text: string, indentation: string, written: string): string {
  return `${newlineOf(text)}${indentation}- ${written}`;
}
