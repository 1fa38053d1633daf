import { allocate, dataTypeOf, type Image, type PixelData } from '../image.ts';
import type { BorderMode } from '../parameters.ts';
import { roundHalfToEven } from '../rounding.ts';
import { PaddedRows } from './padded-rows.ts';

/** Values that OpenCV's vector code takes at a time. */
const lanes = 8;

/**
 * The mean of `size` × `size` pixels (odd) around each, as `cv2.blur`: sums slide along rows and columns, so the cost
 * does not grow with the size; integers are rounded once, half to even. A constant border is 0. A float that is not
 * finite spoils what the sum passes after it.
 */
export function boxMean(image: Image, size: number, border: BorderMode): PixelData {
  const { data, width, height, channels } = image;
  const radius = (size - 1) / 2;
  const length = width * channels;
  const padded = new PaddedRows(image, { left: radius, right: radius, top: radius, bottom: radius }, border);
  const source = new Float64Array(padded.length);
  const ring = new Float64Array(size * length);
  const totals = new Float64Array(length);
  const output = allocate(dataTypeOf(data), data.length);
  const share = 1 / (size * size);
  for (let y = -radius; y < height + radius; y++) {
    const slot = ((y + radius) % size) * length;
    for (let index = 0; index < length; index++) totals[index]! -= ring[slot + index]!;
    padded.read(y, source, 0);
    sumWindows(source, size * channels, channels, ring, slot, length);
    for (let index = 0; index < length; index++) totals[index]! += ring[slot + index]!;
    const row = y - radius;
    if (row >= 0) storeShares(totals, share, output, row * length);
  }
  return output;
}

/** The sum of every window of `span` values that lie `step` apart. */
function sumWindows(
  source: Float64Array,
  span: number,
  step: number,
  sums: Float64Array,
  to: number,
  length: number,
): void {
  for (let channel = 0; channel < step; channel++) {
    let sum = 0;
    for (let from = channel; from < span; from += step) sum += source[from]!;
    sums[to + channel] = sum;
    for (let index = channel + step; index < length; index += step) {
      sum += source[index + span - step]! - source[index - step]!;
      sums[to + index] = sum;
    }
  }
}

/** Integers in whole vectors are multiplied in single precision by OpenCV, what a row leaves over in double. */
function storeShares(totals: Float64Array, share: number, output: PixelData, to: number): void {
  if (output instanceof Float32Array) {
    for (let index = 0; index < totals.length; index++) output[to + index] = totals[index]! * share;
    return;
  }
  const { fround } = Math;
  const single = fround(share);
  const rest = totals.length - (totals.length % lanes);
  for (let index = 0; index < rest; index++) {
    output[to + index] = roundHalfToEven(fround(fround(totals[index]!) * single));
  }
  for (let index = rest; index < totals.length; index++) {
    output[to + index] = roundHalfToEven(totals[index]! * share);
  }
}
