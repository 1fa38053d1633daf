import { checkpoint } from '../checkpoint.ts';
import { valuesOf } from '../color/look-up.ts';
import { borderIndex, borderIndices } from '../border.ts';
import { typeOf, type Image, type LookUp, type PixelData } from '../image.ts';
import { grayscale } from '../operations/color/grayscale.ts';
import { laplacianSums, type BeforeRow, type LaplacianSums } from '../simd/laplacian.ts';
import { laplacianWithCounts } from './counts.ts';

/**
 * Variance of the Laplacian of the gray image, in squared pixel units: `cv2.Laplacian(gray, cv2.CV_64F).var()`, with
 * the kernel 0 1 0 / 1 −4 1 / 0 1 0 and the border reflected without the edge. Little where nothing is sharp. Gray is
 * that of `grayscale` with match opencv; alpha does not count, nor does a pixel that is not finite or beside one.
 *
 * @param beforeRow as in `statisticsOf`
 * @returns undefined for a vector, which has no neighbours, and where no pixel counts
 */
export function sharpnessOf(image: Image, beforeRow?: BeforeRow): number | undefined {
  if (image.vector) return undefined;
  const { sum, squares, count } = sumsOf(image, beforeRow);
  if (count === 0) return undefined;
  return Math.max(squares - (sum * sum) / count, 0) / count;
}

/** Sums over `count` pixels. */
type CountedSums = LaplacianSums & { readonly count: number };

function sumsOf(image: Image, beforeRow?: BeforeRow): CountedSums {
  if (typeOf(image) !== 'uint8') return plainSums(image);
  const count = image.width * image.height;
  const sums = image.lookUp ? laplacianSums(image) : laplacianWithCounts(image as LookUp['bytes'], beforeRow);
  return { ...sums, count };
}

/** As `laplacianSums`, of any type and what is finite; three rows of gray are in memory at a time. */
export function plainSums(image: Image): CountedSums {
  const { width, height } = image;
  const kept: PixelData[] = [grayRow(image, 0)];
  const row = (y: number) => kept[borderIndex(y, height, 'reflect_101') % 3]!;
  // Entry x is the neighbour on the left of column x, entry x + 2 the one on its right.
  const columns = borderIndices(width, 1, 1, 'reflect_101');
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 0; y < height; y++) {
    checkpoint();
    if (y + 1 < height) kept[(y + 1) % 3] = grayRow(image, y + 1);
    const [above, middle, below] = [row(y - 1), row(y), row(y + 1)];
    for (let x = 0; x < width; x++) {
      const across = middle[columns[x]!]! + middle[columns[x + 2]!]!;
      const value = above[x]! + below[x]! + across - 4 * middle[x]!;
      if (!Number.isFinite(value)) continue;
      sum += value;
      squares += value * value;
      count++;
    }
  }
  return { sum, squares, count };
}

function grayRow(image: Image, y: number): PixelData {
  const { width, channels, orientation } = image;
  const data = valuesOf(image, y * width * channels, (y + 1) * width * channels);
  const row = { data, width, height: 1, channels, orientation };
  return grayscale.apply(row, { method: 'opencv', channels: 1, match: 'opencv' }).data;
}
