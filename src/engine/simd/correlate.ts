import type { PaddedRows } from '../filter/padded-rows.ts';
import { spareBytes } from '../spare.ts';
import { allot, kernels, roundUp } from './memory.ts';

/** A kernel's weight that is not 0, and its place from the window's upper left, in pixels. */
export interface Tap {
  readonly row: number;
  readonly column: number;
  readonly weight: number;
}

/** Windows of `size` rows, one for each of `rows` rows of `length` values; the first begins at padded row −`before`. */
interface Frame {
  readonly padded: PaddedRows;
  readonly channels: number;
  readonly size: number;
  readonly before: number;
  readonly rows: number;
  readonly length: number;
}

/** Values that filter2D's vector code takes at a time, with a fused multiply-add; the rest of a row is summed without. */
const lanes = 4;

/** Weighted sums in single precision, as bytes; the arithmetic of `correlate` for bytes with stride 1. */
export function correlateToBytes(frame: Frame, taps: readonly Tap[], bias: number): Uint8Array {
  const { rows, length } = frame;
  const { memory, correlateSingly, correlateFused } = kernels();
  const weights = Float32Array.from(taps, ({ weight }) => weight);
  // Sums that need no rounding are the same with and without fused multiply-add.
  const start = isExact(weights, Math.fround(bias)) ? 0 : length - (length % lanes);
  const at = allot({ ...roomFor(frame, taps), weights: weights.byteLength, result: roundUp(length, 16) });
  new Float32Array(memory.buffer, at.weights, weights.length).set(weights);
  const result = new Uint8Array(memory.buffer, at.result, length);
  const output = spareBytes(rows * length);
  readWindows(frame, taps, at, row => {
    const places = [at.addresses, at.weights, taps.length, bias, at.result] as const;
    if (start > 0) correlateFused(...places, start);
    correlateSingly(...places, start, length);
    output.set(result, row * length);
  });
  return output;
}

/** Weighted sums in double precision, as floats. */
export function correlateToFloats(frame: Frame, taps: readonly Tap[], bias: number): Float32Array {
  const { rows, length } = frame;
  const { memory, correlateDoubly } = kernels();
  const at = allot({
    ...roomFor(frame, taps),
    weights: taps.length * 8,
    result: roundUp(length, 4) * 4,
  });
  new Float64Array(memory.buffer, at.weights, taps.length).set(taps.map(({ weight }) => weight));
  const result = new Float32Array(memory.buffer, at.result, length);
  const output = new Float32Array(rows * length);
  readWindows(frame, taps, at, row => {
    correlateDoubly(at.addresses, at.weights, taps.length, bias, at.result, length);
    output.set(result, row * length);
  });
  return output;
}

function roomFor({ padded, size }: Frame, taps: readonly Tap[]) {
  return { ring: size * padded.length, addresses: taps.length * 4 };
}

/** Calls `sum` for each row when its window has been read and the addresses of the taps stand where they belong. */
function readWindows(
  { padded, channels, size, before, rows }: Frame,
  taps: readonly Tap[],
  at: { readonly ring: number; readonly addresses: number },
  sum: (row: number) => void,
): void {
  const { buffer } = kernels().memory;
  const ring = new Uint8Array(buffer, at.ring, size * padded.length);
  const addresses = new Uint32Array(buffer, at.addresses, taps.length);
  for (let y = 0; y < rows + size - 1; y++) {
    padded.read(y - before, ring, (y % size) * padded.length);
    const top = y - size + 1;
    if (top < 0) continue;
    for (const [index, { row, column }] of taps.entries())
      addresses[index] = at.ring + ((top + row) % size) * padded.length + column * channels;
    sum(top);
  }
}

/** Whether all sums of bytes are whole multiples of a power of two that single precision holds. */
function isExact(weights: Float32Array, bias: number): boolean {
  const largest = weights.reduce((sum, weight) => sum + Math.abs(weight) * 255, Math.abs(bias));
  for (let unit = 1; largest * unit <= 2 ** 24; unit *= 2) {
    if (Number.isInteger(bias * unit) && weights.every(weight => Number.isInteger(weight * unit)))
      return true;
  }
  return false;
}
