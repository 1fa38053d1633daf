import { rm } from 'node:fs/promises';
import { errorNumber } from '../../dataset/fileErrors.ts';

/** Removes what may have been left there. */
export async function removeTemporary(path: string): Promise<void> {
  try {
    await rm(path, { force: true });
  } catch (thrown) {
    // A file where the folder should be: nothing was ever written.
    if (errorNumber(thrown) !== 'ENOTDIR') throw thrown;
  }
}
