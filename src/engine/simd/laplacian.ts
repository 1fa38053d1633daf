import { checkpoint } from '../checkpoint.ts';
import { borderIndex } from '../border.ts';
import { valuesOf } from '../color/look-up.ts';
import type { Image } from '../image.ts';
import { LevelCounter } from './counts.ts';
import { allot, kernels, roomOf, roundUp } from './memory.ts';

/** Bytes before a row, for the neighbour on its left. */
const margin = 16;

/** Called before a row is looked at for the first time. */
export type BeforeRow = (y: number) => void;

export interface LaplacianSums {
  readonly sum: number;
  readonly squares: number;
}

/**
 * Σ v and Σ v² of the Laplacian v of the gray of bytes, the border reflected without the edge. Gray is that of
 * `grayscale` with match opencv. Both sums are exact.
 */
export function laplacianSums(image: Image): LaplacianSums {
  return sumRows(image, () => undefined);
}

/** The same and, in the same pass over the bytes, the counts of `countLevels`. */
export function laplacianSumsAndCounts(
  image: Image,
  beforeRow?: BeforeRow,
): LaplacianSums & { counts: readonly Uint32Array[] } {
  const counter = new LevelCounter(image.channels);
  const add = (row: Uint8Array) => {
    counter.add(row);
  };
  const sums = sumRows(image, add, beforeRow);
  return { ...sums, counts: counter.counts };
}

/** Memory of the kernels that is in use while rows are looked at: all below this address. */
export function laplacianBytes(image: Image): number {
  return Object.values(sizesOf(image))
    .map(roomOf)
    .reduce((sum, room) => sum + room);
}

function sizesOf(image: Image) {
  const length = image.width * image.channels;
  return { counts: LevelCounter.bytes, bytes: length, rows: 3 * strideOf(image), sums: 16 };
}

/** Bytes of a row of gray. */
function strideOf({ width }: Image): number {
  return roundUp(margin + (width + 8) * 2, 16);
}

/** @param take given every row, in the memory of the kernels, at whose beginning there is room for counts */
function sumRows(image: Image, take: (row: Uint8Array) => void, beforeRow?: BeforeRow): LaplacianSums {
  const { width, height, channels } = image;
  const { memory, grayOfBytes, addLaplacian } = kernels();
  const stride = strideOf(image);
  const length = width * channels;
  const at = allot(sizesOf(image));
  const { buffer } = memory;
  const bytes = new Uint8Array(buffer, at.bytes, length);
  const sums = new Float64Array(buffer, at.sums, 2).fill(0);
  const inside = (place: number, size: number) => borderIndex(place, size, 'reflect_101');
  const placeOf = (y: number) => at.rows + (inside(y, height) % 3) * stride + margin;
  const read = (y: number) => {
    beforeRow?.(y);
    bytes.set(valuesOf(image, y * length, (y + 1) * length));
    take(bytes);
    grayOfBytes(at.bytes, width, channels, placeOf(y));
    const row = new Uint16Array(buffer, placeOf(y) - 2, width + 2);
    row[0] = row[inside(-1, width) + 1]!;
    row[width + 1] = row[inside(width, width) + 1]!;
  };
  read(0);
  for (let y = 0; y < height; y++) {
    checkpoint();
    if (y + 1 < height) read(y + 1);
    addLaplacian(placeOf(y - 1), placeOf(y), placeOf(y + 1), width, at.sums);
  }
  return { sum: sums[0]!, squares: sums[1]! };
}
