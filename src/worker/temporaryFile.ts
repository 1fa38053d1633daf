import { closeSync, lstatSync, openSync, unlinkSync, writeFileSync } from 'node:fs';
import { fileError } from '../dataset/fileErrors.ts';
import { hashBytes, hashFile } from '../dataset/manifest/hash.ts';
import type { Claims, FileMark } from '../shared/development.ts';
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
  /** In the folder of the run; absent outside of one. */
  readonly claims?: Claims;
}

/** A result that only wants to be flushed to the disk and to get its name, or that was there from an earlier run. */
export type Written = HiddenFile | { readonly there: FileMark };

interface HiddenFile {
  readonly publication: Publication;
  readonly hash: string;
  /** Bytes. */
  readonly size: number;
  /** Descriptor, still open. All threads of a process share them. */
  readonly file: number;
}

/**
 * The first half of `publish`: a hidden file beside the result. Waiting for the disk is left to the second half, so that
 * a thread can go on with the next image.
 * @throws DarkroomError `exists`, `not_permitted`, `bad_argument`, `no_space`; nothing is left behind
 */
export async function writeTemporary(bytes: Uint8Array, publication: Publication): Promise<Written> {
  const { input, output, temporary } = publication;
  try {
    prepareFolder(publication);
    refuseOriginal(publication);
    const hash = await hashBytes(bytes);
    const size = bytes.length;
    const there = await sameAlready(publication, hash);
    if (there) return { there };
    const file = openSync(temporary, 'wx');
    try {
      writeFileSync(file, bytes);
      return { publication, hash, size, file };
    } catch (thrown) {
      remove(file, temporary);
      throw thrown;
    }
  } catch (thrown) {
    throw fileError(thrown, 'Writing', output, input);
  }
}

/** Leaves nothing behind of a result that is not wanted. */
export function discard(written: Written): void {
  if ('file' in written) remove(written.file, written.publication.temporary);
}

function remove(file: number, path: string): void {
  closeSync(file);
  try {
    unlinkSync(path);
  } catch {
    // Where nothing may be removed any more; the next run into the folder does it. The reason matters more.
  }
}

/** What an earlier run has written is not written again when it is the same. */
async function sameAlready({ output, own }: Publication, hash: string): Promise<FileMark | undefined> {
  if (!own?.includes(hash)) return undefined;
  const facts = lstatSync(output, { throwIfNoEntry: false });
  if (!facts?.isFile() || (await hashFile(output)) !== hash) return undefined;
  return { hash, size: facts.size, modified: facts.mtimeMs };
}
