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
    across: columns ? columns.fixed.length * 4 : 0,
    ring: kept * stride,
    addresses: kept * 4,
    down: kept * 4,
    result: length,
  });
  const { buffer } = memory;
  const source = new Uint8Array(buffer, at.source, sourceLength);
  if (columns) {
    new Int32Array(buffer, at.offsets, pixels).set(columns.first.map(column => column * channels));
    new Int32Array(buffer, at.used, pixels).set(columns.used);
    new Int32Array(buffer, at.across, columns.fixed.length).set(columns.fixed);
  }
  const filterRow = (y: number, to: number) => {
    const row = data.subarray(y * sourceLength, (y + 1) * sourceLength);
    if (columns) {
      source.set(row);
      convolveAcross(at.source, channels, at.offsets, at.used, at.across, columns.taps, to, pixels);
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
  const down = new Int32Array(buffer, at.down, kept);
  const output = spareBytes(rows.first.length * length);
  let next = rows.first[0]!;
  for (const [y, first] of rows.first.entries()) {
    const used = rows.used[y]!;
    for (; next < first + used; next++) filterRow(next, at.ring + (next % kept) * stride);
    for (let tap = 0; tap < used; tap++) addresses[tap] = at.ring + ((first + tap) % kept) * stride;
    down.set(rows.fixed.subarray(y * rows.taps, y * rows.taps + used));
    convolveDown(at.addresses, at.down, used, at.result, length);
    output.set(result, y * length);
  }
  return output;
}
