import { stat } from 'node:fs/promises';
import { dirname, extname, join, resolve, sep } from 'node:path';
import { DarkroomError } from '../../../shared/errors.ts';
import { reading } from '../../fileErrors.ts';
import type { LabelledImage } from '../format.ts';
import { filesBelow, filesIn, startOf } from '../labelFiles.ts';
import { datasetRoot, mirrored, nameOrphans, pairFiles, withoutExtension } from '../pairing.ts';
import type { ProblemList } from '../problemList.ts';
import { configFolders, findConfig, isClassList } from './config.ts';

/** Five numbers or more on the first line that has any; an empty file says that there are no objects. */
export const isLabels = (text: string) => /^\s*\d+([ \t]+[-+.\de]+){4,}[ \t]*(\r|\n|$)/i.test(text);
export const isYaml = (path: string) => /^\.ya?ml$/i.test(extname(path));

/** Where a set's labels are. */
export interface YoloFiles {
  readonly root: string;
  readonly config: string | undefined;
  /** Lists of class names among the files. */
  readonly lists: readonly string[];
  /** All texts that may be labels or lists, whether they belong to an image or not. Absolute. */
  readonly texts: readonly string[];
  /** By absolute path of the image. */
  readonly fileOf: ReadonlyMap<string, string>;
}

/** @throws DarkroomError when there are none, or the path is something else */
export async function findYoloFiles(
  path: string,
  images: readonly LabelledImage[],
  problems: ProblemList,
): Promise<YoloFiles> {
  const facts = await reading(path, stat(path));
  if (!facts.isDirectory()) {
    if (!isYaml(path)) {
      const hint = 'Name data.yaml, the folder of labels or the folder of the dataset.';
      throw new DarkroomError('bad_labels', `Expected data.yaml or a folder but received ${path}.`, {
        hint,
        file: path,
      });
    }
    return {
      root: dirname(resolve(path)),
      config: path,
      lists: [],
      ...(await filesOfImages(images, problems)),
    };
  }
  const root = datasetRoot(path);
  let config: string | undefined;
  for (const folder of configFolders(resolve(path), root)) config ??= await findConfig(folder);
  const all = await filesBelow(path, ['.txt', '.names'], problems);
  const texts = all.filter(file => !isClassList(file));
  // Where there are folders of labels, other texts are notes and lists of images.
  const inLabels = texts.filter(file => dirname(file).split(sep).includes('labels'));
  const files = inLabels.length > 0 ? inLabels : texts;
  if (files.length === 0 && config === undefined) {
    const hint = 'Name data.yaml, the folder of labels or the folder of the dataset.';
    throw new DarkroomError('bad_labels', `${path} holds no YOLO labels.`, { hint, file: path });
  }
  const fileOf = pairFiles(images, files, root, problems);
  await nameOrphanLabels(files, fileOf, images, problems);
  const paths = all.map(file => resolve(file));
  return { root, config, lists: all.filter(isClassList), texts: paths, fileOf };
}

/** Label files where Ultralytics looks for them, from the paths of the images; so no path of `data.yaml` is followed. */
async function filesOfImages(
  images: readonly LabelledImage[],
  problems: ProblemList,
): Promise<Pick<YoloFiles, 'texts' | 'fileOf'>> {
  const folders = new Map<string, readonly string[]>();
  const present = new Set<string>();
  const fileOf = new Map<string, string>();
  for (const { path } of images) {
    const there =
      mirrored(resolve(path).split(sep).join('/'), ['images'], 'labels') ?? withoutExtension(resolve(path));
    const file = resolve(`${there}.txt`);
    const folder = dirname(file);
    if (!folders.has(folder)) {
      const texts = (await filesIn(folder, '.txt')).filter(name => !isClassList(name));
      const paths = texts.map(name => join(folder, name));
      folders.set(folder, paths);
      paths.forEach(other => present.add(other));
    }
    if (present.has(file)) fileOf.set(path, file);
  }
  const texts = [...folders.values()].flat();
  await nameOrphanLabels(texts, fileOf, images, problems);
  return { texts, fileOf };
}

/** Texts that are no labels, such as notes and lists of images, are no orphans. */
async function nameOrphanLabels(
  texts: readonly string[],
  fileOf: ReadonlyMap<string, string>,
  images: readonly LabelledImage[],
  problems: ProblemList,
): Promise<void> {
  const used = new Set(fileOf.values());
  const folders = new Set([...used].map(file => dirname(file)));
  const labels: string[] = [];
  for (const text of texts) {
    if (folders.size > 0 && !folders.has(dirname(text))) continue;
    const start = used.has(text) ? '' : await startOf(text);
    if (start.trim() === '' || isLabels(start)) labels.push(text);
  }
  nameOrphans(labels, used, images.length, problems);
}
