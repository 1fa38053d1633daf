import { constants } from 'node:fs';
import { link, lstat, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { placeIn } from '../dataset/earlierResults.ts';
import { errorNumber, fileError } from '../dataset/fileErrors.ts';
import { hashBytes, hashFile } from '../dataset/manifest/hash.ts';
import { printLine } from '../dataset/manifest/lines.ts';
import type { FileMark } from '../shared/development.ts';
import { DarkroomError } from '../shared/errors.ts';
import { prepareFolder, refuseOriginal } from './outputPlace.ts';

export interface Publication {
  /** The original, which is never touched. */
  readonly input: string;
  /** Absolute path of the result. */
  readonly output: string;
  /** Nothing is written outside it. */
  readonly outputFolder: string;
  /** In the output's folder, where the bytes are gathered first. */
  readonly temporary: string;
  readonly overwrite: boolean;
  /** Hashes of what earlier runs have written there: what has one of them may be replaced. */
  readonly own?: readonly string[];
  /** The file, in the folder of the run, where it is noted what is about to get its name; absent outside of a run. */
  readonly claims?: string;
  /** Called when the bytes are on the disk and only the name is missing; may throw to call it off. */
  beforePublish?(): void;
}

/**
 * Writes a result so that nobody ever sees a part of it: to a hidden file beside it, to the disk, then under its name.
 * @throws DarkroomError `exists`, `not_permitted`, `no_space`, `bad_argument`, `output_lost`; nothing is left behind
 */
export async function publish(bytes: Uint8Array, publication: Publication): Promise<FileMark> {
  const { output, temporary } = publication;
  try {
    await prepareFolder(publication);
    await refuseOriginal(publication);
    const hash = hashBytes(bytes);
    const there = await sameAlready(publication, hash);
    if (there) return there;
    const file = await open(temporary, 'wx');
    let modified: number;
    try {
      try {
        await file.writeFile(bytes);
        await file.sync();
        modified = (await file.stat()).mtimeMs;
      } finally {
        await file.close();
      }
      publication.beforePublish?.();
      await claim(publication, hash);
      await (publication.overwrite
        ? replace(temporary, output)
        : createOrReplaceOwn(publication, publication.own ?? []));
    } finally {
      await unlinkIfAny(temporary);
    }
    return { hash, size: bytes.length, modified };
  } catch (thrown) {
    throw fileError(thrown, 'Writing', output, publication.input);
  }
}

/** What an earlier run has written is not written again when it is the same. */
async function sameAlready({ output, own }: Publication, hash: string): Promise<FileMark | undefined> {
  if (!own?.includes(hash)) return undefined;
  const facts = await lstat(output).catch(() => undefined);
  if (!facts?.isFile() || (await hashFile(output)) !== hash) return undefined;
  return { hash, size: facts.size, modified: facts.mtimeMs };
}

/** Opened anew each time and never made: a run that took over the folder takes the file away. */
const append = constants.O_WRONLY | constants.O_APPEND;

/** Notes what is about to get its name, so that after a death it is known to be ours. */
async function claim({ claims, output }: Publication, hash: string): Promise<void> {
  if (claims === undefined) return;
  const line = printLine({ kind: 'claim', output: placeIn(dirname(claims), output), hash });
  try {
    const file = await open(claims, append);
    try {
      await file.appendFile(line);
    } finally {
      await file.close();
    }
  } catch (thrown) {
    if (errorNumber(thrown) !== 'ENOENT') throw thrown;
    throw new DarkroomError('output_lost', `${dirname(claims)} was removed or taken over during the run.`, {
      hint: 'Run again; what is there already is kept with --resume.',
      file: dirname(claims),
      cause: thrown,
    });
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
export async function create(temporary: string, output: string, giveName = link): Promise<void> {
  try {
    await giveName(temporary, output);
  } catch (thrown) {
    if (errorNumber(thrown) === 'EEXIST') throw thrown;
    // A disk without hard links: an empty file of our own keeps the name until the finished one takes its place.
    await (await open(output, 'wx')).close();
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
    await unlink(path);
  } catch (thrown) {
    if (errorNumber(thrown) !== 'ENOENT') throw thrown;
  }
}
