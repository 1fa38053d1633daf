import type { Image, LookUp } from '../image.ts';
import { countLevels } from '../simd/counts.ts';
import {
  laplacianSums,
  laplacianSumsAndCounts,
  type BeforeRow,
  type LaplacianSums,
} from '../simd/laplacian.ts';

const known = new WeakMap<Image, readonly Uint32Array[]>();

/** How many pixels of an image of bytes have each level, for each channel. Counted once for each image. */
export function levelCounts(bytes: LookUp['bytes']): readonly Uint32Array[] {
  const counts = known.get(bytes) ?? countLevels(bytes.data, bytes.channels);
  known.set(bytes, counts);
  return counts;
}

/** Sums of the Laplacian of an image of bytes. Its levels are counted on the way, unless they are known. */
export function laplacianWithCounts(bytes: LookUp['bytes'], beforeRow?: BeforeRow): LaplacianSums {
  if (known.has(bytes)) return laplacianSums(bytes);
  const { counts, ...sums } = laplacianSumsAndCounts(bytes, beforeRow);
  known.set(bytes, counts);
  return sums;
}

export interface CountedValue {
  readonly value: number;
  readonly count: number;
}

/** What one channel of a looked-up image holds, and how often, each level of the bytes for itself. */
export function countedValues({ bytes, tables }: LookUp, channel: number): readonly CountedValue[] {
  const counts = levelCounts(bytes)[channel]!;
  return Array.from(tables[channel]!, (value, level) => ({ value, count: counts[level]! })).filter(
    ({ count }) => count > 0,
  );
}
