import { readFileSync, statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkpoint } from '../../engine/checkpoint.ts';
import { DarkroomError } from '../../shared/errors.ts';
import type { LabelledImage } from '../../shared/labels.ts';
import type { ProblemList } from '../annotations/problemList.ts';
import { fileError } from '../fileErrors.ts';

/** Files that are read in a row before others have their turn. */
const inARow = 256;
/** No label file of one image comes near. */
const maximumBytes = 32 * 2 ** 20;

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
    const { size } = statSync(path);
    if (size <= maximumBytes) return readFileSync(path);
    const message = `${path} has ${size} bytes: too many for the labels of one image.`;
    throw new DarkroomError('too_large', message, { file: path });
  } catch (thrown) {
    const error = fileError(thrown, 'Reading', path);
    if (!(error instanceof DarkroomError)) throw error;
    problems.addError('files that cannot be read', error);
    return undefined;
  }
}
