import { allocate, dataTypeOf, type Image, type PixelData } from '../image.ts';
import type { Span } from './span.ts';
import { storeRounded } from './store.ts';

/**
 * Means of whole blocks as `cv2.resize` with `INTER_AREA`: integer types of 2×2 round halves up, all others multiply
 * the sum by the reciprocal in single precision and round half to even.
 */
export function blockMeans(
  image: Image,
  columns: Span,
  rows: Span,
  blockWidth: number,
  blockHeight: number,
): PixelData {
  const { data, width, channels } = image;
  const rowLength = columns.count * channels;
  const output = allocate(dataTypeOf(data), rowLength * rows.count);
  const offsets = blockOffsets(blockWidth, blockHeight, width, channels);
  const sums = new Float32Array(rowLength);
  const halvesUp = blockWidth === 2 && blockHeight === 2 && !(data instanceof Float32Array);
  const reciprocal = Math.fround(1 / (blockWidth * blockHeight));
  for (let y = 0; y < rows.count; y++) {
    const start = ((rows.first + y) * blockHeight * width + columns.first * blockWidth) * channels;
    sumBlocks(data, start, blockWidth * channels, channels, offsets, sums);
    if (halvesUp) {
      for (let index = 0; index < rowLength; index++) output[y * rowLength + index] = (sums[index]! + 2) >> 2;
      continue;
    }
    for (let index = 0; index < rowLength; index++) sums[index] = sums[index]! * reciprocal;
    storeRounded(sums, output, y * rowLength);
  }
  return output;
}

/** Where a block's values lie, counted from its first one. */
function blockOffsets(blockWidth: number, blockHeight: number, width: number, channels: number): Int32Array {
  const offsets = new Int32Array(blockWidth * blockHeight);
  for (let index = 0; index < offsets.length; index++) {
    offsets[index] = (Math.floor(index / blockWidth) * width + (index % blockWidth)) * channels;
  }
  return offsets;
}

/** Exact sums of 8-bit pixels; of wider types sums in single precision, four at a time: OpenCV's order of rounding. */
function sumBlocks(
  data: PixelData,
  start: number,
  step: number,
  channels: number,
  offsets: Int32Array,
  sums: Float32Array,
): void {
  const count = offsets.length;
  const exact = data instanceof Uint8Array;
  for (let index = 0, block = start; index < sums.length; index += channels, block += step) {
    for (let channel = 0; channel < channels; channel++) {
      const from = block + channel;
      let sum = 0;
      let place = 0;
      if (exact) {
        for (; place < count; place++) sum += data[from + offsets[place]!]!;
      }
      for (; place + 4 <= count; place += 4) {
        let four = Math.fround(data[from + offsets[place]!]! + data[from + offsets[place + 1]!]!);
        four = Math.fround(four + data[from + offsets[place + 2]!]!);
        four = Math.fround(four + data[from + offsets[place + 3]!]!);
        sum = Math.fround(sum + four);
      }
      for (; place < count; place++) sum = Math.fround(sum + data[from + offsets[place]!]!);
      sums[index + channel] = sum;
    }
  }
}
