import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, extname, join, sep } from 'node:path';
import { DarkroomError, toProblem } from '../../shared/errors.ts';
import { errorNumber, fileError, reading } from '../fileErrors.ts';
import { openFile, readPlainFile } from '../plainFile.ts';
import type { ProblemList } from './problemList.ts';

/** Names of folders that hold a part of a set. */
export const splitFolder = /^(train|training|val|valid|validation|dev|test|testing)$/i;
/** Files that are open at once. */
const lanes = 32;
/** Enough to judge a folder by. */
const some = 20;
/** No label file of one image comes near. */
const maximumBytes = 32 * 2 ** 20;

/**
 * Files below a folder with one of the extensions, as absolute paths in the order of their names; without hidden ones.
 * Links are followed as long as they stay below it. A folder inside that cannot be looked into is a problem.
 *
 * @param extensions lower case, with the dot
 */
export async function filesBelow(
  folder: string,
  extensions: readonly string[],
  problems: ProblemList,
): Promise<readonly string[]> {
  const files: string[] = [];
  const entered = new Set<string>();
  const root = await realpath(folder);
  const tellOf = (path: string) => (thrown: unknown) => {
    const error = fileError(thrown, 'Reading', path);
    if (!(error instanceof DarkroomError)) throw error;
    problems.addError('files that cannot be read', error);
  };
  const enter = async (path: string): Promise<void> => {
    const real = await realpath(path);
    if (entered.has(real)) return;
    entered.add(real);
    const entries = await readdir(path, { withFileTypes: true });
    entries.sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const child = join(path, entry.name);
      const isWanted = extensions.includes(extname(entry.name).toLowerCase());
      const kind = await kindOf(entry, child, root);
      if (kind === 'folder') await enter(child).catch(tellOf(child));
      else if (kind === 'file' && isWanted) files.push(child);
      else if (kind === 'outside' && (isWanted || extname(entry.name) === '')) {
        const message = `${child} is a link that leads out of ${folder}; it was not followed.`;
        const hint = 'Name the folder it leads to.';
        problems.add('links that lead elsewhere', message, { code: 'not_permitted', hint, at: child });
      }
    }
  };
  await reading(folder, enter(folder));
  return files;
}

async function kindOf(
  entry: Dirent,
  path: string,
  root: string,
): Promise<'file' | 'folder' | 'outside' | 'other'> {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (!entry.isSymbolicLink()) return 'other';
  const real = await realpath(path).catch(() => undefined);
  if (real === undefined) return 'other';
  if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) return 'outside';
  const facts = await stat(path);
  return facts.isDirectory() ? 'folder' : facts.isFile() ? 'file' : 'other';
}

/** The bytes of many small files, handed over in their order; what cannot be read is a problem. */
export async function readEach(
  paths: readonly string[],
  problems: ProblemList,
  take: (path: string, bytes: Uint8Array) => void,
): Promise<void> {
  for (let start = 0; start < paths.length; start += lanes) {
    const batch = paths.slice(start, start + lanes);
    const read = await Promise.all(batch.map(readSmall));
    batch.forEach((path, index) => {
      const result = read[index]!;
      if (result instanceof Uint8Array) take(path, result);
      else {
        const { code, message, hint } = toProblem(result.thrown);
        problems.add('files that cannot be read', message, { code, hint, at: path });
      }
    });
  }
}

async function readSmall(path: string): Promise<Uint8Array | { thrown: unknown }> {
  try {
    return await readPlainFile(path, ({ size }) => {
      refuseLarge(path, size);
    });
  } catch (thrown) {
    return { thrown: fileError(thrown, 'Reading', path) };
  }
}

/** @throws DarkroomError when a file has more bytes than the labels of one image can take */
export function refuseLarge(path: string, bytes: number): void {
  if (bytes <= maximumBytes) return;
  const message = `${path} has ${bytes} bytes: too many for the labels of one image.`;
  throw new DarkroomError('too_large', message, { file: path });
}

/**
 * Files by which to judge what is in a folder: itself, the first ones in it with one of the extensions, or those in a
 * folder of those names in it. Never throws.
 *
 * @param folders lower case
 */
export async function someFilesBelow(
  path: string,
  extensions: readonly string[],
  folders: readonly string[],
  depth = 3,
): Promise<readonly string[]> {
  const isWanted = (name: string) => extensions.includes(extname(name).toLowerCase());
  let entries: readonly Dirent[];
  try {
    entries = await readdir(path, { withFileTypes: true });
  } catch (thrown) {
    return errorNumber(thrown) === 'ENOTDIR' && isWanted(path) ? [path] : [];
  }
  const isNamed = (name: string) => folders.includes(name.toLowerCase());
  // Below a folder of that name anything may follow, above it only splits.
  const isWithin = isNamed(basename(path));
  const inner = depth === 0 ? [] : entries.filter(entry => !entry.isFile() && !entry.name.startsWith('.'));
  const ways = inner.filter(({ name }) => isWithin || isNamed(name) || splitFolder.test(name));
  const found = entries.filter(entry => isWanted(entry.name) && !entry.isDirectory());
  const files = found.slice(0, some).map(({ name }) => join(path, name));
  for (const { name } of ways.slice(0, some)) {
    if (files.length >= some) break;
    files.push(...(await someFilesBelow(join(path, name), extensions, folders, depth - 1)));
  }
  return files.slice(0, some);
}

/** Whether one of the files begins with text that `fits`. Never throws. */
export async function anyBegins(
  files: readonly string[],
  fits: (start: string) => boolean,
): Promise<boolean> {
  for (const file of files) if (fits(await startOf(file))) return true;
  return false;
}

/** The first 4 KiB of a file as text; empty when it cannot be read. Never throws. */
export async function startOf(path: string): Promise<string> {
  const handle = await openFile(path).catch(() => undefined);
  if (!handle) return '';
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return '';
  } finally {
    await handle.close();
  }
}

/** Names of the files right in a folder with that extension; none when it cannot be read. */
export async function filesIn(folder: string, extension: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names.filter(name => extname(name).toLowerCase() === extension).sort();
}
