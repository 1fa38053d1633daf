import { stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import { DarkroomError } from '../../shared/errors.ts';
import { inPixels } from '../../engine/labels/units.ts';
import { fileError } from '../fileErrors.ts';
import type { AnnotationFile, AnnotationFormat, LabelledImage } from './format.ts';
import { anyBegins, filesBelow, filesIn, readEach, someFilesBelow, startOf } from './labelFiles.ts';
import { below, datasetRoot, mirrored, nameOrphans, pairFiles, withoutExtension } from './pairing.ts';
import { ProblemList } from './problemList.ts';
import {
  configFolders,
  findConfig,
  isClassList,
  isConfig,
  readClassList,
  readConfig,
  type YoloClasses,
} from './yolo/config.ts';
import { labelsOfLines, parseLines, type YoloLine } from './yolo/lines.ts';
import { printLines } from './yolo/print.ts';
import { readSplits, writeConfig } from './yolo/splits.ts';

/** Five numbers or more on the first line that has any; an empty file says that there are no objects. */
const isLabels = (text: string) => /^\s*\d+([ \t]+[-+.\de]+){4,}[ \t]*(\r|\n|$)/i.test(text);
const isYaml = (path: string) => /^\.ya?ml$/i.test(extname(path));

/**
 * YOLO as Ultralytics writes it: one text file for each image, in a folder `labels` where the image is in `images`, or
 * beside the image. A line is a class and a box `cx cy w h`, a polygon `x1 y1 x2 y2 …` (oriented boxes are polygons of
 * four points) or, where `data.yaml` has `kpt_shape`, a box and keypoints; all as shares of the image. Named is
 * `data.yaml`, the folder of labels or the dataset.
 *
 * Keypoints keep their order when an image is mirrored: `flip_idx` says which of them are left and right of each other,
 * and is kept for the training program, which exchanges them in its own flips only.
 */
export const yolo: AnnotationFormat = {
  id: 'yolo',
  title: 'YOLO (text)',

  async recognizes(path) {
    if (isYaml(path)) return isConfig(await startOf(path));
    if (await anyBegins(await someFilesBelow(path, ['.txt'], ['labels']), isLabels)) return true;
    return (await findConfig(path)) !== undefined;
  },

  async read(path, images) {
    const problems = new ProblemList(path);
    const found = await findFiles(path, images, problems);
    const config = found.config === undefined ? undefined : await readConfig(found.config, problems);
    const splits = config && (await readSplits(config, problems));
    const list = config ? undefined : await readClassList(found.lists);
    const classes: YoloClasses = config ?? list ?? { names: new Map(), keypoints: undefined };
    const files = new Map<string, readonly YoloLine[]>();
    await readEach([...new Set(found.fileOf.values())], problems, (file, bytes) => {
      files.set(file, parseLines(new TextDecoder().decode(bytes), file, classes, problems));
    });
    const linesOf = (image: LabelledImage) => files.get(found.fileOf.get(image.path) ?? '');
    return {
      format: 'yolo',
      problems: problems.all,
      labelsOf: image => {
        const lines = linesOf(image);
        return lines && labelsOfLines(lines, classes);
      },
      write: results => [
        ...(config && splits ? writeConfig(config, splits, results) : []),
        ...(list ? [writeClassList(list.path, list.names, found.root)] : []),
        ...results.flatMap(({ image, output, shape, labels }) => {
          const lines = linesOf(image);
          if (!lines || shape.vector) return [];
          const { width, height } = shape;
          const there = mirrored(output, ['images'], 'labels') ?? withoutExtension(output);
          const text = printLines(inPixels(labels, width, height), lines, classes, width, height);
          return [{ path: `${there}.txt`, text }];
        }),
      ],
    };
  },
};

interface FoundLabels {
  readonly root: string;
  readonly config: string | undefined;
  /** Lists of class names among the files. */
  readonly lists: readonly string[];
  /** By absolute path of the image. */
  readonly fileOf: ReadonlyMap<string, string>;
}

async function findFiles(
  path: string,
  images: readonly LabelledImage[],
  problems: ProblemList,
): Promise<FoundLabels> {
  const facts = await stat(path).catch((thrown: unknown) => {
    throw fileError(thrown, 'Reading', path);
  });
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
      fileOf: await filesOfImages(images, problems),
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
  return { root, config, lists: all.filter(isClassList), fileOf };
}

/** Label files where Ultralytics looks for them, from the paths of the images; so no path of `data.yaml` is followed. */
async function filesOfImages(
  images: readonly LabelledImage[],
  problems: ProblemList,
): Promise<ReadonlyMap<string, string>> {
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
  await nameOrphanLabels([...folders.values()].flat(), fileOf, images, problems);
  return fileOf;
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

function writeClassList(path: string, names: YoloClasses['names'], root: string): AnnotationFile {
  return {
    path: below(root, path) ?? basename(path),
    text: [...names.values()].map(name => `${name}\n`).join(''),
  };
}
