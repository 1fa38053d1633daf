import { access, constants, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorNumber, fileError } from '../dataset/fileErrors.ts';
import { openFile } from '../dataset/plainFile.ts';
import { DarkroomError } from '../shared/errors.ts';

/** In the first bytes of every file that `check` writes. */
const mark = 'darkroom check';

/**
 * Says whether `writeReport` would fail, before hours of work and not after them.
 * @throws DarkroomError `exists` when there is a file that `check` has not written; why nothing can be written there
 */
export async function refuseReport(path: string): Promise<void> {
  const file = resolve(path);
  if (!(await mayWrite(file))) {
    throw new DarkroomError('exists', `${file} is there already, and is not from an earlier check.`, {
      hint: 'Name another file.',
      file,
    });
  }
}

/**
 * Writes a file of the command's own. One that it has written before is brought up to date; anything else is left as it
 * is. The text has `darkroom check` in its first 200 characters.
 * @throws DarkroomError as `refuseReport`
 */
export async function writeReport(path: string, text: string): Promise<void> {
  await refuseReport(path);
  const file = resolve(path);
  try {
    await writeFile(file, text);
  } catch (thrown) {
    throw fileError(thrown, 'Writing', file);
  }
}

async function mayWrite(file: string): Promise<boolean> {
  let handle;
  try {
    handle = await openFile(file);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(200), 0, 200, 0);
    return buffer.toString('utf8', 0, bytesRead).includes(mark);
  } catch (thrown) {
    if (errorNumber(thrown) !== 'ENOENT') throw fileError(thrown, 'Reading', file);
  } finally {
    await handle?.close();
  }
  const folder = dirname(file);
  await access(folder, constants.W_OK).catch((thrown: unknown) => {
    throw fileError(thrown, 'Writing to', folder);
  });
  return true;
}
