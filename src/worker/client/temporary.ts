import { rm } from 'node:fs/promises';
import type { PlannedFile } from '../../shared/development.ts';

/** Removes what may have been left there. */
export async function removeTemporary(path: string): Promise<void> {
  try {
    await rm(path, { force: true });
  } catch (thrown) {
    // A file where the folder should be: nothing was ever written.
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOTDIR')) throw thrown;
  }
}

/** All files that come of an image: the result itself and its mask. */
export function outputsOf({ output, labels }: PlannedFile): readonly string[] {
  return labels?.maskOutput === undefined ? [output] : [output, labels.maskOutput];
}
