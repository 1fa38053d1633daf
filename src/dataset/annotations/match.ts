import { resolve } from 'node:path';
import type { LabelledImage } from './format.ts';
import { matchNames } from './names.ts';
import type { FilePlace, ProblemList } from './problemList.ts';

/** An image as an annotation file names it, once. */
interface NamedEntry {
  /** As `nameWithin` gives it. */
  readonly name: string;
}

/**
 * What the file says of each image, by the image's absolute path. Entries without a file, files without an entry and
 * what cannot be decided are told.
 * @param placeOf where the entry stands: a line, or a path in the document such as `images[3].file_name`
 * @param isWhole whether every image is to have an entry; not so where other files say something of the rest
 */
export function matchEntries<Entry extends NamedEntry>(
  entries: readonly Entry[],
  images: readonly LabelledImage[],
  placeOf: (entry: Entry) => string | FilePlace,
  problems: ProblemList,
  isWhole = true,
): ReadonlyMap<string, Entry> {
  const byPath = new Map<string, Entry>();
  const matches = matchNames(
    entries.map(({ name }) => name),
    images,
  );
  entries.forEach((entry, index) => {
    const match = matches[index]!;
    if (typeof match === 'object') {
      byPath.set(resolve(match.path), entry);
      return;
    }
    const place = placeOf(entry);
    const at = typeof place === 'string' ? undefined : place;
    const words = typeof place === 'string' ? place : `${place.file}:${place.line}`;
    if (match === 'missing') {
      const message = `${words}: there is no image ${entry.name}.`;
      problems.add('images without a file', message, { code: 'not_found', at });
    } else {
      const message = `${words}: the name ${entry.name} fits several files, or a file that other names fit as well.`;
      const hint = 'Write their folders in the names.';
      problems.add('images whose file is in doubt', message, { hint, at });
    }
  });
  for (const { path } of isWhole ? images : []) {
    if (byPath.has(resolve(path))) continue;
    problems.add('files without labels', `${path} has no labels.`, { code: 'not_found', at: path });
  }
  return byPath;
}
