import { basename, dirname, isAbsolute, resolve, sep } from 'node:path';
import { isAlias, isScalar, isSeq, visit, type Document } from 'yaml';
import { readPlainText } from '../../plainFile.ts';
import type { AnnotationFile, LabelledResult } from '../format.ts';
import { below } from '../pairing.ts';
import type { ProblemList } from '../problemList.ts';
import type { YoloConfig } from './config.ts';

const splitNames = ['train', 'val', 'test', 'minival'] as const;

/** Which images belong to a split of `data.yaml`. */
export interface YoloSplit {
  readonly name: string;
  /** Places that its paths may mean, each; images are looked for below the first that has any. */
  readonly folders: readonly (readonly string[])[];
  /** Images that list files name, as absolute paths. */
  readonly listed: ReadonlySet<string>;
  /** The list files, with the images of each. */
  readonly lists: readonly ImageList[];
}

interface ImageList {
  /** Absolute. */
  readonly path: string;
  readonly images: ReadonlySet<string>;
}

/** Reads where the splits are. Only lists below the file's own folder are opened. */
export async function readSplits(config: YoloConfig, problems: ProblemList): Promise<readonly YoloSplit[]> {
  const home = dirname(config.path);
  const base = config.document.get('path');
  const bases = [resolve(home, typeof base === 'string' ? base : '.'), home];
  const splits: YoloSplit[] = [];
  for (const name of splitNames) {
    const folders: string[][] = [];
    const lists: ImageList[] = [];
    for (const value of pathsOf(config.document, name)) {
      const places = bases.flatMap(from => [
        resolve(from, value),
        // As Ultralytics reads `../train/images`, which Roboflow writes where it means `train/images`.
        ...(value.startsWith('../') ? [resolve(from, value.slice(3))] : []),
      ]);
      if (/\.txt$/i.test(value)) {
        lists.push(await readList(places, home, config, problems));
      } else {
        folders.push(places);
      }
    }
    const listed = new Set(lists.flatMap(({ images }) => [...images]));
    splits.push({ name, folders, listed, lists });
  }
  return splits;
}

function pathsOf(document: Document, name: string): readonly string[] {
  const node = resolved(document.get(name, true), document);
  const nodes = isSeq(node) ? node.items.map(item => resolved(item, document)) : [node];
  const values = nodes.flatMap(item =>
    isScalar(item) && typeof item.value === 'string' ? [item.value] : [],
  );
  return values.map(value => (isAbsolute(value) ? value : value.replaceAll('\\', '/')));
}

/** What an alias stands for. */
function resolved(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

/** The first of the places that can be read; none of its images where none can. */
async function readList(
  places: readonly string[],
  home: string,
  { path }: YoloConfig,
  problems: ProblemList,
): Promise<ImageList> {
  for (const place of places.filter(other => below(home, other) !== undefined)) {
    const text = await readPlainText(place).catch(() => undefined);
    if (text === undefined) continue;
    const lines = text.split(/\r?\n/).map(line => line.trim());
    return { path: place, images: new Set(lines.filter(Boolean).map(line => resolve(dirname(place), line))) };
  }
  const message = `${path}: the list of images ${places[0]!} cannot be read below ${home}.`;
  problems.add('lists that cannot be read', message, { code: 'not_found', at: path });
  return { path: places[0]!, images: new Set() };
}

/**
 * `data.yaml`, by whatever name, for the results, with comments and all other keys as they were, and the lists it needs. A folder or
 * a list of a split of which no image was developed goes on naming the originals.
 */
export function writeConfig(
  config: YoloConfig,
  splits: readonly YoloSplit[],
  results: readonly LabelledResult[],
): readonly AnnotationFile[] {
  const document = config.document.clone();
  const home = dirname(config.path);
  const name = basename(config.path);
  const files: AnnotationFile[] = [];
  const notes: string[] = [];
  removeBase(document);
  for (const split of splits) {
    if (!document.has(split.name)) continue;
    const members = results.filter(({ image }) => isMember(resolve(image.path), split));
    const folders = split.folders
      .filter(places => !members.some(({ image }) => isIn(resolve(image.path), places)))
      .map(places => places.find(place => below(home, place) !== undefined) ?? places[0]!);
    const lists = split.lists
      .filter(({ images }) => !members.some(({ image }) => images.has(resolve(image.path))))
      .map(({ path }) => path);
    const originals = [...folders, ...lists].map(slashes);
    if (originals.length > 0) notes.push(noteOf(name, split.name, originals));
    if (members.length === 0) {
      if (originals.length > 0) setPaths(document, split.name, originals);
      continue;
    }
    const folder = commonFolder(members.map(({ output }) => output));
    const own = new Set(members);
    const isAlone = results.every(result => own.has(result) || !isBelow(folder, result.output));
    if (isAlone && split.listed.size === 0)
      setPaths(document, split.name, [folder === '' ? '.' : folder, ...originals]);
    else {
      const path = `${split.name}.txt`;
      files.push({ path, text: members.map(({ output }) => `./${output}\n`).join('') });
      setPaths(document, split.name, [path, ...originals]);
    }
  }
  return [{ path: name, text: document.toString({ lineWidth: 0 }), notes }, ...files];
}

function noteOf(config: string, split: string, originals: readonly string[]): string {
  const places = originals.join(', ');
  return `${config}: ${split} goes on naming originals, none of which was developed: ${places}. Develop all splits in one run, or change it there.`;
}

/** Without `path`, the others are relative to the file itself. What refers to it gets its value. */
function removeBase(document: Document): void {
  const { contents } = document;
  if (contents === null || !('items' in contents)) return;
  const pairs = contents.items as { key: { value?: unknown; commentBefore?: string | null } }[];
  const index = pairs.findIndex(({ key }) => key.value === 'path');
  const comment = pairs[index]?.key.commentBefore;
  const next = pairs[index + 1]?.key;
  const base = document.get('path', true);
  if (isScalar(base) && base.anchor !== undefined) {
    const { anchor, value } = base;
    visit(document, {
      Alias: (_key, { source }) => (source === anchor ? document.createNode(value) : undefined),
    });
  }
  if (comment && next) next.commentBefore = [comment, next.commentBefore].filter(Boolean).join('\n');
  document.delete('path');
}

/** Keeps the comment behind the old value. */
function setPaths(document: Document, name: string, paths: readonly string[]): void {
  const node = document.get(name, true);
  const [path, ...more] = paths;
  if (more.length > 0) document.set(name, document.createNode(paths, { flow: true }));
  else if (isScalar(node)) node.value = path;
  else document.set(name, path);
}

/** Whether the image with this absolute path belongs to the split. */
export function isMember(path: string, { folders, listed }: Pick<YoloSplit, 'folders' | 'listed'>): boolean {
  return listed.has(path) || folders.some(places => isIn(path, places));
}

function isIn(path: string, places: readonly string[]): boolean {
  return places.some(place => below(place, path) !== undefined);
}

function commonFolder(outputs: readonly string[]): string {
  let common = outputs[0]!.split('/').slice(0, -1);
  for (const output of outputs) {
    const parts = output.split('/').slice(0, -1);
    const end = common.findIndex((part, index) => parts[index] !== part);
    if (end >= 0) common = common.slice(0, end);
  }
  return common.join('/');
}

function isBelow(folder: string, output: string): boolean {
  return folder === '' || output.startsWith(`${folder}/`);
}

function slashes(path: string): string {
  return path.split(sep).join('/');
}
