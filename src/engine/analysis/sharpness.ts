import { borderIndices } from '../border.ts';
import type { Image } from '../image.ts';
import { grayscale } from '../operations/color/grayscale.ts';

/**
 * Variance of the Laplacian of the gray image, in squared pixel units: `cv2.Laplacian(gray, cv2.CV_64F).var()`, with
 * the kernel 0 1 0 / 1 −4 1 / 0 1 0 and the border reflected without the edge. Little where nothing is sharp. Gray is
 * that of `grayscale` with match opencv; alpha does not count.
 *
 * @param goOn called now and then; what it throws ends the work
 * @returns undefined for a vector, which has no neighbours
 */
export function sharpnessOf(image: Image, goOn: () => void = () => undefined): number | undefined {
  if (image.vector) return undefined;
  const gray = grayscale.apply(image, { method: 'opencv', channels: 1, match: 'opencv' });
  const { data, width, height } = gray;
  // Entry x is the neighbour on the left of column x, entry x + 2 the one on its right.
  const columns = borderIndices(width, 1, 1, 'reflect_101');
  const rows = borderIndices(height, 1, 1, 'reflect_101');
  let sum = 0;
  let squares = 0;
  for (let y = 0; y < height; y++) {
    if (y % 64 === 0) goOn();
    const row = y * width;
    const above = rows[y]! * width;
    const below = rows[y + 2]! * width;
    for (let x = 0; x < width; x++) {
      const across = data[row + columns[x]!]! + data[row + columns[x + 2]!]!;
      const value = data[above + x]! + data[below + x]! + across - 4 * data[row + x]!;
      sum += value;
      squares += value * value;
    }
  }
  const count = width * height;
  return Math.max(squares - (sum * sum) / count, 0) / count;
}
