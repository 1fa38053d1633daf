import type { TextEdit } from '../../../shared/edit.ts';
import { DarkroomError } from '../../../shared/errors.ts';
import { numberOf, type StepPath } from '../../../shared/stepPath.ts';
import { insertPart, removePart } from './flow.ts';
import { deleteLines, indentationAt, lineEnd, lineStart, newlineOf, nextLine } from './lines.ts';
import { pair, type Style } from './literal.ts';
import { findEntry, type MapNode } from './tree.ts';
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
  const behind = lineEnd(text, neighbour.end);
  return [{ start: behind, end: behind, text: `${newlineOf(text)}${indentation}${written}` }];
}

/** Takes an entry out of a map that has others. */
export function removeEntry(text: string, map: MapNode, key: string): readonly TextEdit[] {
  const index = map.entries.findIndex(entry => entry.key === key);
  if (index < 0) return [];
  if (map.isFlow) return [removePart(map.entries, index)];
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
