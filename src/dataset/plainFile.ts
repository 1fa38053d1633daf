import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { DarkroomError } from '../shared/errors.ts';

/*
 * Reading what may lie in a person's folders by the name of a file. Links are followed; what is no plain file in the end
 * is refused as a DarkroomError. Errors of the system come as they are, for `fileError`.
 */

/** Opening a pipe would else wait for someone to write into it; Windows has neither. */
const readOnly = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

/** An open file, for the caller to close. */
export async function openFile(path: string): Promise<FileHandle> {
  const handle = await open(path, readOnly);
  try {
    refuseOthers(path, await handle.stat(), 'a file');
    return handle;
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

/**
 * The bytes of a file.
 * @param check throws when they are not to be read
 */
export async function readPlainFile(path: string, check?: (facts: Stats) => void): Promise<Buffer> {
  const handle = await openFile(path);
  try {
    check?.(await handle.stat());
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** The text of a file in UTF-8; what is damaged in it becomes U+FFFD. */
export async function readPlainText(path: string): Promise<string> {
  return (await readPlainFile(path)).toString();
}

/** The most characters of a line: a file that is none of ours, and has no ends of lines, is not to fill the memory. */
const longestLine = 2 ** 20;

/**
 * The lines of a text file, one after the other, however large it is, but for those that are longer than any of ours.
 * They end at line feeds alone: JSON has other ends of lines within them, which Node's own reader may take for ends.
 * @throws AbortError
 */
export async function* readLines(path: string, signal?: AbortSignal): AsyncGenerator<string> {
  const handle = await openFile(path);
  const input: AsyncIterable<string> = handle.createReadStream({ encoding: 'utf8' });
  let begun = '';
  try {
    for await (const part of input) {
      signal?.throwIfAborted();
      const lines = (begun + part).split('\n');
      // One more, so that it is still known to be too long.
      begun = lines.pop()!.slice(0, longestLine + 1);
      for (const line of lines) if (line.length <= longestLine) yield line;
    }
    if (begun !== '' && begun.length <= longestLine) yield begun;
  } finally {
    // The stream does not wait for it; Windows lets no file be replaced that is open.
    await handle.close();
  }
}

/**
 * What `read` gets out of an open file, without waiting for the event loop.
 * @param expected what it should be, for messages
 */
export function withFile<Result>(
  path: string,
  read: (file: number, facts: Stats) => Result,
  expected = 'a file',
): Result {
  const file = openSync(path, readOnly);
  try {
    const facts = fstatSync(file);
    refuseOthers(path, facts, expected);
    return read(file, facts);
  } finally {
    closeSync(file);
  }
}

function refuseOthers(path: string, facts: Stats, expected: string): void {
  if (facts.isFile()) return;
  const what = facts.isDirectory() ? 'a folder' : 'a device or a pipe';
  throw new DarkroomError('bad_argument', `Expected ${expected} but ${path} is ${what}.`, {
    hint: 'Put a file in its place, or name another.',
    file: path,
  });
}
