import { PaddedRows } from '../filter/padded-rows.ts';
import type { Image } from '../image.ts';
import type { BorderMode } from '../parameters.ts';
import { roundHalfToEven } from '../rounding.ts';
import { spareBytes } from '../spare.ts';
import { allot, kernels, roundUp } from './memory.ts';

/** Values that OpenCV's vector code takes at a time. */
const lanes = 8;

/** As `boxMean`, for bytes. */
export function meanOfBytes(image: Image, size: number, border: BorderMode): Uint8Array {
  const { data, width, height, channels } = image;
  const before = Math.floor(size / 2);
  const after = size - 1 - before;
  const length = width * channels;
  const padded = new PaddedRows(image, { left: before, right: after, top: before, bottom: after }, border);
  const stride = roundUp(padded.length, 16);
  const kept = size + 1;
  const { memory, slideTotals, sumAlong, shareSums } = kernels();
  const at = allot({
    ring: kept * stride,
    nothing: stride,
    totals: stride * 4,
    sums: roundUp(length, 16) * 4,
    result: roundUp(length, 16),
  });
  const { buffer } = memory;
  const ring = new Uint8Array(buffer, at.ring, kept * stride);
  const sums = new Int32Array(buffer, at.sums, length);
  const result = new Uint8Array(buffer, at.result, length);
  new Uint8Array(buffer, at.nothing, stride).fill(0);
  new Uint8Array(buffer, at.totals, stride * 4).fill(0);
  const output = spareBytes(data.length);
  const count = size * size;
  const isSmall = count <= 256;
  const offset = isSmall ? offsetOf(count) : 0;
  const vectored = isSmall ? length : length - (length % lanes);
  for (let y = 0; y < height + size - 1; y++) {
    const slot = (y % kept) * stride;
    padded.read(y - before, ring, slot);
    const leaving = y < size ? at.nothing : at.ring + ((y - size) % kept) * stride;
    slideTotals(leaving, at.ring + slot, at.totals, padded.length);
    const row = y - size + 1;
    if (row < 0) continue;
    sumAlong(at.totals, channels, size, at.sums, width);
    shareSums(at.sums, offset, 1 / count, at.result, length);
    for (let index = vectored; index < length; index++)
      result[index] = roundHalfToEven(sums[index]! * (1 / count));
    output.set(result, row * length);
  }
  return output;
}

/**
 * What makes of a rounded share the floor of (sum + summand) / count that `boxMean` has for few pixels: no sum comes
 * nearer to a half than half a pixel's share, so single precision is enough.
 */
function offsetOf(count: number): number {
  if (count % 2 === 1) return 0;
  return (count & (count - 1)) === 0 ? 1.5 : 0.5;
}
