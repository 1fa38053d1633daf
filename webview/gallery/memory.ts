import * as v from 'valibot';
import { groupings, sortings, type Grouping, type Query, type Sorting } from './arrange.ts';
import type { SizeRange } from './known.ts';

/** Shortest and longest side of a tile, in CSS pixels. */
export const tileSides = { least: 64, most: 384 } as const;

/** What the page remembers of itself when it is hidden, and when the window is loaded again. */
export interface Memory {
  /** Of a tile, in CSS pixels. */
  readonly side: number;
  readonly text: string;
  readonly sorting: Sorting;
  readonly descending: boolean;
  readonly grouping: Grouping;
  readonly hiddenClasses: readonly string[];
  readonly hiddenSplits: readonly string[];
  /** Ids of masks that are not drawn. */
  readonly hiddenIds: readonly number[];
  readonly rules: readonly string[];
  readonly sizes?: SizeRange | undefined;
  /** Labels are drawn on the pictures. */
  readonly labels: boolean;
  /** The panel beside the tiles is open. */
  readonly panel: boolean;
  /** The tile that was at the top. */
  readonly top: string;
  readonly selected: readonly string[];
  readonly pipeline: string;
  readonly mode: 'train' | 'inference';
}

export const freshMemory: Memory = {
  side: 144,
  text: '',
  sorting: 'name',
  descending: false,
  grouping: 'none',
  hiddenClasses: [],
  hiddenSplits: [],
  hiddenIds: [],
  rules: [],
  labels: true,
  panel: false,
  top: '',
  selected: [],
  pipeline: 'none',
  mode: 'train',
};

const names = v.fallback(v.array(v.string()), []);
const pair = v.tuple([v.number(), v.number()]);
const shape = v.object({
  side: v.fallback(
    v.pipe(v.number(), v.minValue(tileSides.least), v.maxValue(tileSides.most)),
    freshMemory.side,
  ),
  text: v.fallback(v.string(), freshMemory.text),
  sorting: v.fallback(v.picklist(Object.keys(sortings) as Sorting[]), freshMemory.sorting),
  descending: v.fallback(v.boolean(), freshMemory.descending),
  grouping: v.fallback(v.picklist(Object.keys(groupings) as Grouping[]), freshMemory.grouping),
  hiddenClasses: names,
  hiddenSplits: names,
  hiddenIds: v.fallback(v.array(v.number()), []),
  rules: names,
  sizes: v.fallback(v.optional(v.object({ width: pair, height: pair })), undefined),
  labels: v.fallback(v.boolean(), freshMemory.labels),
  panel: v.fallback(v.boolean(), freshMemory.panel),
  top: v.fallback(v.string(), freshMemory.top),
  selected: names,
  pipeline: v.fallback(v.string(), freshMemory.pipeline),
  mode: v.fallback(v.picklist(['train', 'inference']), freshMemory.mode),
});

/** What was saved, perhaps by an older version of the page: every part that does not fit is as if it were fresh. */
export function restoreMemory(saved: unknown): Memory {
  const result = v.safeParse(shape, saved);
  return result.success ? result.output : freshMemory;
}

/** @param isChecked whether there is a report: without one, what only it can answer is not asked for */
export function queryOf(memory: Memory, isChecked: boolean): Query {
  const { hiddenClasses, hiddenSplits, rules, sizes, ...rest } = memory;
  return {
    ...rest,
    hiddenClasses: new Set(hiddenClasses),
    hiddenSplits: new Set(hiddenSplits),
    rules: new Set(isChecked ? rules : []),
    sizes: isChecked ? sizes : undefined,
  };
}
