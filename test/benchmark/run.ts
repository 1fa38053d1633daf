/**
 * `npm run bench [-- WORK... --rounds N --images N --edits N]`: what people wait for, in one run beside other
 * libraries. Works: w1, w2, w3 and w5 develop and measure folders on the command line; preview is the picture after an
 * edit in the editor, open that of an image which is opened there, gallery the list and the thumbnails of a dataset,
 * gallery-page how its page scrolls in Chromium, jpeg one file in and out, journal what it costs that a run can be killed.
 * Without names, all but w5, which writes 12 GB.
 *
 * DARKROOM_PYTHON names the Python that has opencv-python, pillow, albumentations and numpy; contenders that cannot run
 * are said.
 */
import { parseArgs } from 'node:util';
import { benchGrowth, benchWork } from './batch.ts';
import { benchGallery } from './gallery.ts';
import { benchGalleryPage } from './galleryPage.ts';
import { benchJournal } from './journal.ts';
import { benchJpeg } from './jpeg.ts';
import { benchOpen } from './open.ts';
import { benchPreview } from './preview.ts';
import { growth, works } from './works.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    images: { type: 'string' },
    edits: { type: 'string', default: '21' },
  },
});
const options = {
  rounds: Number(values.rounds),
  images: values.images === undefined ? undefined : Number(values.images),
};
const benches: ReadonlyMap<string, () => Promise<void>> = new Map([
  ...works.map(work => [work.id, () => benchWork(work, options)] as const),
  [growth.id, () => benchGrowth(options)] as const,
  ['gallery', () => benchGallery(options)] as const,
  ['gallery-page', () => benchGalleryPage(options.images)] as const,
  ['jpeg', () => benchJpeg(Math.max(5, options.rounds))] as const,
  ['journal', () => benchJournal(options)] as const,
  ['open', () => benchOpen(Number(values.edits))] as const,
  ['preview', () => benchPreview(Number(values.edits))] as const,
]);
const named = positionals.length > 0 ? positionals : [...benches.keys()].filter(id => id !== growth.id);
for (const id of named) {
  const bench = benches.get(id);
  if (!bench) throw new Error(`Expected one of ${[...benches.keys()].join(', ')} but received ${id}.`);
  await bench();
}
