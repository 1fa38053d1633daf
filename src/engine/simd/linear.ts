import type { FixedPointAxis } from '../resample/linear-uint8.ts';
import { spareBytes } from '../spare.ts';
import { allot, kernels } from './memory.ts';

/** Rows of mixed rows, in the arithmetic of `resampleLinearUint8`. Weights along columns are 0 for what lies outside. */
export function mixLinearBytes(
  data: Uint8Array,
  width: number,
  channels: number,
  columns: FixedPointAxis,
  rows: FixedPointAxis,
): Uint8Array {
  const pixels = columns.near.length;
  const length = pixels * channels;
  const { memory, mixPixels, mixRows } = kernels();
  const at = allot({
    source: width * channels,
    offsets: pixels * 4,
    weights: pixels * 4,
    upper: length * 2,
    lower: length * 2,
    result: length,
  });
  const { buffer } = memory;
  const source = new Uint8Array(buffer, at.source, width * channels);
  const result = new Uint8Array(buffer, at.result, length);
  new Int32Array(buffer, at.offsets, pixels).set(columns.near.map(column => column * channels));
  const { nearWeight, farWeight } = columns;
  new Int32Array(buffer, at.weights, pixels).set(
    nearWeight.map((weight, place) => weight | (farWeight[place]! << 16)),
  );
  const mix = (row: number, sums: number) => {
    source.set(data.subarray(row * width * channels, (row + 1) * width * channels));
    mixPixels(at.source, channels, at.offsets, at.weights, sums, pixels);
  };
  const output = spareBytes(length * rows.near.length);
  let upper = { row: -1, at: at.upper };
  let lower = { row: -1, at: at.lower };
  for (const [y, near] of rows.near.entries()) {
    const far = rows.far[y]!;
    if (near !== upper.row && near === lower.row) [upper, lower] = [lower, upper];
    if (near !== upper.row) mix(near, upper.at);
    upper.row = near;
    if (far !== lower.row) mix(far, lower.at);
    lower.row = far;
    mixRows(upper.at, lower.at, rows.nearWeight[y]!, rows.farWeight[y]!, at.result, length);
    output.set(result, y * length);
  }
  return output;
}
