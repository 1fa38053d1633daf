import { checkpoint } from '../checkpoint.ts';
import { borderIndices } from '../border.ts';
import { roundHalfToEven } from '../rounding.ts';

/** A plane of 8 bits cut into tiles of one size, with a table of 256 levels for each. */
export interface Tiling {
  readonly rows: number;
  readonly columns: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Row after row, 256 entries each. */
  readonly tables: Uint8Array;
}

/**
 * Tables that equalize each tile with a limit to its contrast, as cv2.createCLAHE.
 *
 * When a side is not divisible, both are enlarged by mirrored pixels: by a whole tile where one divides, as OpenCV does.
 *
 * @param clipLimit how often a level may be met, in multiples of the mean; 0 for any number of times
 */
export function equalizeTiles(
  plane: Uint8Array,
  width: number,
  height: number,
  rows: number,
  columns: number,
  clipLimit: number,
): Tiling {
  const divides = width % columns === 0 && height % rows === 0;
  const right = divides ? 0 : columns - (width % columns);
  const bottom = divides ? 0 : rows - (height % rows);
  const xs = borderIndices(width, 0, right, 'reflect_101');
  const ys = borderIndices(height, 0, bottom, 'reflect_101');
  const tileWidth = xs.length / columns;
  const tileHeight = ys.length / rows;
  const area = tileWidth * tileHeight;
  const limit = clipLimit > 0 ? Math.max(1, Math.trunc((clipLimit * area) / 256)) : area;
  const scale = Math.fround(255 / area);
  const tables = new Uint8Array(rows * columns * 256);
  const counts = new Int32Array(256);
  for (let tile = 0; tile < rows * columns; tile++) {
    const left = (tile % columns) * tileWidth;
    const top = Math.floor(tile / columns) * tileHeight;
    checkpoint();
    counts.fill(0);
    for (let y = top; y < top + tileHeight; y++) {
      const start = ys[y]! * width;
      for (let x = left; x < left + tileWidth; x++) counts[plane[start + xs[x]!]!]!++;
    }
    clip(counts, limit);
    let sum = 0;
    for (let level = 0; level < 256; level++) {
      sum += counts[level]!;
      tables[tile * 256 + level] = Math.min(255, roundHalfToEven(Math.fround(sum * scale)));
    }
  }
  return { rows, columns, tileWidth, tileHeight, tables };
}

/** Cuts counts at the limit and shares what was cut among all levels, the rest among evenly spaced ones. */
function clip(counts: Int32Array, limit: number): void {
  let clipped = 0;
  for (let level = 0; level < 256; level++) {
    const excess = counts[level]! - limit;
    if (excess <= 0) continue;
    clipped += excess;
    counts[level] = limit;
  }
  const share = Math.floor(clipped / 256);
  let rest = clipped - share * 256;
  for (let level = 0; level < 256; level++) counts[level]! += share;
  if (rest === 0) return;
  const step = Math.max(1, Math.floor(256 / rest));
  for (let level = 0; level < 256 && rest > 0; level += step, rest--) counts[level]!++;
}

/** Looks every pixel up in the tables of the four nearest tiles and interpolates between them, in float32. */
export function interpolateTiles(
  plane: Uint8Array,
  width: number,
  height: number,
  { rows, columns, tileWidth, tileHeight, tables }: Tiling,
): Uint8Array {
  // Rounds half to even.
  const output = new Uint8ClampedArray(plane.length);
  const { fround } = Math;
  const across = placesBetween(width, tileWidth, columns, 256);
  const down = placesBetween(height, tileHeight, rows, 256 * columns);
  const { first, second, weight, other } = across;
  for (let y = 0, index = 0; y < height; y++) {
    checkpoint();
    const upper = down.first[y]!;
    const lower = down.second[y]!;
    const toLower = down.weight[y]!;
    const toUpper = down.other[y]!;
    for (let x = 0; x < width; x++, index++) {
      const level = plane[index]!;
      const left = first[x]! + level;
      const right = second[x]! + level;
      const toRight = weight[x]!;
      const toLeft = other[x]!;
      const above = fround(fround(tables[upper + left]! * toLeft) + fround(tables[upper + right]! * toRight));
      const below = fround(fround(tables[lower + left]! * toLeft) + fround(tables[lower + right]! * toRight));
      output[index] = fround(fround(above * toUpper) + fround(below * toLower));
    }
  }
  return new Uint8Array(output.buffer);
}

/** For every position the offsets of the two tiles whose centres it lies between, and how near it is to the second and the first. */
function placesBetween(length: number, tileLength: number, count: number, stride: number) {
  const inverse = Math.fround(1 / tileLength);
  const first = new Int32Array(length);
  const second = new Int32Array(length);
  const weight = new Float32Array(length);
  for (let position = 0; position < length; position++) {
    const place = Math.fround(Math.fround(position * inverse) - 0.5);
    const before = Math.floor(place);
    first[position] = Math.max(before, 0) * stride;
    second[position] = Math.min(before + 1, count - 1) * stride;
    weight[position] = place - before;
  }
  return { first, second, weight, other: weight.map(share => 1 - share) };
}
