import { allocate, type PixelData } from '../image.ts';
import type { DataType } from '../../shared/shape.ts';
import type { Weights } from './weights.ts';

/** Writes a row of sums into an image: the place where values are rounded. */
type StoreRow = (sums: Float64Array, target: PixelData, start: number) => void;

/** What a pass leaves: the type it is stored in and how it is rounded to that type. */
export interface Storage {
  readonly dtype: DataType;
  readonly store: StoreRow;
}

/**
 * Horizontal pass with sums in double precision.
 *
 * @param start first row to be filtered
 * @param height number of rows
 * @returns `height` rows of one pixel per run of weights
 */
export function filterColumns(
  data: PixelData,
  width: number,
  channels: number,
  start: number,
  height: number,
  { first, used, taps, values }: Weights,
  { dtype, store }: Storage,
): PixelData {
  const rowLength = first.length * channels;
  const output = allocate(dtype, rowLength * height);
  const sums = new Float64Array(rowLength);
  for (let y = 0; y < height; y++) {
    const row = (start + y) * width * channels;
    for (let x = 0; x < first.length; x++) {
      const end = x * taps + used[x]!;
      for (let channel = 0; channel < channels; channel++) {
        let from = row + first[x]! * channels + channel;
        let sum = 0;
        for (let tap = x * taps; tap < end; tap++, from += channels) sum += data[from]! * values[tap]!;
        sums[x * channels + channel] = sum;
      }
    }
    store(sums, output, y * rowLength);
  }
  return output;
}

/**
 * Vertical pass, a row at a time.
 *
 * @param rowLength values in a row, of the input and of the output
 * @param start the row of the image that is row 0 of `data`
 */
export function filterRows(
  data: PixelData,
  rowLength: number,
  start: number,
  { first, used, taps, values }: Weights,
  { dtype, store }: Storage,
): PixelData {
  const output = allocate(dtype, rowLength * first.length);
  const sums = new Float64Array(rowLength);
  for (let y = 0; y < first.length; y++) {
    sums.fill(0);
    for (let tap = 0; tap < used[y]!; tap++) {
      const row = (first[y]! + tap - start) * rowLength;
      const weight = values[y * taps + tap]!;
      for (let index = 0; index < rowLength; index++) {
        sums[index] = sums[index]! + data[row + index]! * weight;
      }
    }
    store(sums, output, y * rowLength);
  }
  return output;
}
