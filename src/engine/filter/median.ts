import { allocate, dataTypeOf, type Image, type PixelData } from '../image.ts';
import type { BorderMode } from '../parameters.ts';
import { largestByBits, medianOfBytes } from '../simd/median.ts';
import { PaddedRows } from './padded-rows.ts';

/** The median of `size` × `size` pixels (odd) around each, as `cv2.medianBlur`. A constant border is 0. */
export function medianFilter(image: Image, size: number, border: BorderMode): PixelData {
  return image.data instanceof Uint8Array && size <= largestByBits
    ? medianOfBytes(image, size, border)
    : medianPlainly(image, size, border);
}

/** The plain kernel, for values of every type and squares of every size. */
export function medianPlainly(image: Image, size: number, border: BorderMode): PixelData {
  const { data, width, height, channels } = image;
  const radius = (size - 1) / 2;
  const padded = new PaddedRows(image, { left: radius, right: radius, top: radius, bottom: radius }, border);
  const ring = new Float64Array(size * padded.length);
  const output = allocate(dataTypeOf(data), data.length);
  const window: Window = { ring, length: padded.length, size, step: channels };
  const filterRow = size === 3 ? compareColumns : data instanceof Uint8Array ? slideHistogram : selectEach;
  for (let y = -radius; y < height + radius; y++) {
    padded.read(y, ring, ((y + radius) % size) * padded.length);
    const row = y - radius;
    if (row < 0) continue;
    for (let channel = 0; channel < channels; channel++) {
      filterRow(window, channel, output, row * width * channels + channel, width);
    }
  }
  return output;
}

/** `size` padded rows of `length` values, in any order; the values of one channel lie `step` apart. */
interface Window {
  readonly ring: Float64Array;
  readonly length: number;
  readonly size: number;
  readonly step: number;
}

const histogram = new Int32Array(256);

/** A histogram follows the window (Huang, Yang and Tang, “A fast two-dimensional median filtering algorithm”, 1979). */
function slideHistogram(
  { ring, length, size, step }: Window,
  channel: number,
  output: PixelData,
  to: number,
  width: number,
): void {
  const half = (size * size - 1) / 2;
  histogram.fill(0);
  for (let column = 0; column < size; column++) {
    for (let from = column * step + channel; from < ring.length; from += length) histogram[ring[from]!]!++;
  }
  let median = 0;
  let below = 0;
  for (let x = 0; x < width; x++, to += step) {
    if (x > 0) {
      const entering = (x + size - 1) * step + channel;
      let leaving = (x - 1) * step + channel;
      for (let from = entering; from < ring.length; from += length, leaving += length) {
        const added = ring[from]!;
        const removed = ring[leaving]!;
        histogram[added]!++;
        histogram[removed]!--;
        if (added < median) below++;
        if (removed < median) below--;
      }
    }
    while (below > half) below -= histogram[--median]!;
    while (below + histogram[median]! <= half) below += histogram[median++]!;
    output[to] = median;
  }
}

/**
 * Of 3 × 3 pixels: each column is ordered once, then the median of nine is the median of the largest of the lows, the
 * median of the middles and the smallest of the highs (Smith, “Implementing median filters in XC4000E FPGAs”, 1996).
 */
function compareColumns(
  { ring, length, step }: Window,
  channel: number,
  output: PixelData,
  to: number,
  width: number,
): void {
  let [lowA, middleA, highA, lowB, middleB, highB] = [0, 0, 0, 0, 0, 0];
  for (let column = 0, from = channel; column < width + 2; column++, from += step) {
    const first = ring[from]!;
    const second = ring[from + length]!;
    const third = ring[from + 2 * length]!;
    const low = Math.min(first, second, third);
    const high = Math.max(first, second, third);
    const middle = middleOf(first, second, third);
    if (column >= 2) {
      const lows = Math.max(lowA, lowB, low);
      const highs = Math.min(highA, highB, high);
      output[to] = middleOf(lows, middleOf(middleA, middleB, middle), highs);
      to += step;
    }
    [lowA, middleA, highA] = [lowB, middleB, highB];
    [lowB, middleB, highB] = [low, middle, high];
  }
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/** Gathers each window and selects its middle value. */
function selectEach(
  { ring, length, size, step }: Window,
  channel: number,
  output: PixelData,
  to: number,
  width: number,
): void {
  const values = new Float64Array(size * size);
  for (let x = 0; x < width; x++, to += step) {
    let count = 0;
    for (let row = x * step + channel; row < ring.length; row += length) {
      for (let tap = 0; tap < size; tap++) values[count++] = ring[row + tap * step]!;
    }
    output[to] = selectMiddle(values);
  }
}

/** The value that would be in the middle if `values` were sorted; reorders them (Hoare's selection). */
function selectMiddle(values: Float64Array): number {
  const middle = (values.length - 1) / 2;
  let first = 0;
  let last = values.length - 1;
  while (first < last) {
    const pivot = values[middle]!;
    let low = first;
    let high = last;
    while (low <= high) {
      while (values[low]! < pivot) low++;
      while (values[high]! > pivot) high--;
      if (low > high) break;
      const value = values[low]!;
      values[low++] = values[high]!;
      values[high--] = value;
    }
    if (high < middle) first = low;
    if (low > middle) last = high;
  }
  return values[middle]!;
}
