import { checkpoint } from '../checkpoint.ts';
import type { FixedPointAxis } from '../resample/linear-uint8.ts';
import { spareBytes } from '../spare.ts';
import { allot, kernels, roundUp } from './memory.ts';
import { copyRows } from './rows.ts';

/** Bytes of the source, or of the result, that are there at a time: few enough for a cache. */
const part = 1 << 16;

/** Rows of mixed rows, in the arithmetic of `resampleLinearUint8`. Weights along columns are 0 for what lies outside. */
export function mixLinearBytes(
  data: Uint8Array,
  width: number,
  channels: number,
  columns: FixedPointAxis,
  rows: FixedPointAxis,
): Uint8Array {
  const sourceLength = width * channels;
  const pixels = columns.near.length;
  const length = pixels * channels;
  const height = rows.near.length;
  const sourceRows = Math.min(rows.used.length, Math.max(Math.floor(part / sourceLength), 2));
  const resultRows = Math.min(height, Math.max(Math.floor(part / length), 1));
  const stride = 16 + roundUp(length, 16) * 2;
  const { memory, mixLinear } = kernels();
  const at = allot({
    source: sourceRows * sourceLength,
    offsets: roundUp(pixels, 4) * 4,
    weights: pixels * 4,
    upper: height * 4,
    lower: height * 4,
    rowWeights: height * 4,
    sums: 2 * stride,
    result: resultRows * length,
  });
  const { buffer } = memory;
  const source = new Uint8Array(buffer, at.source, sourceRows * sourceLength);
  const result = new Uint8Array(buffer, at.result, resultRows * length);
  const offsets = new Int32Array(buffer, at.offsets, roundUp(pixels, 4)).fill(0);
  for (let pixel = 0; pixel < pixels; pixel++) offsets[pixel] = columns.near[pixel]! * channels;
  put(columns.weights, at.weights);
  put(rows.upper, at.upper);
  put(rows.lower, at.lower);
  put(rows.weights, at.rowWeights);
  // No row is mixed yet.
  put([-1], at.sums);
  put([-1], at.sums + stride);
  const output = spareBytes(length * height);
  for (let y = 0, end = 1; y < height; y = end++) {
    checkpoint();
    const first = rows.upper[y]!;
    while (end < height && end - y < resultRows && rows.lower[end]! - first < sourceRows) end++;
    copyRows(data, sourceLength, rows.used.subarray(first, rows.lower[end - 1]! + 1), source);
    mixLinear(
      at.source - first * sourceLength,
      sourceLength,
      channels,
      at.offsets,
      at.weights,
      pixels,
      at.upper + y * 4,
      at.lower + y * 4,
      at.rowWeights + y * 4,
      end - y,
      at.sums,
      stride,
      at.result,
    );
    output.set(result.subarray(0, (end - y) * length), y * length);
  }
  return output;
}

function put(values: ArrayLike<number>, to: number): void {
  new Int32Array(kernels().memory.buffer, to, values.length).set(values);
}
