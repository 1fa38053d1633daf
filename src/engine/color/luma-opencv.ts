import { fullRange } from '../../shared/shape.ts';
import { allocate, dataTypeOf, withData, type Image, type PixelData } from '../image.ts';
import { copyAlpha } from './table.ts';

// Weights in 14-bit fixed point, as cv2.cvtColor RGB2YCrCb and YCrCb2RGB; sums stay below 2³¹ for 16 bits too.
const shift = 14;
const rounding = 1 << (shift - 1);

/** Y of a colour image of 8 or 16 bits, one value per pixel; equal to OpenCV’s for all 2²⁴ colours of 8 bits. */
export function lumaOfOpencv({ data, channels }: Image): PixelData {
  const luma = allocate(dataTypeOf(data), data.length / channels);
  for (let to = 0, from = 0; to < luma.length; to++, from += channels) {
    luma[to] = (data[from]! * 4899 + data[from + 1]! * 9617 + data[from + 2]! * 1868 + rounding) >> shift;
  }
  return luma;
}

/**
 * The image with another Y; its own Cr and Cb, and alpha, stay.
 * @param before Y as it is
 * @param after Y as it shall be
 */
export function withLumaOpencv(image: Image, before: PixelData, after: PixelData): Image {
  const { data, channels } = image;
  const dtype = dataTypeOf(data);
  const full = fullRange[dtype];
  const middle = (full + 1) / 2;
  const offset = middle * (1 << shift) + rounding;
  const output = allocate(dtype, data.length);
  for (let pixel = 0, index = 0; index < data.length; pixel++, index += channels) {
    const luma = before[pixel]!;
    const cr = clamp(((data[index]! - luma) * 11682 + offset) >> shift, full) - middle;
    const cb = clamp(((data[index + 2]! - luma) * 9241 + offset) >> shift, full) - middle;
    const value = after[pixel]!;
    output[index] = clamp(value + ((cr * 22987 + rounding) >> shift), full);
    output[index + 1] = clamp(value + ((cb * -5636 + cr * -11698 + rounding) >> shift), full);
    output[index + 2] = clamp(value + ((cb * 29049 + rounding) >> shift), full);
  }
  copyAlpha(image, output);
  return withData(image, output);
}

function clamp(value: number, full: number): number {
  return value < 0 ? 0 : value > full ? full : value;
}
