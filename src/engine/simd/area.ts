import { checkpoint } from '../checkpoint.ts';
import type { Coverage } from '../resample/area.ts';
import { spareBytes } from '../spare.ts';
import { allot, kernels, roundUp } from './memory.ts';

/**
 * Rows of the means of areas, in the arithmetic of `resampleArea`: weighted sums, scaled and moved, rounded half to even.
 * Only as many summed rows are kept as one row of the result needs.
 */
export function meanAreasOfBytes(
  data: Uint8Array,
  width: number,
  channels: number,
  columns: Coverage,
  rows: Coverage,
  { scale, offset } = { scale: 1, offset: 0 },
): Uint8Array {
  const sourceLength = width * channels;
  const pixels = columns.first.length;
  const length = pixels * channels;
  // A row of sums ends with a few that nobody reads.
  const stride = roundUp(length + 4, 16) * 4;
  const { memory, sumAreas, addFloats, roundFloats } = kernels();
  const at = allot({
    source: sourceLength,
    offsets: pixels * 4,
    used: pixels * 4,
    across: columns.weights.length * 4,
    ring: rows.taps * stride,
    addresses: rows.taps * 4,
    down: rows.taps * 4,
    sums: stride,
    result: length,
  });
  const { buffer } = memory;
  const source = new Uint8Array(buffer, at.source, sourceLength);
  const offsets = new Int32Array(buffer, at.offsets, pixels);
  for (let pixel = 0; pixel < pixels; pixel++) offsets[pixel] = columns.first[pixel]! * channels;
  new Int32Array(buffer, at.used, pixels).set(columns.used);
  new Float32Array(buffer, at.across, columns.weights.length).set(columns.weights);
  const addresses = new Uint32Array(buffer, at.addresses, rows.taps);
  const down = new Float32Array(buffer, at.down, rows.taps);
  const result = new Uint8Array(buffer, at.result, length);
  const output = spareBytes(rows.first.length * length);
  const placeOf = (row: number) => at.ring + (row % rows.taps) * stride;
  let next = rows.first[0]!;
  for (const [y, first] of rows.first.entries()) {
    checkpoint();
    const used = rows.used[y]!;
    for (; next < first + used; next++) {
      source.set(data.subarray(next * sourceLength, (next + 1) * sourceLength));
      sumAreas(at.source, channels, at.offsets, at.used, at.across, columns.taps, placeOf(next), pixels);
    }
    for (let tap = 0; tap < used; tap++) addresses[tap] = placeOf(first + tap);
    down.set(rows.weights.subarray(y * rows.taps, y * rows.taps + used));
    addFloats(at.addresses, at.down, used, at.sums, length, true);
    roundFloats(at.sums, at.result, length, scale, offset);
    output.set(result, y * length);
  }
  return output;
}
