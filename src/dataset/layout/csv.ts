import { DarkroomError, toProblem, type Problem } from '../../shared/errors.ts';
import { bindCsv, readCsv } from '../annotations/csv.ts';
import { findColumns } from '../annotations/csv/columns.ts';
import type { CsvDocument, CsvImage } from '../annotations/csv/document.ts';
import { headerOf } from '../annotations/csv/table.ts';
import { below } from '../annotations/pairing.ts';
import { readEnds } from '../annotations/text.ts';
import { documentsIn, imagesFor, splitOfDocument } from './documents.ts';
import type { Layout } from './layout.ts';
import { ofSets } from './sets.ts';
import { sortSplits, splitOfName } from './splits.ts';
import { imagesBelow, type SurveyedFolder } from './survey.ts';
import { inSplits, listed } from './words.ts';

/** A table with a row for each image or object, or one table for each split. */
export const csv: Layout = {
  id: 'csv',

  async recognize(folder) {
    if (imagesBelow(folder) === 0) return undefined;
    const files = await tablesIn(folder);
    if (files.length === 0) return undefined;
    const splits = sortSplits(files.flatMap(file => splitOfDocument(file, folder.path) ?? []));
    const names = files.map(file => below(folder.path, file) ?? file);
    return {
      title: `CSV${inSplits(splits)}: ${listed(names)}`,
      reasons: [
        `${listed(names)} ${names.length === 1 ? 'has' : 'have'} columns for files of images and for ${await holdings(files[0]!)}.`,
      ],
      annotations: files,
      certainty: 0.8,
    };
  },

  async open(folder, images) {
    const files = await tablesIn(folder);
    if (files.length === 0) throw noneIn(folder.path);
    const problems: Problem[] = [];
    const sets: {
      readonly splitOf: (entry: CsvImage) => string | undefined;
      readonly set: ReturnType<typeof bindCsv>;
    }[] = [];
    let hasObjects = false;
    for (const file of files) {
      try {
        const known = await readCsv(file, images);
        const names = known.document.images.map(({ name }) => name);
        const own = imagesFor(file, folder.path, names, images);
        const split = splitOfDocument(file, folder.path);
        const column = splitColumn(known.document);
        const splitOf = (entry: CsvImage) => split ?? splitIn(entry, column);
        sets.push({ splitOf, set: bindCsv(file, known, own, false) });
        hasObjects ||= known.document.columns.box !== undefined;
      } catch (thrown) {
        if (!(thrown instanceof DarkroomError)) throw thrown;
        problems.push(toProblem(thrown, { file }));
      }
    }
    return ofSets(
      files,
      sets.map(({ set }) => set),
      {
        problems,
        hasObjects,
        splitOf: image => {
          for (const { set, splitOf } of sets) {
            const entry = set.entryOf(image);
            const split = entry && splitOf(entry);
            if (split !== undefined) return split;
          }
          return undefined;
        },
      },
    );
  },
};

/** Tables whose header is one of labels; any other table may lie beside images. */
async function tablesIn(folder: SurveyedFolder): Promise<readonly string[]> {
  const files: string[] = [];
  for (const file of documentsIn(folder, ['.csv', '.tsv'])) if (await columnsOf(file)) files.push(file);
  return files;
}

async function columnsOf(file: string): Promise<ReturnType<typeof findColumns>> {
  const { head } = await readEnds(file, 1 << 14);
  return head === '' || head.includes('\0') ? undefined : findColumns(headerOf(head));
}

async function holdings(file: string): Promise<string> {
  const columns = await columnsOf(file);
  if (!columns?.box) return 'classes';
  return columns.label === undefined ? 'boxes' : 'classes and boxes';
}

function splitColumn({ table }: CsvDocument): number | undefined {
  const index = table.header.findIndex(name => /^(split|set|subset|partition|usage)$/i.test(name.trim()));
  return index === -1 ? undefined : index;
}

function splitIn({ rows }: CsvImage, column: number | undefined): string | undefined {
  const cell = column === undefined ? undefined : rows[0]?.row.cells[column]?.trim();
  return cell ? (splitOfName(cell) ?? cell) : undefined;
}

function noneIn(folder: string): DarkroomError {
  const message = `${folder} holds no CSV file with columns for files of images and for classes or boxes.`;
  const hint = 'Write it as filename,class or filename,width,height,class,xmin,ymin,xmax,ymax.';
  return new DarkroomError('bad_labels', message, { hint, file: folder });
}
