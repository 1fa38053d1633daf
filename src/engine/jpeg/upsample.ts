import type { Plane } from './planes.ts';

/** Writes the samples of row `y` of the image. */
export type RowReader = (y: number, row: Uint8Array) => void;

/**
 * Reads a component row by row in the image's own resolution, as libjpeg-turbo does with “fancy” upsampling: samples
 * lie midway between pixels, and those of halved sides are weighted 3 to 1 with their neighbours, the rounding
 * alternating. Planes of a halved width of at most 2 samples, and other factors, repeat their samples.
 *
 * @param across how many pixels of a row share a sample.
 * @param down how many rows share one.
 * @returns a function whose `row` has room for `across` times the plane's width.
 */
export function rowReader(plane: Plane, across: number, down: number): RowReader {
  const { samples, stride, width, height } = plane;
  const fine = width > 2;
  if (across === 1 && down === 1) {
    return (y, row) => {
      row.set(samples.subarray(y * stride, y * stride + width));
    };
  }
  if (across === 2 && down === 1 && fine) {
    return (y, row) => {
      widen(samples, y * stride, width, row);
    };
  }
  if (across === 1 && down === 2) {
    return (y, row) => {
      const from = (y >> 1) * stride;
      const beside = neighbour(y, height) * stride;
      const bias = (y & 1) + 1;
      for (let x = 0; x < width; x++) row[x] = (3 * samples[from + x]! + samples[beside + x]! + bias) >> 2;
    };
  }
  if (across === 2 && down === 2 && fine) {
    const sums = new Int16Array(width);
    return (y, row) => {
      const from = (y >> 1) * stride;
      const beside = neighbour(y, height) * stride;
      for (let x = 0; x < width; x++) sums[x] = 3 * samples[from + x]! + samples[beside + x]!;
      widenSums(sums, width, row);
    };
  }
  return (y, row) => {
    const from = Math.floor(y / down) * stride;
    for (let x = 0, to = 0; x < width; x++, to += across) row.fill(samples[from + x]!, to, to + across);
  };
}

/** Of the rows of samples, the other one that is near row `y` of the image; at the edges the same one. */
function neighbour(y: number, height: number): number {
  const own = y >> 1;
  return y & 1 ? Math.min(own + 1, height - 1) : Math.max(own - 1, 0);
}

/** Twice as many samples, of a row alone. */
function widen(samples: Uint8Array, from: number, width: number, row: Uint8Array): void {
  const last = from + width - 1;
  let to = 0;
  row[to++] = samples[from]!;
  row[to++] = (3 * samples[from]! + samples[from + 1]! + 2) >> 2;
  for (let index = from + 1; index < last; index++) {
    const value = 3 * samples[index]!;
    row[to++] = (value + samples[index - 1]! + 1) >> 2;
    row[to++] = (value + samples[index + 1]! + 2) >> 2;
  }
  row[to++] = (3 * samples[last]! + samples[last - 1]! + 1) >> 2;
  row[to] = samples[last]!;
}

/** Twice as many samples, of four times the samples of two rows. */
function widenSums(sums: Int16Array, width: number, row: Uint8Array): void {
  const last = width - 1;
  let to = 0;
  row[to++] = (4 * sums[0]! + 8) >> 4;
  row[to++] = (3 * sums[0]! + sums[1]! + 7) >> 4;
  for (let index = 1; index < last; index++) {
    const value = 3 * sums[index]!;
    row[to++] = (value + sums[index - 1]! + 8) >> 4;
    row[to++] = (value + sums[index + 1]! + 7) >> 4;
  }
  row[to++] = (3 * sums[last]! + sums[last - 1]! + 8) >> 4;
  row[to] = (4 * sums[last]! + 7) >> 4;
}
