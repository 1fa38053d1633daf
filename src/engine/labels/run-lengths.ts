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
  forEachRun(counts, (start, end) => {
    let x = Math.floor(start / height);
    let y = start % height;
    for (let pixel = start; pixel < end; pixel++) {
      data[y * width + x] = 1;
      if (++y === height) [x, y] = [x + 1, 0];
    }
  });
  return { data, width, height, channels: 1, orientation: 1 };
}

/** The inverse: runs of 0 and 1 down the columns of an image of one channel, what is not 0 being in the region. */
export function encodeRuns({ data, width, height }: Image): RunLengths {
  const counts: number[] = [];
  const columns = columnsOf(data, width);
  let isIn = false;
  let start = 0;
  for (let x = 0; x < width; x++) {
    // An empty column after an empty one has nothing to say.
    if (columns[x] === 0 && !isIn) continue;
    for (let y = 0; y < height; y++) {
      if ((data[y * width + x]! !== 0) === isIn) continue;
      counts.push(x * height + y - start);
      start = x * height + y;
      isIn = !isIn;
    }
  }
  counts.push(width * height - start);
  return { width, height, counts };
}

/** The box around the pixels of a region; undefined when there are none. */
export function extentOfRuns({ height, counts }: RunLengths): Box | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  forEachRun(counts, (start, end) => {
    const [first, last] = [Math.floor(start / height), Math.floor((end - 1) / height)];
    left = Math.min(left, first);
    right = Math.max(right, last + 1);
    // A run that goes on in the next column reaches the bottom of one and the top of the other.
    top = first < last ? 0 : Math.min(top, start % height);
    bottom = first < last ? height : Math.max(bottom, ((end - 1) % height) + 1);
  });
  return left < right ? [left, top, right, bottom] : undefined;
}

/** Calls `visit` with the first pixel of each run of the region, and the first one after it. */
function forEachRun(counts: readonly number[], visit: (start: number, end: number) => void): void {
  let place = 0;
  counts.forEach((count, index) => {
    if (index % 2 === 1 && count > 0) visit(place, place + count);
    place += count;
  });
}

/** For every column whether it has a pixel that is not 0, found along the rows. */
function columnsOf(data: Image['data'], width: number): Uint8Array {
  const columns = new Uint8Array(width);
  for (let from = 0; from < data.length; from += width) {
    for (let x = 0; x < width; x++) if (data[from + x] !== 0) columns[x] = 1;
  }
  return columns;
}
