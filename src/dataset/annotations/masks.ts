import { stat } from 'node:fs/promises';
import { basename, dirname, extname, relative, resolve, sep } from 'node:path';
import { DarkroomError } from '../../shared/errors.ts';
import { reading } from '../fileErrors.ts';
import { openFile } from '../plainFile.ts';
import type { AnnotationFormat, LabelledImage } from './format.ts';
import { filesBelow, someFilesBelow } from './labelFiles.ts';
import { datasetRoot, mirrored, nameOrphans, pairFiles, withoutExtension } from './pairing.ts';
import { ProblemList } from './problemList.ts';

const lossless = ['.png', '.tif', '.tiff', '.bmp'];
const lossy = ['.jpg', '.jpeg', '.webp'];
const maskFolders = ['masks', 'mask', 'segmentationclass', 'segmentations', 'labels', 'annotations'];
const imageFolders = ['images', 'image', 'imgs', 'img', 'jpegimages'];
const suffix = /[-_. ](masks?|seg|segmentation|labels?|labelids|gt)$/i;

/**
 * An image of class ids for each image: in a folder such as `masks` where the image is in `images`, or beside it with a
 * name that ends in `_mask`, `_seg` or `_label`. Palette indices and gray levels are ids. The masks are
 * not opened here: what cannot be a mask shows when its image is developed.
 */
export const masks: AnnotationFormat = {
  id: 'masks',
  title: 'mask images',

  async recognizes(path) {
    if (!(await stat(path).catch(() => undefined))?.isDirectory()) return false;
    for (const file of masksAmong(await someFilesBelow(path, [...lossless, ...lossy], maskFolders), path)) {
      if (await holdsIds(file)) return true;
    }
    return false;
  },

  async read(path, images) {
    const problems = new ProblemList(path);
    const { files, fileOf } = await findMasks(path, images, problems);
    const all = new Set(files);
    for (const { path: image } of images) {
      if (fileOf.has(image) || all.has(resolve(image))) continue;
      const message = `${image} has no mask in ${path}.`;
      problems.add('images without a mask', message, { code: 'not_found', at: image });
    }
    return {
      format: 'masks',
      sources: files,
      masks: all,
      problems: problems.all,
      labelsOf: image => {
        const mask = fileOf.get(image.path);
        return mask === undefined ? undefined : { classes: [], objects: [], mask };
      },
      maskPath: (image, output) => {
        const mask = fileOf.get(image.path);
        return mask === undefined ? undefined : `${placeOf(mask, image, path, output)}.png`;
      },
      write: () => [],
    };
  },
};

async function findMasks(
  path: string,
  images: readonly LabelledImage[],
  problems: ProblemList,
): Promise<{ readonly files: readonly string[]; readonly fileOf: ReadonlyMap<string, string> }> {
  const facts = await reading(path, stat(path));
  const hint = 'Name the folder masks, or the folder that holds images and masks.';
  if (!facts.isDirectory()) {
    const message = `Expected a folder of mask images but received the file ${path}.`;
    throw new DarkroomError('bad_labels', message, { hint, file: path });
  }
  const folder = resolve(path);
  const found = await filesBelow(folder, [...lossless, ...lossy], problems);
  const candidates = masksAmong(found, folder);
  const own = new Set(images.map(image => resolve(image.path)));
  // A folder of any name was named for its masks.
  const files = candidates.length > 0 ? candidates : found.filter(file => !own.has(file));
  const exact = files.filter(file => !isLossy(file));
  for (const file of files.filter(isLossy)) {
    const message = `${file} was compressed with loss, which changes class ids; it is not read as a mask.`;
    problems.add('masks compressed with loss', message, {
      code: 'unsupported',
      hint: 'Save masks as PNG, from their source.',
      at: file,
    });
  }
  if (exact.length === 0) {
    const [first] = problems.all;
    const message = first?.message ?? `${path} holds no mask images.`;
    throw new DarkroomError('bad_labels', message, { hint: first?.hint ?? hint, file: first?.file ?? path });
  }
  const root = datasetRoot(folder);
  const all = new Set(files);
  const samples = images.filter(image => !all.has(resolve(image.path)));
  // An image may itself be named like a mask: whole names go first.
  const whole = pairFiles(samples, exact, root, problems);
  const taken = new Set(whole.values());
  const left = samples.filter(image => !whole.has(image.path));
  const rest = exact.filter(file => !taken.has(file) && suffix.test(withoutExtension(file)));
  const short = pairFiles(left, rest, root, problems, file => withoutExtension(file).replace(suffix, ''));
  const fileOf = new Map([...whole, ...short]);
  nameOrphans(exact, new Set(fileOf.values()), samples.length, problems);
  return { files, fileOf };
}

/** Whether a folder of any name holds images of class ids; for one that a person has named for its masks. */
export async function holdsMasks(folder: string): Promise<boolean> {
  for (const file of await someFilesBelow(folder, ['.png'], maskFolders)) {
    if (await holdsIds(file)) return true;
  }
  return false;
}

/** Files in folders for masks, or all where the folder itself is one; otherwise files that are named as masks. */
function masksAmong(files: readonly string[], path: string): readonly string[] {
  const folder = resolve(path);
  for (const above of [folder, dirname(folder)]) {
    const inFolders = files.filter(file => maskFolderOf(file, above) !== undefined);
    if (inFolders.length > 0) return inFolders;
  }
  return files.filter(isMaskName);
}

/** Whether the name ends as that of a mask beside its image does. */
export function isMaskName(file: string): boolean {
  return suffix.test(withoutExtension(file));
}

function maskFolderOf(file: string, above: string): string | undefined {
  const parts = dirname(relative(above, resolve(file))).split(sep);
  return parts.findLast(part => maskFolders.includes(part.toLowerCase()));
}

/** Of the mask of a result, without its extension. What a mask's name has beside its image's is kept. */
function placeOf(mask: string, image: LabelledImage, path: string, output: string): string {
  const stem = basename(withoutExtension(mask));
  const isShort = stem.normalize('NFC') !== basename(withoutExtension(image.path)).normalize('NFC');
  const end = isShort ? (suffix.exec(stem)?.[0] ?? '') : '';
  const above = dirname(resolve(path));
  const folder = maskFolderOf(mask, above);
  const plain = withoutExtension(output);
  if (folder === undefined && end !== '') return plain + end;
  const name = folder ?? basename(resolve(path));
  return (mirrored(output, imageFolders, name) ?? `${name}/${plain}`) + end;
}

function isLossy(file: string): boolean {
  return lossy.includes(extname(file).toLowerCase());
}

/** Whether a PNG has gray levels or a palette. Of other files only the name is known, and the folder they are in. */
async function holdsIds(path: string): Promise<boolean> {
  if (extname(path).toLowerCase() !== '.png')
    return /^(masks|segmentationclass)$/i.test(basename(dirname(path)));
  const handle = await openFile(path).catch(() => undefined);
  if (!handle) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(26), 0, 26, 0);
    const isPng = bytesRead === 26 && buffer.toString('latin1', 0, 4) === '\x89PNG';
    // The colour type: 0 is gray, 3 a palette.
    return isPng && (buffer[25] === 0 || buffer[25] === 3);
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}
