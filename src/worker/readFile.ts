import { open } from 'node:fs/promises';
import { constants } from 'node:fs';
import { fileError } from '../dataset/fileErrors.ts';
import { DarkroomError } from '../shared/errors.ts';

/** Opening a pipe would else wait for someone to write into it; Windows has neither. */
const readOnly = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);
/** The most that one read takes. */
const maximumBytes = 2 ** 31 - 1;

/**
 * The bytes of a file.
 * @throws DarkroomError when it cannot be read, is a folder, a device or a pipe, or is larger than 2 GiB
 */
export async function readImageFile(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, readOnly);
    try {
      const facts = await file.stat();
      if (facts.isDirectory()) throw notAFile(path, 'a folder');
      if (!facts.isFile()) throw notAFile(path, 'a device or a pipe');
      if (facts.size > maximumBytes) throw tooLarge(path, facts.size);
      return await file.readFile();
    } finally {
      await file.close();
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
