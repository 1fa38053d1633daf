import { DarkroomError } from '../../shared/errors.ts';
import type { Box, RunLengths } from '../../shared/labels.ts';
import type { Image } from '../image.ts';

/**
 * The pixels of a region as an image of one channel: 1 where they belong to it, 0 elsewhere.
 *
 * @throws DarkroomError `bad_argument` when the runs are not those of as many pixels as the region says
 */
export function decodeRuns({ width, height, counts }: RunLengths): Image {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total !== width * height) {
    throw new DarkroomError(
      'bad_argument',
      `Expected runs of ${width * height} pixels for a region of ${width}×${height} but received ${total}.`,
      { hint: 'Export the annotation again; its size and its counts are not of the same image.' },
    );
  }
  const data = new Uint8Array(total);
  let place = 0;
  counts.forEach((count, index) => {
    if (index % 2 === 1) {
      for (let pixel = place; pixel < place + count; pixel++) {
        data[(pixel % height) * width + Math.floor(pixel / height)] = 1;
      }
    }
    place += count;
  });
  return { data, width, height, channels: 1, orientation: 1 };
}

/** The inverse: runs of 0 and 1 down the columns of an image of one channel, what is not 0 being in the region. */
export function encodeRuns({ data, width, height }: Image): RunLengths {
  const counts: number[] = [];
  let isIn = false;
  let length = 0;
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      if ((data[y * width + x]! !== 0) !== isIn) {
        counts.push(length);
        length = 0;
        isIn = !isIn;
      }
      length++;
    }
  }
  counts.push(length);
  return { width, height, counts };
}

/** The box around the pixels that are not 0; undefined when there are none. */
export function extentOf({ data, width, height }: Image): Box | undefined {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[y * width + x] === 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = y + 1;
    }
  }
  return right > left ? [left, top, right, bottom] : undefined;
}
