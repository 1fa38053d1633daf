import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { PlannedFile } from '../../shared/development.ts';

/**
 * Where a result is written before it is published: beside its output, hidden, and named so that whoever has to tidy
 * up after a death finds it without asking. Not longer than a file's name may be, however long the output's is.
 * @param output absolute path of the result
 * @param job letters and digits, different for every batch
 */
export function temporaryPath(output: string, job: string): string {
  const name = createHash('sha256').update(basename(output)).digest('hex').slice(0, 16);
  return join(dirname(output), `.darkroom-${job}-${name}.tmp`);
}

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
