import type { Image } from '../image.ts';
import { convert } from '../operations/color/convert.ts';
import { resample } from '../resample/resample.ts';
import { reducedGray, reduction } from './reduced.ts';

const side = 32;
/** Frequencies of each direction that count. */
const kept = 8;

/**
 * 64 bits that are alike for images that look alike, as 16 hexadecimal digits: which of the 8×8 lowest frequencies of
 * the gray image, scaled to 32×32, are above their median. As `imagehash.phash`: Pillow's gray and its Lanczos resize,
 * the cosine transform of the second kind, bits row by row. Images of more than twice that size are averaged over whole
 * pixels first, as `reducing_gap` of Pillow does, which may change a bit or two. What is not of 8 bits is converted to
 * 8 bits first.
 *
 * @returns undefined for a vector
 */
export function perceptualHashOf(image: Image): string | undefined {
  if (image.vector) return undefined;
  const bytes = convert.apply(image, { dtype: 'uint8' }) as Image & { readonly data: Uint8Array };
  return perceptualHashOfGray(reducedGray(bytes, reduction(bytes)));
}

/** The same of a gray image of 8 bits. */
export function perceptualHashOfGray(gray: Image): string {
  const small = resample(
    gray,
    { source: gray.width, target: side, first: 0, count: side },
    { source: gray.height, target: side, first: 0, count: side },
    { interpolation: 'lanczos', match: 'pillow', antialias: true },
  );
  const frequencies = lowFrequencies(small.data);
  const sorted = Float64Array.from(frequencies).sort();
  const median = (sorted[kept * kept * 0.5 - 1]! + sorted[kept * kept * 0.5]!) / 2;
  let digits = '';
  for (let index = 0; index < frequencies.length; index += 4) {
    let digit = 0;
    for (let bit = index; bit < index + 4; bit++) digit = digit * 2 + (frequencies[bit]! > median ? 1 : 0);
    digits += digit.toString(16);
  }
  return digits;
}

const cosines = Float64Array.from({ length: kept * side }, (_value, index) => {
  const frequency = Math.floor(index / side);
  return 2 * Math.cos((Math.PI * frequency * (2 * (index % side) + 1)) / (2 * side));
});

/** Down the columns, then along the rows; without what rounding leaves of frequencies that are not there. */
function lowFrequencies(pixels: ArrayLike<number>): Float64Array {
  const down = new Float64Array(kept * side);
  for (let frequency = 0; frequency < kept; frequency++) {
    for (let y = 0; y < side; y++) {
      const weight = cosines[frequency * side + y]!;
      for (let x = 0; x < side; x++) down[frequency * side + x]! += weight * pixels[y * side + x]!;
    }
  }
  const frequencies = new Float64Array(kept * kept);
  for (let row = 0; row < kept; row++) {
    for (let column = 0; column < kept; column++) {
      let sum = 0;
      for (let x = 0; x < side; x++) sum += cosines[column * side + x]! * down[row * side + x]!;
      frequencies[row * kept + column] = Math.round(sum * 1e6) / 1e6;
    }
  }
  return frequencies;
}
