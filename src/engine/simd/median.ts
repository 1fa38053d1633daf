import { PaddedRows } from '../filter/padded-rows.ts';
import type { Image } from '../image.ts';
import type { BorderMode } from '../parameters.ts';
import { spareBytes } from '../spare.ts';
import { allot, kernels, roundUp } from './memory.ts';

/** Counts of pixels of a larger square do not fit bytes. */
export const largestByBits = 15;

/** As `medianFilter`, for bytes and squares of 3 to `largestByBits`. */
export function medianOfBytes(image: Image, size: number, border: BorderMode): Uint8Array {
  const { data, width, height, channels } = image;
  const radius = (size - 1) / 2;
  const length = width * channels;
  const padded = new PaddedRows(image, { left: radius, right: radius, top: radius, bottom: radius }, border);
  const stride = roundUp(padded.length, 16);
  const { memory, orderThrees, medianOfThrees, orderFives, medianOfFives, medianByBits } = kernels();
  const at = allot({
    ring: size * stride,
    rows: size * 4,
    ranks: size <= 5 ? size * stride : 0,
    result: roundUp(length, 16),
  });
  const ring = new Uint8Array(memory.buffer, at.ring, size * stride);
  // Their order does not matter.
  new Uint32Array(memory.buffer, at.rows, size).set(
    Array.from({ length: size }, (_row, line) => at.ring + line * stride),
  );
  const result = new Uint8Array(memory.buffer, at.result, length);
  const output = spareBytes(data.length);
  for (let y = -radius; y < height + radius; y++) {
    padded.read(y, ring, ((y + radius) % size) * stride);
    const row = y - radius;
    if (row < 0) continue;
    if (size === 3) {
      orderThrees(at.rows, at.ranks, stride, padded.length);
      medianOfThrees(at.ranks, stride, channels, at.result, length);
    } else if (size === 5) {
      orderFives(at.rows, at.ranks, stride, padded.length);
      medianOfFives(at.ranks, stride, channels, at.result, length);
    } else medianByBits(at.rows, size, channels, at.result, length);
    output.set(result, row * length);
  }
  return output;
}
