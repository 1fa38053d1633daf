import { open } from 'node:fs/promises';
import { errorNumber, isAbsence } from '../../../dataset/fileErrors.ts';

/** What systems answer that have no flushing of folders: Windows, and some network disks. */
const notSupported: ReadonlySet<string | undefined> = new Set([
  'EISDIR',
  'EPERM',
  'EACCES',
  'EINVAL',
  'ENOTSUP',
  'EBADF',
]);

/** Folders that are open at once, and as many as Node works on. */
const atOnce = 4;

/** Has the names in folders written to the disk. */
export async function flushFolders(folders: Iterable<string>): Promise<void> {
  const left = [...folders];
  while (left.length > 0) await Promise.all(left.splice(0, atOnce).map(flushFolder));
}

/** Has the names in a folder written to the disk; a folder that is gone has none. */
export async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    if (!isAbsence(thrown) && !notSupported.has(errorNumber(thrown))) throw thrown;
  }
}
