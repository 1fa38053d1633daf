import { nameWithin } from '../names.ts';
import type { ProblemList } from '../problemList.ts';
import { boxHeaders, placesKept, requireColumns, type CsvColumns } from './columns.ts';
import { readRow, sizeIn, type Complain, type RowMeaning } from './row.ts';
import { parseTable, type Table, type TableRow } from './table.ts';

/** A table of labels as it stands, and what refers to what in it. */
export interface CsvDocument {
  readonly table: Table;
  readonly columns: CsvColumns;
  /** Whether boxes are shares of their image. */
  readonly fractions: boolean;
  readonly images: readonly CsvImage[];
}

/** An image as the file names it, and its rows. */
export interface CsvImage {
  readonly name: string;
  /** Line of its first row. */
  readonly line: number;
  readonly size: ReturnType<typeof sizeIn>;
  /** Those that could be read. */
  readonly rows: CsvRow[];
}

interface CsvRow {
  /** Among all rows of the file. */
  readonly index: number;
  readonly row: TableRow;
  readonly meaning: RowMeaning;
}

/**
 * @param folders of the images, which absolute names may lead into
 * @throws DarkroomError when the text is damaged or has no header of labels
 */
export function parseDocument(
  text: string,
  file: string,
  problems: ProblemList,
  folders: ReadonlySet<string>,
): CsvDocument {
  const table = parseTable(text, file, problems);
  const columns = requireColumns(table.header, file);
  const kept = placesKept(table.header, columns);
  if (kept.length > 0) {
    const message = `${file}:1: columns that look like places in the image are not read, and do NOT move with it: ${kept.join(', ')}.`;
    const hint = `Boxes move in columns called ${boxHeaders.join('; ')}. Rename the columns, or take them out.`;
    problems.add('columns of places that do not move', message, { hint, at: { file, line: 1 } });
  }
  const complainAt =
    ({ line }: TableRow): Complain =>
    (kind, expected, received) => {
      const message = `${file}:${line}: expected ${expected} but received ${received}.`;
      problems.add(kind, message, { at: { file, line } });
    };
  const images = imagesOf(table, columns, complainAt, folders);
  const fractions = areFractions(images);
  if (!fractions) checkFrames(images, complainAt);
  return { table, columns, fractions, images };
}

function imagesOf(
  { rows }: Table,
  columns: CsvColumns,
  complainAt: (row: TableRow) => Complain,
  folders: ReadonlySet<string>,
): readonly CsvImage[] {
  const images = new Map<string, CsvImage>();
  rows.forEach((row, index) => {
    const cell = row.cells[columns.file]!.trim();
    const name = nameWithin(cell, folders);
    if (name === undefined) {
      const expected = 'a path below the folder of the images';
      complainAt(row)('rows without a usable file', expected, JSON.stringify(cell));
      return;
    }
    const size = sizeIn(row, columns);
    let image = images.get(name);
    if (!image) images.set(name, (image = { name, line: row.line, size, rows: [] }));
    else if (image.size?.width !== size?.width || image.size?.height !== size?.height) {
      const expected = `${sizeWords(image.size)} as in line ${image.line}`;
      complainAt(row)('rows of another size than others of their image', expected, sizeWords(size));
    }
    const meaning = readRow(row, columns, complainAt(row));
    if (meaning) image.rows.push({ index, row, meaning });
  });
  return [...images.values()];
}

/** Every number lies between 0 and 1, and some are broken. */
function areFractions(images: readonly CsvImage[]): boolean {
  let broken = false;
  for (const { rows } of images) {
    for (const { meaning } of rows) {
      for (const side of meaning.kind === 'object' ? meaning.box : []) {
        if (side < 0 || side > 1) return false;
        broken ||= !Number.isInteger(side);
      }
    }
  }
  return broken;
}

function checkFrames(images: readonly CsvImage[], complainAt: (row: TableRow) => Complain): void {
  for (const { size, rows } of images) {
    for (const { row, meaning } of rows) {
      if (!size || meaning.kind !== 'object') continue;
      const [left, top, right, bottom] = meaning.box;
      if (left >= 0 && top >= 0 && right <= size.width && bottom <= size.height) continue;
      const expected = `a box inside ${sizeWords(size)}`;
      complainAt(row)('objects that reach out of their image', expected, meaning.box.join(', '));
    }
  }
}

function sizeWords(size: CsvImage['size']): string {
  return size ? `${size.width}×${size.height}` : 'no size';
}
