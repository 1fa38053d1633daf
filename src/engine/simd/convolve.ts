import type { FixedWeights } from '../resample/convolve-uint8.ts';
import { spareBytes } from '../spare.ts';
import { allot, kernels, roundUp } from './memory.ts';

/**
 * Filters the rows and then the columns of bytes in Pillow's fixed-point arithmetic, rounded in between; a pass that is
 * absent leaves its axis as it is. Only as many filtered rows are kept as one row of the result needs.
 */
export function convolveBytes(
  data: Uint8Array,
  width: number,
  channels: number,
  columns: FixedWeights | undefined,
  rows: FixedWeights | undefined,
): Uint8Array {
  const sourceLength = width * channels;
  const pixels = columns ? columns.first.length : width;
  const length = pixels * channels;
  const kept = rows?.taps ?? 1;
  // A filtered row ends with a few bytes that nobody reads.
  const stride = roundUp(length + 4, 16);
  const { memory, convolveAcross, convolveDown } = kernels();
  const at = allot({
    source: sourceLength,
    offsets: pixels * 4,
    used: pixels * 4,
    acrossHigh: columns ? columns.high.length * 2 : 0,
    acrossLow: columns ? columns.low.length * 2 : 0,
    ring: kept * stride,
    addresses: kept * 4,
    downHigh: kept * 2,
    downLow: kept * 2,
    result: length,
  });
  const { buffer } = memory;
  const source = new Uint8Array(buffer, at.source, sourceLength);
  if (columns) {
    const offsets = new Int32Array(buffer, at.offsets, pixels);
    for (let pixel = 0; pixel < pixels; pixel++) offsets[pixel] = columns.first[pixel]! * channels;
    new Int32Array(buffer, at.used, pixels).set(columns.used);
    new Int16Array(buffer, at.acrossHigh, columns.high.length).set(columns.high);
    new Int16Array(buffer, at.acrossLow, columns.low.length).set(columns.low);
  }
  const filterRow = (y: number, to: number) => {
    const row = data.subarray(y * sourceLength, (y + 1) * sourceLength);
    if (columns) {
      source.set(row);
      convolveAcross(
        at.source,
        channels,
        at.offsets,
        at.used,
        at.acrossHigh,
        at.acrossLow,
        columns.taps,
        to,
        pixels,
      );
    } else new Uint8Array(buffer, to, length).set(row);
  };
  const result = new Uint8Array(buffer, at.result, length);
  if (!rows) {
    const output = spareBytes((data.length / sourceLength) * length);
    for (let y = 0, to = 0; to < output.length; y++, to += length) {
      filterRow(y, at.result);
      output.set(result, to);
    }
    return output;
  }
  const addresses = new Uint32Array(buffer, at.addresses, kept);
  const high = new Int16Array(buffer, at.downHigh, kept);
  const low = new Int16Array(buffer, at.downLow, kept);
  const output = spareBytes(rows.first.length * length);
  let next = rows.first[0]!;
  for (const [y, first] of rows.first.entries()) {
    const used = rows.used[y]!;
    for (; next < first + used; next++) filterRow(next, at.ring + (next % kept) * stride);
    // Rows are added two and two; taps, which weights are filled up to, are an even number.
    const taps = roundUp(used, 2);
    for (let tap = 0; tap < taps; tap++) addresses[tap] = at.ring + ((first + tap) % kept) * stride;
    high.set(rows.high.subarray(y * rows.taps, y * rows.taps + taps));
    low.set(rows.low.subarray(y * rows.taps, y * rows.taps + taps));
    convolveDown(at.addresses, at.downHigh, at.downLow, taps, at.result, length);
    output.set(result, y * length);
  }
  return output;
}
