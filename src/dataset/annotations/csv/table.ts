import Papa from 'papaparse';
import { DarkroomError } from '../../../shared/errors.ts';
import type { ProblemList } from '../problemList.ts';

/** A table of text, and how it was written. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  readonly delimiter: string;
  readonly newline: string;
}

export interface TableRow {
  /** In the file, from 1. */
  readonly line: number;
  /** As many as the header has. */
  readonly cells: readonly string[];
}

/** The cells of the first line. */
export function headerOf(text: string): readonly string[] {
  const { data } = Papa.parse<string[]>(text, { delimiter: delimiterOf(text), preview: 1 });
  return data[0] ?? [];
}

/**
 * A table as in RFC 4180, or with another delimiter that the first line shows. Empty lines are left out.
 * @throws DarkroomError when a quotation mark is never closed
 */
export function parseTable(text: string, file: string, problems: ProblemList): Table {
  const { data, errors, meta } = Papa.parse<string[]>(text, { delimiter: delimiterOf(text) });
  const quotes = new Map(errors.filter(({ type }) => type === 'Quotes').map(error => [error.row, error]));
  const rows: TableRow[] = [];
  let line = 1;
  data.forEach((cells, index) => {
    const start = line;
    line += 1 + cells.reduce((count, cell) => count + newlinesIn(cell), 0);
    const quote = quotes.get(index);
    if (quote?.code === 'MissingQuotes') {
      const message = `${file}:${start}: expected a closing quotation mark but received the end of the file.`;
      throw new DarkroomError('bad_labels', message, { file, line: start });
    }
    if (cells.every(cell => cell.trim() === '')) return;
    const at = { file, line: start };
    const width = rows[0]?.cells.length ?? cells.length;
    if (quote) {
      const message = `${file}:${start}: expected a comma after the closing quotation mark.`;
      problems.add('rows with damaged quotation marks', message, { at });
    } else if (cells.length !== width) {
      const message = `${file}:${start}: expected ${width} columns but received ${cells.length}.`;
      problems.add('rows with another number of columns', message, { at });
    } else rows.push({ line: start, cells });
  });
  const header = rows[0]?.cells ?? [];
  return { header, rows: rows.slice(1), delimiter: meta.delimiter, newline: meta.linebreak };
}

/** Cells are quoted where they must be. */
export function printTable(
  { header, delimiter, newline }: Table,
  rows: readonly (readonly string[])[],
): string {
  const data = [header, ...rows].map(cells => [...cells]);
  return `${Papa.unparse(data, { delimiter, newline })}${newline}`;
}

/** What stands most often in the first line. */
function delimiterOf(text: string): string {
  const line = /^.*/.exec(text)![0];
  const counts = [',', ';', '\t', '|'].map(delimiter => ({ delimiter, count: line.split(delimiter).length }));
  return counts.reduce((most, other) => (other.count > most.count ? other : most)).delimiter;
}

function newlinesIn(cell: string): number {
  let count = 0;
  for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) count++;
  return count;
}
