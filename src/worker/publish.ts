import { closeSync, fstatSync, fsync, link, unlink } from 'node:fs';
import { lstat, rename, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { errorNumber, fileError } from '../dataset/fileErrors.ts';
import { hashFile } from '../dataset/manifest/hash.ts';
import type { FileMark } from '../shared/development.ts';
import { DarkroomError } from '../shared/errors.ts';
import { claim } from './claims.ts';
import { writeTemporary, type Publication, type Written } from './temporaryFile.ts';

/**
 * Writes a result so that nobody ever sees a part of it: to a hidden file beside it, to the disk, then under its name.
 * @throws DarkroomError `exists`, `not_permitted`, `no_space`, `bad_argument`, `output_lost`; nothing is left behind
 */
export async function publish(bytes: Uint8Array, publication: Publication): Promise<FileMark> {
  return publishWritten(await writeTemporary(bytes, publication), () => undefined);
}

/**
 * The second half of `publish`: flushes what was written, and gives it its name.
 * @param check called when the bytes are on the disk and only the name is missing; may throw to call it off
 */
export async function publishWritten(written: Written, check: () => void): Promise<FileMark> {
  if ('there' in written) return written.there;
  const { publication, hash, size, file } = written;
  const { temporary, output, input } = publication;
  try {
    try {
      const modified = await flush(file);
      check();
      await claim(publication, hash);
      await (publication.overwrite
        ? replace(temporary, output)
        : createOrReplaceOwn(publication, publication.own ?? []));
      return { hash, size, modified };
    } finally {
      await unlinkIfAny(temporary);
    }
  } catch (thrown) {
    throw fileError(thrown, 'Writing', output, input);
  }
}

// Three times a result: those of fs/promises take twice the time of the processor.
const [flushFile, makeLink, removeFile] = [promisify(fsync), promisify(link), promisify(unlink)];

/** @returns when it was changed last, in milliseconds with fractions */
async function flush(file: number): Promise<number> {
  try {
    await flushFile(file);
    return fstatSync(file).mtimeMs;
  } finally {
    closeSync(file);
  }
}

/** Nobody else's file is replaced: what is there must be what an earlier run has written. */
async function createOrReplaceOwn({ temporary, output }: Publication, own: readonly string[]): Promise<void> {
  try {
    await create(temporary, output);
  } catch (thrown) {
    if (errorNumber(thrown) !== 'EEXIST' || own.length === 0) throw thrown;
    if (!(await lstat(output)).isFile() || !own.includes(await hashFile(output))) {
      throw new DarkroomError('exists', `${output} has been changed since Darkroom has written it.`, {
        hint: 'Move it away, or ask for overwriting.',
        cause: thrown,
      });
    }
    await replace(temporary, output);
  }
}

/**
 * Gives the finished file its name.
 * @param giveName makes a hard link; not every disk has them
 * @throws EEXIST when something has that name already
 */
export async function create(temporary: string, output: string, giveName = makeLink): Promise<void> {
  try {
    await giveName(temporary, output);
  } catch (thrown) {
    if (errorNumber(thrown) === 'EEXIST') throw thrown;
    // A disk without hard links: an empty file of our own keeps the name until the finished one takes its place.
    await writeFile(output, '', { flag: 'wx' });
    try {
      await replace(temporary, output);
    } catch (failure) {
      await unlinkIfAny(output);
      throw failure;
    }
  }
}

/** Windows refuses for a moment when a virus scanner or an indexer looks at the file. */
const busy: ReadonlySet<string | undefined> = new Set(['EPERM', 'EBUSY', 'EACCES']);
const pauses = [10, 30, 100, 300];

async function replace(temporary: string, output: string): Promise<void> {
  for (const wait of process.platform === 'win32' ? pauses : []) {
    try {
      await rename(temporary, output);
      return;
    } catch (thrown) {
      if (!busy.has(errorNumber(thrown))) throw thrown;
      await pause(wait);
    }
  }
  await rename(temporary, output);
}

async function unlinkIfAny(path: string): Promise<void> {
  try {
    await removeFile(path);
  } catch (thrown) {
    if (errorNumber(thrown) !== 'ENOENT') throw thrown;
  }
}
