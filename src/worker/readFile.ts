import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { fileError } from '../dataset/fileErrors.ts';
import { hashBytes } from '../dataset/manifest/hash.ts';
import type { FileMark } from '../shared/development.ts';
import { DarkroomError } from '../shared/errors.ts';

/** Opening a pipe would else wait for someone to write into it; Windows has neither. */
const readOnly = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);
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
  const { bytes, modified } = readDated(path);
  // What was changed just now may change again without its time telling, for some disks count in two seconds.
  const isSettled = Date.now() - modified > 2000;
  return {
    bytes,
    mark: { hash: await hashBytes(bytes), size: bytes.length, modified: isSettled ? modified : 0 },
  };
}

/** A thread does one thing at a time, and waiting for the system costs more when it is done by turns. */
function readDated(path: string): { bytes: Uint8Array; modified: number } {
  try {
    const file = openSync(path, readOnly);
    try {
      const facts = fstatSync(file);
      if (facts.isDirectory()) throw notAFile(path, 'a folder');
      if (!facts.isFile()) throw notAFile(path, 'a device or a pipe');
      if (facts.size > maximumBytes) throw tooLarge(path, facts.size);
      // Parts of plain bytes cost less than those of a Buffer.
      const { buffer, byteOffset, byteLength } = readFileSync(file);
      return { bytes: new Uint8Array(buffer, byteOffset, byteLength), modified: facts.mtimeMs };
    } finally {
      closeSync(file);
    }
  } catch (thrown) {
    throw fileError(thrown, 'Reading', path);
  }
}

function notAFile(path: string, what: string): DarkroomError {
  return new DarkroomError('bad_argument', `Expected an image file but ${path} is ${what}.`, { file: path });
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
