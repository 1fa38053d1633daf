import { checkpoint } from '../checkpoint.ts';
import { vectored, type TapAxis } from '../resample/tap-axis.ts';
import { spareBytes } from '../spare.ts';
import { allot, kernels, roundUp } from './memory.ts';

/** Values of a row that are summed up together, from the last tap to the first. */
const lanes = 8;

/**
 * Rows of bytes in the arithmetic of `resampleTaps` for four taps: weights are whole `unit`ths. What is left of a row
 * beyond its last eight values is summed up in integers.
 */
export function resampleBytesByTaps(
  data: Uint8Array,
  width: number,
  channels: number,
  columns: TapAxis,
  rows: TapAxis,
  unit: number,
): Uint8Array {
  const { taps } = rows;
  const pixels = columns.indices.length / taps;
  const height = rows.indices.length / taps;
  const length = pixels * channels;
  // A row of sums ends with a few that nobody reads.
  const stride = roundUp(length + 4, 16) * 4;
  const { memory, sumTaps, addFloats, roundFloats } = kernels();
  const at = allot({
    source: width * channels,
    offsets: columns.indices.length * 4,
    across: columns.weights.length * 4,
    rows: taps * stride,
    addresses: taps * 4,
    down: taps * 4,
    sums: stride,
    result: length,
  });
  const { buffer } = memory;
  const source = new Uint8Array(buffer, at.source, width * channels);
  const offsets = new Int32Array(buffer, at.offsets, columns.indices.length);
  for (const [place, column] of columns.indices.entries()) offsets[place] = column * channels;
  new Float32Array(buffer, at.across, columns.weights.length).set(columns.weights);
  const addresses = new Uint32Array(buffer, at.addresses, taps);
  const down = new Float32Array(buffer, at.down, taps);
  const result = new Uint8ClampedArray(buffer, at.result, length);
  const held = new Int32Array(taps).fill(-1);
  const placeOf = (row: number) => {
    const slot = row % taps;
    const place = at.rows + slot * stride;
    if (held[slot] !== row) {
      source.set(data.subarray(row * source.length, (row + 1) * source.length));
      sumTaps(at.source, channels, at.offsets, at.across, taps, place, pixels);
      held[slot] = row;
    }
    return place;
  };
  const output = spareBytes(height * length);
  for (let y = 0; y < height; y++) {
    checkpoint();
    for (let tap = 0; tap < taps; tap++) {
      const from = y * taps + taps - 1 - tap;
      addresses[tap] = placeOf(rows.indices[from]!);
      down[tap] = rows.weights[from]! / unit / unit;
    }
    addFloats(at.addresses, at.down, taps, at.sums, length, true);
    roundFloats(at.sums, at.result, length, 1, 0);
    for (let index = vectored(columns, channels, lanes); index < length; index++) {
      let sum = 0;
      for (let tap = 0; tap < taps; tap++)
        sum += new Float32Array(buffer, addresses[tap], length)[index]! * down[tap]!;
      result[index] = Math.floor(sum + 0.5);
    }
    output.set(result, y * length);
  }
  return output;
}
