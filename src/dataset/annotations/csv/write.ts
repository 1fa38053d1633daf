import { extname } from 'node:path';
import type { LabelledResult } from '../format.ts';
import type { CsvDocument, CsvImage } from './document.ts';
import { withoutExtension } from '../pairing.ts';
import { sidesOf } from './row.ts';
import { printTable, type TableRow } from './table.ts';

export interface CsvResult {
  readonly image: CsvImage;
  readonly result: LabelledResult;
}

/**
 * The table of the results, in the order of the file. Numbers that did not change stay as they were written; others
 * are rounded to hundredths of a pixel, fractions to six decimals.
 *
 * An image whose objects are all gone has a row of its own only where the file has such rows.
 */
export function printResults(document: CsvDocument, results: readonly CsvResult[]): string {
  const namesEmpty = document.images.some(({ rows }) => rows.some(({ meaning }) => meaning.kind === 'image'));
  const written: { index: number; cells: readonly string[] }[] = [];
  for (const { image, result } of results) {
    const cells = cellsOf(document, image, result);
    const [first] = image.rows;
    for (const row of cells) written.push(row);
    if (cells.length === 0 && first && namesEmpty)
      written.push({ index: first.index, cells: emptyRow(document, first.row, result) });
  }
  written.sort((one, other) => one.index - other.index);
  return printTable(
    document.table,
    written.map(({ cells }) => cells),
  );
}

function cellsOf(
  document: CsvDocument,
  { rows }: CsvImage,
  result: LabelledResult,
): { index: number; cells: readonly string[] }[] {
  const { classes, objects: kept } = result.labels;
  const objects = new Map(kept.map(object => [object.id, object]));
  return rows.flatMap(({ index, row, meaning }) => {
    if (meaning.kind === 'class' && !classes.includes(meaning.label)) return [];
    const cells = rowOf(document, row, result);
    if (meaning.kind === 'object') {
      const box = objects.get(index)?.box;
      if (!box) return [];
      const { places, form } = document.columns.box!;
      const [sides, former] = [sidesOf(box, form), sidesOf(meaning.box, form)];
      places.forEach((place, side) => {
        const value = inUnits(sides[side]!, side, document, result);
        if (Math.abs(value - former[side]!) > 1e-9) cells[place] = String(value);
      });
    }
    return [{ index, cells }];
  });
}

function inUnits(value: number, side: number, { fractions }: CsvDocument, { shape }: LabelledResult): number {
  if (!fractions) return Math.round(value * 100) / 100;
  return Math.round((value / (side % 2 === 0 ? shape.width : shape.height)) * 1e6) / 1e6;
}

/** A row as it was, with the result's file and size. An id, which has no extension, stays one. */
function rowOf(
  { columns }: CsvDocument,
  { cells }: TableRow,
  { image, output, shape }: LabelledResult,
): string[] {
  const moved = [...cells];
  const isId = !cells[columns.file]!.toLowerCase().endsWith(extname(image.path).toLowerCase());
  moved[columns.file] = isId ? withoutExtension(output) : output;
  if (columns.width !== undefined) moved[columns.width] = String(shape.width);
  if (columns.height !== undefined) moved[columns.height] = String(shape.height);
  return moved;
}

function emptyRow(document: CsvDocument, row: TableRow, result: LabelledResult): readonly string[] {
  const { label, box } = document.columns;
  const cells = rowOf(document, row, result);
  const places = box?.places ?? [];
  for (const place of label === undefined ? places : [label, ...places]) cells[place] = '';
  return cells;
}
