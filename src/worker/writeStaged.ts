import { close, constants, ftruncate, open, unlink, write } from 'node:fs';
import { promisify } from 'node:util';
import { errorNumber } from '../dataset/fileErrors.ts';
import { directWriting, wholeBlocks, type Staged } from './staging.ts';
import type { Publication } from './temporaryFile.ts';

const [openFile, writeTo, truncateTo] = [promisify(open), promisify(write), promisify(ftruncate)];
const [closeFile, removeFile] = [promisify(close), promisify(unlink)];

/** What disks answer that have no direct writing, when a file is opened or written to. */
const notDirect: ReadonlySet<string | undefined> = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP']);
/** Output folders on such disks. */
const indirect = new Set<string>();

/**
 * Writes the hidden file of a result, past the system's cache where the disk allows.
 * @param direct what a file is opened with to be written to directly, or 0
 * @returns its descriptor
 * @throws what the system throws; nothing is left behind
 */
export async function writeStaged(
  { bytes }: Pick<Staged, 'bytes'>,
  { temporary, outputFolder }: Publication,
  direct = directWriting,
): Promise<number> {
  if (direct !== 0 && !indirect.has(outputFolder)) {
    try {
      return await writeNew(temporary, direct, wholeBlocks(bytes), bytes.length);
    } catch (thrown) {
      if (!notDirect.has(errorNumber(thrown))) throw thrown;
      indirect.add(outputFolder);
    }
  }
  return writeNew(temporary, 0, bytes, bytes.length);
}

/** @param size of the file in the end, in bytes */
async function writeNew(path: string, flags: number, bytes: Uint8Array, size: number): Promise<number> {
  const file = await openNew(path, flags);
  try {
    for (let at = 0; at < bytes.length;) {
      at += (await writeTo(file, bytes, at, bytes.length - at, at)).bytesWritten;
    }
    if (bytes.length > size) await truncateTo(file, size);
    return file;
  } catch (thrown) {
    await closeFile(file);
    await removeFile(path);
    throw thrown;
  }
}

async function openNew(path: string, flags: number): Promise<number> {
  const { O_WRONLY, O_CREAT, O_EXCL } = constants;
  try {
    return await openFile(path, O_WRONLY | O_CREAT | O_EXCL | flags);
  } catch (thrown) {
    // Linux makes the file before it refuses to write to it directly. Had there been one, it would have said so.
    if (flags !== 0 && notDirect.has(errorNumber(thrown))) await removeFile(path).catch(() => undefined);
    throw thrown;
  }
}
