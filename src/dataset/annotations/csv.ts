import { basename, resolve } from 'node:path';
import type { Labels, LabelObject } from '../../shared/labels.ts';
import { findColumns } from './csv/columns.ts';
import { parseDocument, type CsvDocument, type CsvImage } from './csv/document.ts';
import { headerOf } from './csv/table.ts';
import { printResults } from './csv/write.ts';
import { documents, type KnownDocument } from './documentCache.ts';
import type { AnnotationFormat, AnnotationSet, LabelledImage } from './format.ts';
import { matchEntries } from './match.ts';
import { foldersOf } from './names.ts';
import { readEnds } from './text.ts';

/**
 * A table with a header: one row for each class of an image, or for each object with a box. Boxes are continuous
 * pixels, or shares of the image when all numbers of the file lie between 0 and 1. Other columns are kept as they are.
 */
export const csv: AnnotationFormat = {
  id: 'csv',
  title: 'CSV with a header',

  async recognizes(path) {
    const { head } = await readEnds(path, 1 << 14);
    if (head === '' || head.includes('\0')) return false;
    return /\.[ct]sv$/i.test(path) || findColumns(headerOf(head)) !== undefined;
  },

  async read(path, images) {
    return bindCsv(path, await readCsv(path, images), images);
  },
};

/** @throws DarkroomError when the text is damaged or has no header of labels */
export function readCsv(path: string, images: readonly LabelledImage[]): Promise<KnownDocument<CsvDocument>> {
  const folders = foldersOf(images);
  return documents.read(['csv', ...folders].join('\n'), path, (text, file, problems) =>
    parseDocument(text, file, problems, folders),
  );
}

/**
 * What a table that has been read says of images.
 * @param isWhole whether it is to say something of each
 */
export function bindCsv(
  path: string,
  { document, problems: known }: KnownDocument<CsvDocument>,
  images: readonly LabelledImage[],
  isWhole = true,
): AnnotationSet & { readonly entryOf: (image: LabelledImage) => CsvImage | undefined } {
  const problems = known.copy();
  const byPath = matchEntries(
    document.images,
    images,
    ({ line }) => ({ file: path, line }),
    problems,
    isWhole,
  );
  const entryOf = (image: LabelledImage): CsvImage | undefined => byPath.get(resolve(image.path));
  return {
    format: 'csv',
    sources: [resolve(path)],
    entryOf,
    problems: problems.all,
    labelsOf: image => {
      const entry = entryOf(image);
      return entry && labelsOf(entry, document);
    },
    write: results => {
      const labelled = results.flatMap(result => {
        const image = entryOf(result.image);
        return image ? [{ image, result }] : [];
      });
      return [{ path: basename(path), text: printResults(document, labelled) }];
    },
  };
}

function labelsOf({ size, rows }: CsvImage, { fractions }: CsvDocument): Labels {
  const classes = new Set<string>();
  const objects: LabelObject[] = [];
  for (const { index, meaning } of rows) {
    if (meaning.kind === 'class') classes.add(meaning.label);
    else if (meaning.kind === 'object') objects.push({ id: index, label: meaning.label, box: meaning.box });
  }
  return { ...(fractions && { units: 'fractions' }), ...size, classes: [...classes], objects };
}
