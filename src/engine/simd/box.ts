import { checkpoint } from '../checkpoint.ts';
import type { Image } from '../image.ts';
import { spareBytes } from '../spare.ts';
import { allot, kernels, roundUp } from './memory.ts';

/** A box of fractional radius: weights in 2⁻²⁴, of at most 2²⁴ in all. */
export interface FixedBox {
  /** Pixels on each side with full weight. */
  readonly reach: number;
  readonly full: number;
  /** Weight of the one beyond on each side. */
  readonly far: number;
}

/** Rows that are transposed together. */
const blockRows = 16;

/** As `blurByBoxes`, for bytes: passes along rows, 16 rows at a time, and each row goes on to those along columns. */
export function blurBytesByBoxes(image: Image, box: FixedBox, passes: number): Uint8Array {
  const { data, width, height, channels } = image;
  const length = width * channels;
  const stride = roundUp(length, 16);
  const kept = Math.min(2 * box.reach + 3, height);
  const { memory, transposeTiles, slideBoxAlong } = kernels();
  const at = allot({
    rows: blockRows * stride,
    lines: blockRows * stride,
    others: blockRows * stride,
    room: 512,
    lineSums: 64,
    rings: passes * kept * stride,
    sums: passes * stride * 4,
    result: stride,
  });
  const bytes = new Uint8Array(memory.buffer);
  const result = bytes.subarray(at.result, at.result + length);
  const output = spareBytes(data.length);
  let written = 0;
  const columns = Array.from({ length: passes }, (_, pass) => ({
    ring: at.rings + pass * kept * stride,
    sums: at.sums + pass * stride * 4,
  })).reduceRight<(row: number) => void>(
    (next, places) => slidingColumns({ ...places, kept, stride, height }, box, at.result, next),
    () => {
      output.set(result, length * written++);
    },
  );
  for (let top = 0; top < height; top += blockRows) {
    checkpoint();
    const count = Math.min(blockRows, height - top);
    for (let row = 0; row < count; row++) {
      const from = (top + row) * length;
      bytes.set(data.subarray(from, from + length), at.rows + row * stride);
    }
    let [from, to] = [at.lines, at.others];
    transposeTiles(at.rows, 16, stride, from, 256, 16, stride / 16, at.room);
    for (let pass = 0; pass < passes; pass++) {
      for (let channel = 0; channel < channels; channel++) {
        const place = channel * blockRows;
        const step = channels * blockRows;
        slideBoxAlong(
          from + place,
          step,
          width,
          box.reach,
          at.lineSums,
          areShort(box),
          box.full,
          box.far,
          to + place,
        );
      }
      [from, to] = [to, from];
    }
    transposeTiles(from, 256, 16, at.rows, 16, stride, stride / 16, at.room);
    for (let row = 0; row < count; row++) columns(at.rows + row * stride);
  }
  return output;
}

interface ColumnPlaces {
  /** Room for the `kept` rows that came last. */
  readonly ring: number;
  readonly sums: number;
  readonly kept: number;
  readonly stride: number;
  /** Rows that will come. */
  readonly height: number;
}

/** A pass along columns: to be called with the address of each row, and calls `next` with that of each of its own. */
function slidingColumns(
  { ring, sums, kept, stride, height }: ColumnPlaces,
  { reach, full, far }: FixedBox,
  result: number,
  next: (row: number) => void,
): (row: number) => void {
  const { memory, addScaled, shortenSums, slideBox } = kernels();
  const bytes = new Uint8Array(memory.buffer);
  const short = areShort({ reach, full, far });
  const last = height - 1;
  const addressOf = (y: number) => ring + (Math.min(Math.max(y, 0), last) % kept) * stride;
  let taken = 0;
  let y = 0;
  return row => {
    bytes.copyWithin(addressOf(taken), row, row + stride);
    taken++;
    for (; y < height && (taken === height || y + reach + 1 < taken); y++) {
      if (y === 0) {
        // The sum over the box around −1.
        bytes.fill(0, sums, sums + stride * 4);
        addScaled(addressOf(0), reach + 1, sums, stride);
        for (let place = 0; place < reach; place++) addScaled(addressOf(place), 1, sums, stride);
        if (short) shortenSums(sums, stride);
      }
      slideBox(
        addressOf(y - reach - 1),
        addressOf(y + reach),
        addressOf(y + reach + 1),
        sums,
        short,
        full,
        far,
        result,
        stride,
      );
      next(result);
    }
  };
}

/** Whether 15 bits hold the sum of a box. */
function areShort({ reach }: FixedBox): boolean {
  return 255 * (2 * reach + 1) < 2 ** 15;
}
