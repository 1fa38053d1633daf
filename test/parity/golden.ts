import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Channels, DataType, Orientation } from '../../src/shared/shape.ts';
import { allocate, dataTypeOf, type Image } from '../../src/engine/image.ts';

/** An array as the reference library returned it: (H, W), (H, W, C) or (N), little endian, base64. */
interface StoredArray {
  readonly dtype: DataType;
  readonly shape: readonly number[];
  readonly data: string;
}

export type Tolerance = 'exact' | 'level' | 'relative';

export interface GoldenCase {
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The library call that made the output, as a person would type it. */
  readonly reference: string;
  readonly tolerance: Tolerance;
  readonly orientation: Orientation;
  readonly input: StoredArray;
  readonly output: StoredArray;
}

export interface GoldenFile {
  readonly operation: string;
  readonly libraries: Readonly<Record<string, string>>;
  readonly cases: readonly GoldenCase[];
}

export function readGoldenFile(path: string): GoldenFile {
  return JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as GoldenFile;
}

export function imageOf(array: StoredArray, orientation: Orientation = 1): Image {
  const { dtype, shape } = array;
  const bytes = Buffer.from(array.data, 'base64');
  const data = allocate(
    dtype,
    shape.reduce((product, side) => product * side, 1),
  );
  if (bytes.length !== data.byteLength)
    throw new Error(`Expected ${data.byteLength} bytes, got ${bytes.length}`);
  new Uint8Array(data.buffer).set(bytes);
  if (shape.length === 1) {
    return { data, width: shape[0]!, height: 1, channels: 1, orientation, vector: true };
  }
  return { data, width: shape[1]!, height: shape[0]!, channels: (shape[2] ?? 1) as Channels, orientation };
}

/** Largest allowed difference, in the unit in which `differenceOf` measures. */
const allowed: Record<Tolerance, number> = { exact: 0, level: 1, relative: 1e-5 };

/** How far apart two images of the same shape are, and where the first value that is too far stands. */
export interface Comparison {
  readonly worst: number;
  readonly first?: {
    readonly x: number;
    readonly y: number;
    readonly channel: number;
    readonly got: number;
    readonly expected: number;
  };
}

/**
 * Differences are levels for `exact` and `level`. For `relative` they are fractions of the expected value, or of a
 * tenth of the largest expected value where that is more: a sum that cancels has no relative precision of its own.
 */
export function compare(got: Image, expected: Image, tolerance: Tolerance): Comparison {
  const floor = tolerance === 'relative' ? largestMagnitude(expected.data) / 10 : 0;
  let worst = 0;
  let first: Comparison['first'];
  for (let index = 0; index < expected.data.length; index++) {
    const g = got.data[index]!;
    const e = expected.data[index]!;
    if (Object.is(g, e) || g === e) continue;
    const scale = tolerance === 'relative' ? Math.max(Math.abs(e), floor) : 1;
    const distance = Math.abs(g - e) / scale;
    const difference = Number.isNaN(distance) ? Infinity : distance;
    worst = Math.max(worst, difference);
    if (difference > allowed[tolerance] && first === undefined) {
      const pixel = Math.floor(index / expected.channels);
      first = {
        x: pixel % expected.width,
        y: Math.floor(pixel / expected.width),
        channel: index % expected.channels,
        got: g,
        expected: e,
      };
    }
  }
  return { worst, ...(first && { first }) };
}

/** How many values differ, and how far they are apart at worst: in levels for integers, else as for `relative`. */
export interface Distance {
  readonly worst: number;
  readonly differing: number;
  readonly values: number;
}

export function distanceOf(got: Image, expected: Image): Distance {
  const { worst } = compare(got, expected, isFloat(expected) ? 'relative' : 'exact');
  let differing = 0;
  for (const [index, value] of expected.data.entries()) {
    if (got.data[index] !== value && !Object.is(got.data[index], value)) differing++;
  }
  return { worst, differing, values: expected.data.length };
}

export function isFloat(image: Image): boolean {
  return image.data instanceof Float32Array;
}

function largestMagnitude(data: Image['data']): number {
  let largest = 0;
  for (const value of data) if (Math.abs(value) > largest) largest = Math.abs(value);
  return largest;
}

/** `5×3×1 uint8`: what must be equal before values are compared. */
export function frameOf(image: Image): string {
  const size = `${image.width}×${image.height}×${image.channels} ${dataTypeOf(image.data)}`;
  return image.vector ? `vector ${size}` : size;
}
