import type { LabelProblemKind } from '../../../shared/labelProblem.ts';
import type { Box } from '../../../shared/labels.ts';
import { numberOf } from '../decimal.ts';
import type { BoxColumns, CsvColumns } from './columns.ts';
import type { TableRow } from './table.ts';

/** What one row says. */
export type RowMeaning =
  | { readonly kind: 'class'; readonly label: string }
  | { readonly kind: 'object'; readonly label: string; readonly box: Box }
  /** That the image is there, and nothing more. */
  | { readonly kind: 'image' };

/** Says what is wrong in a row. */
export type Complain = (kind: LabelProblemKind, expected: string, received: string) => void;

/** Undefined when the row cannot be read, which is told. */
export function readRow(
  { cells }: TableRow,
  columns: CsvColumns,
  complain: Complain,
): RowMeaning | undefined {
  const label = columns.label === undefined ? '' : cells[columns.label]!.trim();
  const { places = [], form = 'corners' } = columns.box ?? {};
  const written = places.map(place => cells[place]!.trim());
  if (written.every(side => side === '')) return label === '' ? { kind: 'image' } : { kind: 'class', label };
  const sides = written.map(numberOf);
  const box = sides.includes(undefined) ? undefined : boxOf(sides as unknown as Box, form);
  if (!box || box[2] < box[0] || box[3] < box[1]) {
    const expected =
      form === 'corners'
        ? 'a box of four numbers, the lower ones first'
        : 'a box of four numbers, width and height not below 0';
    complain('damaged boxes', expected, written.join(', '));
    return undefined;
  }
  const [left, top, right, bottom] = box;
  if (left === right || top === bottom)
    complain('boxes without area', 'a box with sides above 0', written.join(', '));
  if (label === '' && columns.label !== undefined)
    complain('boxes without a class', 'a class', 'an empty cell');
  return { kind: 'object', label, box };
}

/** A box of four numbers as they are written. */
function boxOf(sides: Box, form: BoxColumns['form']): Box {
  const [left, top, third, fourth] = sides;
  return form === 'corners' ? sides : [left, top, left + third, top + fourth];
}

/** The four numbers that a box is written as. */
export function sidesOf(box: Box, form: BoxColumns['form']): Box {
  const [left, top, right, bottom] = box;
  return form === 'corners' ? box : [left, top, right - left, bottom - top];
}

/** The size of the image as the row says it; undefined when it does not. */
export function sizeIn(
  { cells }: TableRow,
  columns: CsvColumns,
): { readonly width: number; readonly height: number } | undefined {
  if (columns.width === undefined || columns.height === undefined) return undefined;
  const width = numberOf(cells[columns.width]!.trim());
  const height = numberOf(cells[columns.height]!.trim());
  const sized = width !== undefined && height !== undefined && isSide(width) && isSide(height);
  return sized ? { width, height } : undefined;
}

function isSide(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}
