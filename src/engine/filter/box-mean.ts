import { allocate, dataTypeOf, type Image, type PixelData } from '../image.ts';
import type { DataType } from '../../shared/shape.ts';
import type { BorderMode } from '../parameters.ts';
import { roundHalfToEven } from '../rounding.ts';
import { meanOfBytes } from '../simd/mean.ts';
import { PaddedRows } from './padded-rows.ts';

/** Values that OpenCV's vector code takes at a time. */
const lanes = 8;

/**
 * The mean of `size` × `size` pixels around each, an even size reaching further up and left, as `cv2.blur`: sums slide
 * along rows and columns, so the cost does not grow with the size; integers are rounded once. A constant border is 0. A
 * float that is not finite spoils what the sum passes after it.
 */
export function boxMean(image: Image, size: number, border: BorderMode): PixelData {
  return image.data instanceof Uint8Array
    ? meanOfBytes(image, size, border)
    : boxMeanPlainly(image, size, border);
}

/** The plain kernel, for values of every type. */
export function boxMeanPlainly(image: Image, size: number, border: BorderMode): PixelData {
  const { data, width, height, channels } = image;
  const before = Math.floor(size / 2);
  const after = size - 1 - before;
  const length = width * channels;
  const padded = new PaddedRows(image, { left: before, right: after, top: before, bottom: after }, border);
  const source = new Float64Array(padded.length);
  const ring = new Float64Array(size * length);
  const totals = new Float64Array(length);
  const output = allocate(dataTypeOf(data), data.length);
  const store = storeOf(dataTypeOf(data), size * size);
  for (let y = -before; y < height + after; y++) {
    const slot = ((y + before) % size) * length;
    for (let index = 0; index < length; index++) totals[index]! -= ring[slot + index]!;
    padded.read(y, source, 0);
    sumWindows(source, size * channels, channels, ring, slot, length);
    for (let index = 0; index < length; index++) totals[index]! += ring[slot + index]!;
    const row = y - after;
    if (row >= 0) store(totals, output, row * length);
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

/** Writes a row of sums over `count` pixels as means. */
type Store = (sums: Float64Array, output: PixelData, to: number) => void;

/** OpenCV holds sums of bytes in 16 bits when they fit, and rounds these otherwise. */
function storeOf(dtype: DataType, count: number): Store {
  if (dtype === 'float32') {
    const share = 1 / count;
    return (sums, output, to) => {
      for (let index = 0; index < sums.length; index++) output[to + index] = sums[index]! * share;
    };
  }
  if (dtype === 'uint16' && count > mostInWhole) return inDouble(count);
  return dtype === 'uint8' && count <= 256 ? halvesUp(count) : halvesToEven(count);
}

/** Of how many values of 16 bits OpenCV holds the sum in 32 bits; that of more it holds and scales in double. */
const mostInWhole = 2 ** 15;

function inDouble(count: number): Store {
  const share = 1 / count;
  return (sums, output, to) => {
    for (let index = 0; index < sums.length; index++)
      output[to + index] = roundHalfToEven(sums[index]! * share);
  };
}

/** By a shift where the count is a power of two; OpenCV's summand is one too large then, so less than a half rises. */
function halvesUp(count: number): Store {
  const isPower = (count & (count - 1)) === 0;
  const half = Math.floor(count / 2) + (isPower ? 1 : 0);
  return (sums, output, to) => {
    for (let index = 0; index < sums.length; index++)
      output[to + index] = Math.floor((sums[index]! + half) / count);
  };
}

/** Whole vectors are multiplied in single precision by OpenCV, what a row leaves over in double. */
function halvesToEven(count: number): Store {
  const { fround } = Math;
  const share = 1 / count;
  const single = fround(share);
  return (sums, output, to) => {
    const rest = sums.length - (sums.length % lanes);
    for (let index = 0; index < rest; index++)
      output[to + index] = roundHalfToEven(fround(fround(sums[index]!) * single));
    for (let index = rest; index < sums.length; index++)
      output[to + index] = roundHalfToEven(sums[index]! * share);
  };
}
