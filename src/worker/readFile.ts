import { readFileSync, type Stats } from 'node:fs';
import { fileError } from '../dataset/fileErrors.ts';
import { hashBytes } from '../dataset/manifest/hash.ts';
import { withFile } from '../dataset/plainFile.ts';
import type { FileMark } from '../shared/development.ts';
import { DarkroomError } from '../shared/errors.ts';

/** The most that one read takes. */
const maximumBytes = 2 ** 31 - 1;

/**
 * The bytes of a file.
 * @throws DarkroomError when it cannot be read, is a folder, a device or a pipe, or is larger than 2 GiB
 */
export function readImageFile(path: string): Uint8Array {
  return readDated(path).bytes;
}

/** The bytes of a file, and what tells later whether they are still the same. */
export async function readMarked(path: string): Promise<{ bytes: Uint8Array; mark: FileMark }> {
  const { bytes, modified, changed } = readDated(path);
  // What was changed just now may change again without its time telling, for some disks count in two seconds.
  const isSettled = Date.now() - Math.max(modified, changed) > 2000;
  return {
    bytes,
    mark: {
      hash: await hashBytes(bytes),
      size: bytes.length,
      ...(isSettled ? { modified, changed } : { modified: 0 }),
    },
  };
}

/** A thread does one thing at a time, and waiting for the system costs more when it is done by turns. */
function readDated(path: string): { bytes: Uint8Array; modified: number; changed: number } {
  try {
    const read = (file: number, { size, mtimeMs: modified, ctimeMs: changed }: Stats) => {
      if (size > maximumBytes) throw tooLarge(path, size);
      // Parts of plain bytes cost less than those of a Buffer.
      const { buffer, byteOffset, byteLength } = readFileSync(file);
      return { bytes: new Uint8Array(buffer, byteOffset, byteLength), modified, changed };
    };
    return withFile(path, read, 'an image file');
  } catch (thrown) {
    throw fileError(thrown, 'Reading', path);
  }
}

function tooLarge(path: string, bytes: number): DarkroomError {
  return new DarkroomError(
    'too_large',
    `${path} is ${(bytes / 2 ** 30).toFixed(1)} GiB, more than the limit of 2 GiB.`,
    {
      hint: 'Cut the image into parts with another program first.',
      file: path,
    },
  );
}
