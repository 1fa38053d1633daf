import { randomUUID } from 'node:crypto';
import { access, constants, rename, unlink, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorNumber, fileError } from '../dataset/fileErrors.ts';
import { readPlainText } from '../dataset/plainFile.ts';
import { sha256 } from '../dataset/sha256.ts';
import { DarkroomError } from '../shared/errors.ts';

/** In the first line or two of every file that `check` writes; behind it stands the hash of the text without it. */
const mark = 'darkroom check';
const marked = new RegExp(`^[^]{0,300}?${mark} ([0-9a-f]{16})`);

/**
 * Says whether `writeReport` would fail, before hours of work and not after them.
 * @throws DarkroomError `exists` when there is a file that `check` has not written, or that was changed since; why
 * nothing can be written there
 */
export async function refuseReport(path: string): Promise<void> {
  const file = resolve(path);
  const text = await textIn(file);
  if (text === undefined || isAsWritten(text)) return;
  throw new DarkroomError('exists', `${file} is there already, and is not as an earlier check has left it.`, {
    hint: 'Name another file, or remove that one.',
    file,
  });
}

/**
 * Writes a file of the command's own, whole or not at all. One that it has written before is brought up to date;
 * anything else is left as it is.
 * @param text has `darkroom check` in its first 300 characters
 * @throws DarkroomError as `refuseReport`
 */
export async function writeReport(path: string, text: string): Promise<void> {
  await refuseReport(path);
  const file = resolve(path);
  const temporary = `${file}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    await writeFile(temporary, text.replace(mark, `${mark} ${hashOf(text)}`), { flag: 'wx', flush: true });
    await rename(temporary, file);
  } catch (thrown) {
    await unlink(temporary).catch(() => undefined);
    throw fileError(thrown, 'Writing', file);
  }
}

function isAsWritten(text: string): boolean {
  const hash = marked.exec(text)?.[1];
  return hash !== undefined && hash === hashOf(text.replace(` ${hash}`, ''));
}

const hashOf = (text: string) => sha256(text).slice(0, 16);

/** Undefined when there is no such file, and one can be made. */
async function textIn(file: string): Promise<string | undefined> {
  try {
    return await readPlainText(file);
  } catch (thrown) {
    if (errorNumber(thrown) !== 'ENOENT') throw fileError(thrown, 'Reading', file);
  }
  const folder = dirname(file);
  await access(folder, constants.W_OK).catch((thrown: unknown) => {
    throw fileError(thrown, 'Writing to', folder);
  });
  return undefined;
}
