import { PaddedRows } from '../filter/padded-rows.ts';
import type { Image } from '../image.ts';
import { spareBytes } from '../spare.ts';
import type { BorderMode } from '../parameters.ts';
import { allot, kernels, roundUp } from './memory.ts';

/** Whether a kernel in fixed point keeps sums of bytes within 16 bits. */
export function fitsBytes(kernel: Float64Array): boolean {
  return kernel.reduce((sum, weight) => sum + weight, 0) <= 256 && kernel.every(weight => weight >= 0);
}

/**
 * As `filterSymmetric`, for bytes: rows with one kernel and columns with another, weights in 256ths, rounded once, half
 * up. Both kernels fit bytes.
 */
export function filterBytes(
  image: Image,
  across: Float64Array,
  down: Float64Array,
  border: BorderMode,
): Uint8Array {
  const { data, width, height, channels } = image;
  const side = (across.length - 1) / 2;
  const size = down.length;
  const radius = (size - 1) / 2;
  const length = width * channels;
  const stride = roundUp(length, 8) * 2;
  const padded = new PaddedRows(image, { left: side, right: side, top: radius, bottom: radius }, border);
  const { memory, filterAcross, filterDown } = kernels();
  const at = allot({
    source: padded.length,
    ring: size * stride,
    rows: size * 4,
    across: across.length * 2,
    down: size * 2,
    result: length,
  });
  const { buffer } = memory;
  const source = new Uint8Array(buffer, at.source, padded.length);
  const result = new Uint8Array(buffer, at.result, length);
  const rows = new Int32Array(buffer, at.rows, size);
  new Uint16Array(buffer, at.across, across.length).set(across);
  new Uint16Array(buffer, at.down, size).set(down);
  const output = spareBytes(data.length);
  for (let y = -radius; y < height + radius; y++) {
    padded.read(y, source, 0);
    const place = at.ring + ((y + radius) % size) * stride;
    filterAcross(at.source, channels, at.across, across.length, place, length);
    const row = y - radius;
    if (row < 0) continue;
    for (let tap = 0; tap < size; tap++) rows[tap] = at.ring + ((row + tap) % size) * stride;
    filterDown(at.rows, at.down, size, at.result, length);
    output.set(result, row * length);
  }
  return output;
}
