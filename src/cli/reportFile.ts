import { open, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { errorNumber, fileError } from '../dataset/fileErrors.ts';
import { DarkroomError } from '../shared/errors.ts';

/** In the first bytes of every file that `check` writes. */
const mark = 'darkroom check';

/**
 * Writes a file of the command's own. One that it has written before is brought up to date; anything else is left as it
 * is. The text has `darkroom check` in its first 200 characters.
 * @throws DarkroomError `exists` when the file is another one
 */
export async function writeReport(path: string, text: string): Promise<void> {
  const file = resolve(path);
  if (!(await mayWrite(file))) {
    throw new DarkroomError('exists', `${file} is there already, and is not from an earlier check.`, {
      hint: 'Name another file.',
      file,
    });
  }
  try {
    await writeFile(file, text);
  } catch (thrown) {
    throw fileError(thrown, 'Writing', file);
  }
}

async function mayWrite(file: string): Promise<boolean> {
  let handle;
  try {
    handle = await open(file, 'r');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(200), 0, 200, 0);
    return buffer.toString('utf8', 0, bytesRead).includes(mark);
  } catch (thrown) {
    if (errorNumber(thrown) === 'ENOENT') return true;
    throw fileError(thrown, 'Reading', file);
  } finally {
    await handle?.close();
  }
}
