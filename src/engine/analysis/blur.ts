import type { Image } from '../image.ts';
import { resample } from '../resample/resample.ts';

/** The longer side that blur is judged at. */
const blurSide = 64;
const scale = 0.01;
const leastSpread = 0.18;

/**
 * CleanVision's blur score of a gray image, 0 to 1, little for blurred ones: the image is scaled down to 64 pixels
 * along the longer side (Pillow's bicubic); of its edges (Pillow's FIND_EDGES) the standard deviation s gives
 * 1 − exp(−0.01 s), to which the same of the standard deviation of its 256 counts of levels is added where that is
 * above 0.18 (`BlurrinessProperty` of `image_property.py`, CleanVision 0.3.6). CleanVision scales colours before it
 * takes the gray, which differs by rounding.
 *
 * @param gray one channel of 8 bits
 * @param size of the image that `gray` was reduced from
 */
export function blurScore(gray: Image, size: { readonly width: number; readonly height: number }): number {
  const ratio = Math.max(size.width, size.height) / blurSide;
  const target = (side: number) => (ratio > 1 ? Math.max(1, Math.floor(side / ratio)) : side);
  const [width, height] = [target(size.width), target(size.height)];
  const small = resample(
    gray,
    { source: gray.width, target: width, first: 0, count: width },
    { source: gray.height, target: height, first: 0, count: height },
    { interpolation: 'bicubic', match: 'pillow', antialias: true },
  );
  const edges = 1 - Math.exp(-scale * deviation(findEdges(small)));
  const counts = new Float64Array(256);
  for (const level of small.data) counts[level]!++;
  const spread = 1 - Math.exp(-scale * deviation(counts));
  return Math.min(1, edges + (spread > leastSpread ? spread : 0));
}

/** Eight times each pixel less its neighbours, kept within a byte; pixels at the border stay as they are. */
function findEdges({ data, width, height }: Image): Uint8ClampedArray {
  const output = Uint8ClampedArray.from(data);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      let sum = 9 * data[y * width + x]!;
      for (let row = y - 1; row <= y + 1; row++) {
        for (let at = row * width + x - 1; at <= row * width + x + 1; at++) sum -= data[at]!;
      }
      output[y * width + x] = sum;
    }
  }
  return output;
}

/** Standard deviation of the population. */
function deviation(values: Uint8ClampedArray | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / values.length);
}
