import { checkpoint } from '../checkpoint.ts';
import { withFrame, type Image } from '../image.ts';
import { grayscale } from '../operations/color/grayscale.ts';

/** Sides of a gray image that is as good for the perceptual hash and the blur score as the image itself. */
const shorter = 64;
const longer = 128;

/** By how much the sides of an image may be divided before it is judged by its looks; at least 1. */
export function reduction({ width, height }: Image): number {
  const least = Math.min(width, height) / shorter;
  const most = Math.max(width, height) / longer;
  return Math.max(1, Math.floor(Math.min(least, most)));
}

/**
 * The gray image (Pillow's weights, alpha left out) with every `factor` × `factor` pixels averaged into one, as
 * `Image.reduce` of Pillow does: blocks at the right and lower edge may be smaller. One pass over the pixels, so that
 * what needs a small picture only does not filter the large one. A factor of 1 is `Image.convert('L')`.
 *
 * @param image of 8 bits
 */
export function reducedGray(image: Image & { readonly data: Uint8Array }, factor: number): Image {
  if (factor === 1) return grayscale.apply(image, { method: 'pillow', channels: 1, match: 'pillow' });
  const { width, height } = image;
  const columns = Math.ceil(width / factor);
  const rows = Math.ceil(height / factor);
  const output = new Uint8Array(columns * rows);
  const sums = new Float64Array(columns);
  for (let y = 0; y < rows; y++) {
    checkpoint();
    sums.fill(0);
    const end = Math.min((y + 1) * factor, height);
    for (let row = y * factor; row < end; row++) addRow(image, row, factor, sums);
    const lines = end - y * factor;
    for (let x = 0; x < columns; x++) {
      const pixels = lines * Math.min(factor, width - x * factor);
      output[y * columns + x] = sums[x]! / (65536 * pixels) + 0.5;
    }
  }
  return withFrame(image, output, columns, rows, 1);
}

/** Adds the weighted values of a row; weights are those of `grayscale`, a 65536th each. */
function addRow(
  { data, width, channels }: Image & { readonly data: Uint8Array },
  row: number,
  factor: number,
  sums: Float64Array,
): void {
  let from = row * width * channels;
  for (let x = 0, start = 0; start < width; x++, start += factor) {
    const count = Math.min(factor, width - start);
    let red = 0;
    let green = 0;
    let blue = 0;
    if (channels === 1) {
      for (let index = 0; index < count; index++) red += data[from++]!;
      sums[x]! += red * 65536;
      continue;
    }
    for (let index = 0; index < count; index++, from += channels) {
      red += data[from]!;
      green += data[from + 1]!;
      blue += data[from + 2]!;
    }
    sums[x]! += 19595 * red + 38470 * green + 7471 * blue;
  }
}
