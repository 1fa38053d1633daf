import { dirname, relative, resolve, sep } from 'node:path';
import { placeIn } from '../placeIn.ts';
import type { LabelledImage } from './format.ts';
import type { ProblemList } from './problemList.ts';

/** Names of folders that differ between an image and what is said of it, in lower case. */
const kindFolders: ReadonlySet<string> = new Set([
  ...['images', 'image', 'imgs', 'img', 'jpegimages'],
  ...['labels', 'label', 'annotations', 'annotation', 'xmls'],
  ...['masks', 'mask', 'segmentationclass', 'segmentations'],
]);

/** The dataset that a folder such as `dataset/labels/train` is part of: `dataset`; otherwise the folder itself. */
export function datasetRoot(folder: string): string {
  const parts = resolve(folder).split(sep);
  const last = parts.findLastIndex(part => kindFolders.has(part.toLowerCase()));
  return last > 0 ? parts.slice(0, last).join(sep) || sep : resolve(folder);
}

/**
 * Which file belongs to which image, for formats that have one file per image: by absolute path of the image.
 *
 * Pairs images and files whose paths below `root` are equal but for the extension and folders such as `images` and
 * `labels`. What is left is paired where one path is the end of the other, as long as that is without doubt: one file
 * for one image.
 *
 * @param stemOf a file's path without extension, and without whatever else its name has
 */
export function pairFiles(
  images: readonly LabelledImage[],
  files: readonly string[],
  root: string,
  problems: ProblemList,
  stemOf: (path: string) => string = withoutExtension,
): ReadonlyMap<string, string> {
  const byKey = new Map<string, string>();
  const byName = new Map<string, string[]>();
  for (const file of files) {
    const key = keyOf(stemOf(below(root, file) ?? relative(root, file)));
    if (!byKey.has(key)) byKey.set(key, file);
    if (byKey.get(key) === file) append(byName, lastPart(key), key);
  }
  const fileOf = new Map<string, string>();
  const left: { image: LabelledImage; key: string; isInside: boolean }[] = [];
  const taken = new Set<string>();
  for (const image of images) {
    const inside = below(root, image.path);
    const key = keyOf(withoutExtension(inside ?? image.relativePath));
    const file = byKey.get(key);
    if (file === undefined) left.push({ image, key, isInside: inside !== undefined });
    else {
      fileOf.set(image.path, file);
      taken.add(file);
    }
  }
  const claims = new Map<string, LabelledImage[]>();
  for (const { image, key, isInside } of left) {
    const candidates = (byName.get(lastPart(key)) ?? []).filter(
      other =>
        !taken.has(byKey.get(other)!) &&
        (other.endsWith(`/${key}`) || (isInside && key.endsWith(`/${other}`))),
    );
    if (candidates.length === 1) append(claims, byKey.get(candidates[0]!)!, image);
    if (candidates.length > 1) {
      const named = candidates.map(other => byKey.get(other)!);
      doubt(problems, image.path, `${image.path} may belong to any of ${named.join(' and ')}`);
    }
  }
  for (const [file, claimants] of claims) {
    if (claimants.length === 1) fileOf.set(claimants[0]!.path, file);
    else
      doubt(
        problems,
        file,
        `${file} may belong to any of ${claimants.map(({ path }) => path).join(' and ')}`,
      );
  }
  return fileOf;
}

/**
 * Names files that belong to none of the images: all of them when none does, otherwise those in folders of which some
 * do, because the rest may well be labels of images that were not asked for.
 */
export function nameOrphans(
  files: readonly string[],
  used: ReadonlySet<string>,
  imageCount: number,
  problems: ProblemList,
): void {
  if (files.length > 0 && imageCount > 0 && used.size === 0) {
    const message = `None of the ${files.length} label files, such as ${files[0]!}, belongs to any of the ${imageCount} images.`;
    const hint = 'Labels need the names of their images, and the folders below images or labels.';
    problems.add('sets without images', message, { code: 'not_found', hint });
  }
  const folders = new Set([...used].map(file => dirname(file)));
  for (const file of files) {
    if (used.has(file) || !folders.has(dirname(file))) continue;
    problems.add('files without an image', `${file} belongs to none of the images.`, {
      code: 'not_found',
      at: file,
    });
  }
}

function doubt(problems: ProblemList, file: string, message: string): void {
  const hint = 'Name the folder of the whole dataset, or give labels the same folders as their images.';
  problems.add('labels that fit several images', `${message}; it was left out.`, { hint, at: file });
}

/**
 * Where what is said of a result goes: with `images` (or another of `from`) in its path, the last of them becomes
 * `to`.
 *
 * @returns the path without its extension, or undefined when the path has no such folder
 */
export function mirrored(output: string, from: readonly string[], to: string): string | undefined {
  const parts = withoutExtension(output).split('/');
  const last = parts.findLastIndex(
    (part, index) => index < parts.length - 1 && from.includes(part.toLowerCase()),
  );
  return last < 0 ? undefined : parts.with(last, to).join('/');
}

/** `a/b.tar.gz` without its last extension. */
export function withoutExtension(path: string): string {
  return path.replace(/(?<=[^/\\])\.[^./\\]*$/, '');
}

const detour = /[/\\](\.{0,2})([/\\]|$)/;

/** The path below a folder, with forward slashes; undefined when it is not below it. */
export function below(folder: string, path: string): string | undefined {
  // A hundred thousand paths that stand below the folder as they are written need no other look.
  const start = folder.endsWith(sep) ? folder : folder + sep;
  if (path.startsWith(start) && !detour.test(path)) {
    const rest = path.slice(start.length);
    return sep === '/' ? rest || undefined : rest.replaceAll(sep, '/') || undefined;
  }
  const way = placeIn(folder, path);
  return way === '' || way === '..' || way.startsWith('../') || resolve(way) === way ? undefined : way;
}

/** The name of the folder of labels that a file is in, such as `Annotations`; undefined when it has none. */
export function kindFolderOf(file: string): string | undefined {
  return dirname(file)
    .split(sep)
    .findLast(part => kindFolders.has(part.toLowerCase()));
}

const separators = /[/\\]/;

function keyOf(path: string): string {
  const parts = path.split(separators);
  return parts
    .filter((part, index) => index === parts.length - 1 || !kindFolders.has(part.toLowerCase()))
    .join('/')
    .normalize('NFC');
}

function lastPart(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
