import { randomUUID } from 'node:crypto';
import { open, readdir, rename, stat, unlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetImage } from '../../shared/dataset.ts';
import type { ImageRecord } from '../../shared/imageRecord.ts';
import { errorNumber, fileError } from '../fileErrors.ts';
import { makeFolder } from '../makeFolder.ts';
import { readLines } from '../plainFile.ts';
import { sha256 } from '../sha256.ts';

/** Changes when records have other contents; older files are then not read. */
const version = 4;
const extension = '.records.jsonl';
const heading = JSON.stringify({ darkroom: 'records', version });
/** Lines that are written at once. */
const linesAtOnce = 500;

/** One line of a file of records: of which state of which image, and the record. */
export type RecordLine = readonly [
  relativePath: string,
  bytes: number,
  modified: number,
  changed: number,
  record: ImageRecord,
];

/** Whether a record is of the image as it is now. */
export function isCurrent(
  { size, modified, changed }: Pick<DatasetImage, 'size' | 'modified' | 'changed'>,
  [, bytes, ...then]: RecordLine,
): boolean {
  return size === bytes && modified === then[0] && changed === then[1];
}

/**
 * Where the records of a dataset are kept: one file of JSON lines for each, named after its root, so that a folder
 * holds those of many.
 */
export function recordPath(folder: string, root: string): string {
  const name = sha256(root).slice(0, 24);
  return join(folder, `${name}${extension}`);
}

/**
 * The lines of a file of records as text, without its heading; none when there is no such file, or it is of another
 * version. Read piece by piece: the file is as large as its dataset.
 */
export async function* linesOf(path: string): AsyncIterable<string> {
  let isFirst = true;
  try {
    for await (const line of readLines(path)) {
      if (isFirst && line !== heading) return;
      if (!isFirst && line !== '') yield line;
      isFirst = false;
    }
  } catch (thrown) {
    if (errorNumber(thrown) !== 'ENOENT') throw fileError(thrown, 'Reading', path);
  }
}

/** A line as it was written; undefined when it is damaged, which costs measuring one image again. */
export function parseLine(text: string): RecordLine | undefined {
  try {
    const line = JSON.parse(text) as unknown;
    return Array.isArray(line) && line.length === 5 ? (line as unknown as RecordLine) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes a file of records so that nobody ever sees a part of it: to a temporary file, then under its name.
 * @throws DarkroomError when the folder cannot be written to
 */
export async function writeLines(path: string, folder: string, lines: Iterable<string>): Promise<void> {
  const temporary = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    makeFolder(folder, path);
    const file = await open(temporary, 'wx');
    try {
      // `write` takes it for written when a full disk took only a part of it.
      let block = [heading];
      for (const line of lines) {
        block.push(line);
        if (block.length < linesAtOnce) continue;
        await file.appendFile(`${block.join('\n')}\n`);
        block = [];
      }
      await file.appendFile(`${block.join('\n')}\n`);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (thrown) {
    await unlink(temporary).catch(() => undefined);
    throw fileError(thrown, 'Writing', path);
  }
}

/** Says that a file of records was used just now, so that others make room first. */
export async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}

/** Files of records, and what killed processes have left of them. */
const isRecords = (name: string) => /\.records\.jsonl(\.[0-9a-f]{8}\.tmp)?$/.test(name);

/** Removes the files of records that were used longest ago, until the rest takes no more than `bytes`; never `kept`. */
export async function makeRoom(folder: string, bytes: number, kept: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  const files: { path: string; size: number; used: number }[] = [];
  for (const name of names.filter(isRecords)) {
    const path = join(folder, name);
    const facts = await stat(path).catch(() => undefined);
    if (facts) files.push({ path, size: facts.size, used: path === kept ? Infinity : facts.mtimeMs });
  }
  let total = files.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of files.sort((one, other) => one.used - other.used)) {
    if (total <= bytes || path === kept) return;
    await unlink(path).catch(() => undefined);
    total -= size;
  }
}
