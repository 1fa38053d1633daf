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
