import { borderIndices } from '../border.ts';
import { checkpoint } from '../checkpoint.ts';
import type { Image } from '../image.ts';
import { spareBytes } from '../spare.ts';
import type { BorderMode } from '../parameters.ts';
import { allot, kernels, roundUp } from './memory.ts';
import { copyRows } from './rows.ts';

/** Bytes that are filtered together: few enough for a cache, and so many that a call costs nothing beside them. */
const part = 1 << 15;

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
  const radius = (down.length - 1) / 2;
  const length = width * channels;
  const margin = side * channels * 2;
  // The rows around a part are copied again for the next.
  const most = Math.min(height, Math.max(Math.ceil(part / length), 8));
  const { memory, filterRows } = kernels();
  const at = allot({
    rows: length * (most + 2 * radius),
    down: down.length * 2,
    zero: 16,
    sums: roundUp(length, 32) * 2 + margin * 2,
    margins: margin * 4,
    across: across.length * 2 + 2,
    result: length * most,
  });
  const { buffer } = memory;
  const rows = new Uint8Array(buffer, at.rows, length * (most + 2 * radius));
  const result = new Uint8Array(buffer, at.result, length * most);
  new Uint16Array(buffer, at.down, down.length).set(down);
  new Uint16Array(buffer, at.across, across.length + 1).fill(0).set(across);
  // Sums are less by 2¹⁵ than they should be, that of zeros too; half of what is divided by is added.
  new Int16Array(buffer, at.zero, 1).fill(-0x8000);
  const start = 0x8000 * (across.reduce((sum, weight) => sum + weight, 0) + 1);
  const margins = new Int32Array(buffer, at.margins, margin);
  setMargins(margins, borderIndices(width, side, side, border), side, channels, at.zero - at.sums);
  const order = borderIndices(height, radius, radius, border);
  const output = spareBytes(data.length);
  for (let y = 0; y < height; y += most) {
    checkpoint();
    const count = Math.min(most, height - y);
    copyRows(data as Uint8Array, length, order.subarray(y, y + count + 2 * radius), rows);
    filterRows(
      at.rows,
      length,
      count,
      channels,
      at.down,
      radius,
      at.sums,
      margin,
      at.margins,
      at.across,
      side + 1,
      start,
      at.result,
    );
    output.set(count === most ? result : result.subarray(0, count * length), y * length);
  }
  return output;
}

/** Where the sums stand that the margins are made of, in bytes from the first sum of the margin on the left on. */
function setMargins(
  margins: Int32Array,
  columns: Int32Array,
  side: number,
  channels: number,
  zero: number,
): void {
  for (let index = 0; index < margins.length; index++) {
    const place = Math.floor(index / channels);
    const column = columns[place < side ? place : place + columns.length - 2 * side]!;
    margins[index] = column < 0 ? zero : ((side + column) * channels + (index % channels)) * 2;
  }
}
