import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { counted } from '../../shared/counted.ts';
import { describeBytes } from '../../shared/bytes.ts';
import type { Problem } from '../../shared/errors.ts';

/** Disks give files whole blocks, of this size nearly everywhere. */
const block = 4096;

/** Counts what the results of a run take on the disk, to tell what those that are left will take. */
export class RoomMeter {
  private bytes = 0;
  private results = 0;

  /** @param sizes of all files that came of one image, in bytes */
  add(...sizes: readonly number[]): void {
    this.results++;
    for (const size of sizes) this.bytes += Math.ceil(size / block) * block;
  }

  /**
   * What is to be done about a disk that is full.
   * @param left how many results are still to be made
   * @param folder that they are written to
   */
  async explain(problem: Problem, left: number, folder: string): Promise<Problem> {
    const { bytes: free, files } = (await freeRoom(folder)) ?? {};
    const needed = this.results === 0 ? undefined : (this.bytes / this.results) * left;
    const sentences: string[] = [];
    if (needed !== undefined) {
      const what = left === 1 ? 'The result that is left takes' : `The ${left} results that are left take`;
      // A quota may be used up on a disk that has room.
      const isShort = free !== undefined && free < needed;
      sentences.push(
        `${what} about ${describeBytes(needed)}${isShort ? `, and ${describeBytes(free)} are free` : ''}.`,
      );
    } else if (free !== undefined) {
      sentences.push(`${describeBytes(free)} are free.`);
    }
    if (files !== undefined && files < left) {
      const most = files === 0 ? 'no more files' : `only ${counted(files, 'more file')}`;
      sentences.push(`The disk takes ${most}, whatever their size.`);
    }
    sentences.push('Make room, then run again: what is done stays.');
    return { ...problem, hint: sentences.join(' ') };
  }
}

/** Free bytes of the disk that a folder is on, or will be; undefined where the system does not say. */
export async function freeBytes(folder: string): Promise<number | undefined> {
  return (await freeRoom(folder))?.bytes;
}

interface FreeRoom {
  readonly bytes: number;
  /** Absent on disks that do not count them. */
  readonly files?: number;
}

async function freeRoom(folder: string): Promise<FreeRoom | undefined> {
  try {
    const { bavail, bsize, files, ffree } = await statfs(folder);
    return { bytes: bavail * bsize, ...(files > 0 && { files: ffree }) };
  } catch {
    return dirname(folder) === folder ? undefined : freeRoom(dirname(folder));
  }
}
