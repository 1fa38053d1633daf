import type { TextEdit } from '../../../shared/edit.ts';
import { DarkroomError } from '../../../shared/errors.ts';
import { numberOf, type StepPath } from '../../../shared/stepPath.ts';
import { insertPart, removePart } from './flow.ts';
import {
  commentColumn,
  deleteLines,
  indentationAt,
  lineEnd,
  lineStart,
  newlineOf,
  nextLine,
} from './lines.ts';
import { pair, type Style } from './literal.ts';
import { findEntry, type MapNode, type TreeEntry } from './tree.ts';
import { replaceValue } from './values.ts';

/** Gives a key of a map its value, in a new last entry where there is none. */
export function setEntry(
  text: string,
  map: MapNode,
  key: string,
  value: unknown,
  style: Style,
): readonly TextEdit[] {
  const entry = findEntry(map, key);
  if (entry) return replaceValue(text, entry, value, style);
  return insertEntry(text, map, map.entries.length, pair(key, value, style), style);
}

/** Puts an entry among those of a map, at this index. */
export function insertEntry(
  text: string,
  map: MapNode,
  at: number,
  written: string,
  style: Style,
): readonly TextEdit[] {
  if (map.isFlow) return insertPart(text, map, map.entries, at, written, style);
  const neighbour = map.entries[at - 1] ?? map.entries[0];
  const indentation = neighbour && indentationAt(text, neighbour.start);
  if (!neighbour || indentation === undefined) throw tooUnusual();
  if (at === 0) {
    const start = lineStart(text, neighbour.start);
    return [{ start, end: start, text: `${indentation}${written}${newlineOf(text)}` }];
  }
  const behind = endWithComments(text, neighbour.end, indentation.length);
  const gap = newlineOf(text).repeat(standsApart(text, map.entries, at - 1) ? 2 : 1);
  return [{ start: behind, end: behind, text: `${gap}${indentation}${written}` }];
}

/** Where the line of `offset` ends, or the last of the comments below it that are further in than its map. */
function endWithComments(text: string, offset: number, indentation: number): number {
  let end = lineEnd(text, offset);
  for (let start = nextLine(text, end); start < text.length; start = nextLine(text, start)) {
    if ((commentColumn(text, start) ?? 0) <= indentation) break;
    end = lineEnd(text, start);
  }
  return end;
}

/**
 * Whether what is put behind an entry is to have an empty line before it, as those around have: an entry of several
 * lines where one is below it, one of a single line where it is not grouped with the one above.
 */
function standsApart(text: string, entries: readonly TreeEntry[], index: number): boolean {
  const { start, end } = entries[index]!;
  const above = isEmptyLineBetween(text, entries[index - 1], entries[index]);
  const below = isEmptyLineBetween(text, entries[index], entries[index + 1]);
  const hasLines = text.slice(start, end).trimEnd().includes('\n');
  return hasLines ? (below ?? above ?? false) : above === true && below !== false;
}

/** Undefined where one of them is not there. */
function isEmptyLineBetween(
  text: string,
  above: TreeEntry | undefined,
  below: TreeEntry | undefined,
): boolean | undefined {
  return above && below && /\n[ \t]*\r?\n/.test(text.slice(above.end, below.start));
}

/** Takes an entry out of a map that has others. */
export function removeEntry(text: string, map: MapNode, key: string): readonly TextEdit[] {
  const index = map.entries.findIndex(entry => entry.key === key);
  if (index < 0) return [];
  if (map.isFlow) return removePart(text, map, map.entries, index);
  const { start, end } = map.entries[index]!;
  if (indentationAt(text, start) === undefined) throw tooUnusual();
  return [deleteLines(text, { start: lineStart(text, start), end: nextLine(text, end) })];
}

/** YAML has ways to write that no one uses in pipelines, such as `? key`. */
export function tooUnusual(step?: StepPath): DarkroomError {
  const subject = step === undefined ? 'This part of the text' : `Step ${numberOf(step)}`;
  return new DarkroomError(
    'bad_pipeline',
    `${subject} is written in a way that cannot be edited from here.`,
    {
      hint: 'Edit the text itself.',
      step: step?.[0],
    },
  );
}
