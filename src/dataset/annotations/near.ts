import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { toProblem, DarkroomError } from '../../shared/errors.ts';
import type { FindLabelsRequest, FoundLabels } from '../../shared/foundLabels.ts';
import type { AnnotationFormat } from './format.ts';
import { annotationFormats, findFormat } from './index.ts';
import { below } from './pairing.ts';

/** Folders above the image that are looked at. */
const maximumLevels = 8;
/** Files of one folder that are opened to see whether they are annotations. */
const maximumFiles = 24;

/** Folders that hold what is said of images, in the order they are looked at. */
const labelFolders: readonly RegExp[] = [
  /^annotations?$/i,
  /^labels?$/i,
  /^xmls$/i,
  /^(masks?|segmentationclass|segmentations)$/i,
];
const notAnnotations = /(^package(-lock)?|^tsconfig|[._-]config|\.darkroom)\.json$/i;

/**
 * What is said of one image: by the annotations that were chosen, or by those nearest to it: in its own folder and those
 * above it, files first (JSON, `data.yaml`, CSV), then folders such as `labels`, `Annotations` and `masks`. Folders
 * named after classes are none of these, for there is nothing to draw.
 *
 * @returns with a problem when the chosen annotations cannot be read; what is near and cannot be read is passed over
 */
export async function findLabels({ image, root, annotations }: FindLabelsRequest): Promise<FoundLabels> {
  if (annotations !== undefined) {
    try {
      return await readFor(image, annotations, await findFormat(annotations));
    } catch (thrown) {
      if (!(thrown instanceof DarkroomError)) throw thrown;
      return { path: annotations, problem: toProblem(thrown, { file: annotations }) };
    }
  }
  let silent: FoundLabels | undefined;
  for (const folder of foldersAbove(dirname(resolve(image)), root)) {
    for (const path of await candidatesIn(folder)) {
      const found = await tryFor(image, path);
      if (found?.labels) return found;
      silent ??= found;
    }
  }
  return silent ?? {};
}

async function tryFor(image: string, path: string): Promise<FoundLabels | undefined> {
  for (const format of annotationFormats) {
    if (format.id === 'folders' || !(await format.recognizes(path))) continue;
    try {
      return await readFor(image, path, format);
    } catch (thrown) {
      if (!(thrown instanceof DarkroomError)) throw thrown;
    }
  }
  return undefined;
}

async function readFor(image: string, path: string, format: AnnotationFormat): Promise<FoundLabels> {
  const named = { path: resolve(image), relativePath: below(dirname(path), image) ?? basename(image) };
  const set = await format.read(path, [named]);
  // A mask has none of its own.
  const labels = set.masks?.has(named.path) ? undefined : set.labelsOf(named);
  return { path, title: format.title, ...(labels && { labels }) };
}

/** From the folder itself up to the root. */
function foldersAbove(folder: string, root: string | undefined): readonly string[] {
  const last = root === undefined ? folder : resolve(root);
  const isBelow = folder === last || !relative(last, folder).startsWith('..');
  const folders = [folder];
  while (isBelow && folders.length < maximumLevels && folders.at(-1) !== last)
    folders.push(dirname(folders.at(-1)!));
  return folders;
}

async function candidatesIn(folder: string): Promise<readonly string[]> {
  const entries: readonly Dirent[] = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter(entry => !entry.isDirectory()).map(({ name }) => name);
  const folders = entries.filter(entry => entry.isDirectory()).map(({ name }) => name);
  const inside = folders.filter(name => /^annotations?$/i.test(name));
  const files = [
    ...filesOf(folder, names),
    ...(await Promise.all(inside.map(name => deeper(folder, name)))).flat(),
  ];
  const held = labelFolders.flatMap(pattern => folders.filter(name => pattern.test(name)));
  // Labels may also lie beside their images.
  const beside = names.some(name => /\.(xml|txt)$/i.test(name)) ? [folder] : [];
  return [...files.slice(0, maximumFiles), ...held.map(name => join(folder, name)), ...beside];
}

async function deeper(folder: string, name: string): Promise<readonly string[]> {
  const inner = join(folder, name);
  const entries: readonly Dirent[] = await readdir(inner, { withFileTypes: true }).catch(() => []);
  return filesOf(
    inner,
    entries.filter(entry => entry.isFile()).map(entry => entry.name),
  );
}

/** Files that may be annotations, the likeliest first. */
function filesOf(folder: string, names: readonly string[]): readonly string[] {
  const likely = (name: string) => (/annot|instances|label|coco/i.test(name) ? 0 : 1);
  const kinds = [/\.json$/i, /^(data|dataset).*\.ya?ml$/i, /\.[ct]sv$/i];
  return kinds.flatMap(kind =>
    names
      .filter(name => kind.test(name) && !notAnnotations.test(name))
      .sort((one, other) => likely(one) - likely(other) || (one < other ? -1 : 1))
      .map(name => join(folder, name)),
  );
}
