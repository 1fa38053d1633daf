import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { manifestName } from '../manifest/names.ts';

/** Folders below the first that are looked into; a dataset has its kinds and splits above its thousands of folders. */
const maximumDepth = 4;
const maximumFolders = 1000;
/** Subfolders of one folder that are looked into. */
const maximumWidth = 100;
/** Names of files of one extension that are kept. */
const namesKept = 24;

/** What a folder holds, as far as its layout can be told from it. */
export interface SurveyedFolder {
  readonly path: string;
  readonly name: string;
  /** By extension in lower case with its dot, sorted by name: the first names and how many there are. */
  readonly files: ReadonlyMap<string, { readonly count: number; readonly names: readonly string[] }>;
  /** Images right in the folder. */
  readonly images: number;
  /** Those that were looked into, in the order of their names. */
  readonly folders: readonly SurveyedFolder[];
  /** Subfolders in all. */
  readonly folderCount: number;
}

/**
 * Looks at a folder, its files and the folders below, without hidden ones, `node_modules` and results of earlier runs.
 * Links are followed, each folder is entered once. What cannot be read counts as empty.
 * @param extensions of images, in lower case with the dot
 */
export async function surveyFolder(path: string, extensions: readonly string[]): Promise<SurveyedFolder> {
  const root: Draft = {
    path,
    name: basename(path),
    files: new Map(),
    images: 0,
    folders: [],
    folderCount: 0,
  };
  const entered = new Set<string>();
  let level: Draft[] = [root];
  for (let depth = 0; depth <= maximumDepth && level.length > 0; depth++) {
    const next: Draft[] = [];
    for (const folder of level) {
      if (entered.size >= maximumFolders) break;
      await look(folder, extensions, entered, folder === root);
      next.push(...folder.folders);
    }
    level = next;
  }
  return root;
}

interface Draft extends SurveyedFolder {
  files: Map<string, { count: number; names: readonly string[] }>;
  images: number;
  folders: Draft[];
  folderCount: number;
}

async function look(
  folder: Draft,
  extensions: readonly string[],
  entered: Set<string>,
  isFirst: boolean,
): Promise<void> {
  const real = await realpath(folder.path).catch(() => undefined);
  if (real === undefined || entered.has(real)) return;
  entered.add(real);
  const entries = await readdir(folder.path, { withFileTypes: true }).catch((): Dirent[] => []);
  if (!isFirst && entries.some(({ name }) => name === manifestName)) return;
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  const names = new Map<string, string[]>();
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    if (entry.isSymbolicLink() ? await leadsToFolder(entry, folder.path) : entry.isDirectory()) {
      folder.folderCount++;
      if (folder.folders.length < maximumWidth) {
        const path = join(folder.path, entry.name);
        folder.folders.push({
          path,
          name: entry.name,
          files: new Map(),
          images: 0,
          folders: [],
          folderCount: 0,
        });
      }
      continue;
    }
    const extension = extname(entry.name).toLowerCase();
    const known = names.get(extension);
    if (known) known.push(entry.name);
    else names.set(extension, [entry.name]);
  }
  for (const [extension, all] of names) {
    folder.files.set(extension, { count: all.length, names: all.slice(0, namesKept) });
    if (extensions.includes(extension)) folder.images += all.length;
  }
}

async function leadsToFolder(entry: Dirent, folder: string): Promise<boolean> {
  const facts = await stat(join(folder, entry.name)).catch(() => undefined);
  return facts?.isDirectory() ?? false;
}

/** Paths of the first files with one of the extensions right in the folder. */
export function filesOf({ path, files }: SurveyedFolder, extensions: readonly string[]): readonly string[] {
  return extensions.flatMap(extension => files.get(extension)?.names.map(name => join(path, name)) ?? []);
}

/** Whether any of the folders that were looked into holds files of one of the extensions. */
export function holdsBelow(folder: SurveyedFolder, extensions: readonly string[]): boolean {
  return (
    extensions.some(extension => folder.files.has(extension)) ||
    folder.folders.some(inner => holdsBelow(inner, extensions))
  );
}

/** Images in the folder and in those below that were looked into. */
export function imagesBelow({ images, folders }: SurveyedFolder): number {
  return folders.reduce((sum, inner) => sum + imagesBelow(inner), images);
}
