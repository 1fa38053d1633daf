import { basename, resolve } from 'node:path';
import type { Labels, LabelObject } from '../../shared/labels.ts';
import { findColumns } from './csv/columns.ts';
import { parseDocument, type CsvDocument, type CsvImage } from './csv/document.ts';
import { headerOf } from './csv/table.ts';
import { printResults } from './csv/write.ts';
import { documents } from './documentCache.ts';
import type { AnnotationFormat } from './format.ts';
import { matchEntries } from './match.ts';
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
    const known = await documents.read('csv', path, parseDocument);
    const { document } = known;
    const problems = known.problems.copy();
    const byPath = matchEntries(document.images, images, ({ line }) => `${path}:${line}`, problems);
    return {
      format: 'csv',
      problems: problems.all,
      labelsOf: image => {
        const entry = byPath.get(resolve(image.path));
        return entry && labelsOf(entry, document);
      },
      write: results => {
        const labelled = results.flatMap(result => {
          const image = byPath.get(resolve(result.image.path));
          return image ? [{ image, result }] : [];
        });
        return [{ path: basename(path), text: printResults(document, labelled) }];
      },
    };
  },
};

function labelsOf({ size, rows }: CsvImage, { fractions }: CsvDocument): Labels {
  const classes = new Set<string>();
  const objects: LabelObject[] = [];
  for (const { index, meaning } of rows) {
    if (meaning.kind === 'class') classes.add(meaning.label);
    else if (meaning.kind === 'object') objects.push({ id: index, label: meaning.label, box: meaning.box });
  }
  return { ...(fractions && { units: 'fractions' }), ...size, classes: [...classes], objects };
}
