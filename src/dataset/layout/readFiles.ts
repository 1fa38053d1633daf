import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkpoint } from '../../engine/checkpoint.ts';
import { DarkroomError } from '../../shared/errors.ts';
import type { LabelledImage } from '../../shared/labels.ts';
import { refuseLarge } from '../annotations/labelFiles.ts';
import type { ProblemList } from '../annotations/problemList.ts';
import { fileError } from '../fileErrors.ts';
import { withFile } from '../plainFile.ts';

/** Files that are read in a row before others have their turn. */
const inARow = 256;

/**
 * The file of each image, in the order of the images, handed over and not kept; without bytes where an image has none
 * or it cannot be read, which is told. Read without waiting for the event loop: with a hundred thousand small files
 * that takes a sixth of the time. For a thread of its own.
 */
export async function readFiles(
  images: readonly LabelledImage[],
  fileOf: (image: LabelledImage) => string | undefined,
  problems: ProblemList,
  take: (image: LabelledImage, file: string | undefined, bytes: Uint8Array | undefined) => void,
): Promise<void> {
  for (const [index, image] of images.entries()) {
    checkpoint();
    if (index % inARow === inARow - 1) await nextTurn();
    const file = fileOf(image);
    take(image, file, file === undefined ? undefined : readSmall(file, problems));
  }
}

function readSmall(path: string, problems: ProblemList): Uint8Array | undefined {
  try {
    return withFile(path, (file, { size }) => {
      refuseLarge(path, size);
      return readFileSync(file);
    });
  } catch (thrown) {
    const error = fileError(thrown, 'Reading', path);
    if (!(error instanceof DarkroomError)) throw error;
    problems.addError('files that cannot be read', error);
    return undefined;
  }
}
