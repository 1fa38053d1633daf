import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { formatOfName } from '../../shared/extensions.ts';
import type { AnnotationFormat, AnnotationSet, LabelledImage } from './format.ts';
import { splitFolder } from './labelFiles.ts';
import { ProblemList } from './problemList.ts';

/** Folders of layouts that are not classes. */
const others = /^(images?|labels?|masks?|annotations?|jpegimages|imagesets|segmentation(class|object))$/i;

/**
 * A folder for each class, with or without folders of splits above. The class of an image is the folder that holds it.
 * Results keep their folders, so that there is nothing to write.
 */
export const folders: AnnotationFormat = {
  id: 'folders',
  title: 'class folders',

  async recognizes(path) {
    const classes = await classFoldersIn(path, 2);
    return classes !== undefined && classes >= 2;
  },

  read(path, images) {
    const root = resolve(path);
    const problems = new ProblemList(path);
    for (const image of images) {
      if (classOf(root, image) !== undefined) continue;
      problems.add('images without a class folder', `${image.path} lies in no class folder of ${path}.`, {
        code: 'not_found',
      });
    }
    const set: AnnotationSet = {
      format: 'folders',
      sources: [],
      labelsOf: image => {
        const name = classOf(root, image);
        return name === undefined ? undefined : { classes: [name], objects: [] };
      },
      problems: problems.all,
      write: () => [],
    };
    return Promise.resolve(set);
  },
};

function classOf(root: string, { path }: LabelledImage): string | undefined {
  const folder = relative(root, dirname(resolve(path)));
  if (folder === '' || isAbsolute(folder) || /^\.\.([\\/]|$)/.test(folder) || splitFolder.test(folder))
    return undefined;
  return basename(folder);
}

/**
 * Counts folders with images in them, up to `enough`. Undefined when the folder is of another layout: it has images
 * itself, or folders that are named after what they hold.
 */
async function classFoldersIn(folder: string, enough: number): Promise<number | undefined> {
  const entries = await entriesOf(folder);
  const names = entries.filter(entry => entry.isDirectory()).map(({ name }) => name);
  if (hasImage(entries) || names.some(name => others.test(name))) return undefined;
  let count = 0;
  for (const name of names) {
    if (count >= enough) break;
    const inner = join(folder, name);
    if (splitFolder.test(name)) {
      const classes = await classFoldersIn(inner, enough - count);
      if (classes === undefined) return undefined;
      count += classes;
    } else if (hasImage(await entriesOf(inner))) count++;
  }
  return count;
}

function hasImage(entries: readonly Dirent[]): boolean {
  return entries.some(entry => formatOfName(entry.name) !== undefined && !entry.isDirectory());
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  return entries.filter(({ name }) => !name.startsWith('.'));
}
