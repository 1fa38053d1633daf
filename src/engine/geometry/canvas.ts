import { allocate, dataTypeOf, withFrame, type Image, type PixelData } from '../image.ts';
import type { Placement } from './placement.ts';

/** The pixels of the image inside a rectangle, which must lie within it. */
export function cropRegion(image: Image, { left, top }: Placement, width: number, height: number): Image {
  const { data, channels } = image;
  if (width === image.width && height === image.height) return image;
  const row = width * channels;
  const output = allocate(dataTypeOf(data), row * height);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * image.width + left) * channels;
    output.set(data.subarray(from, from + row), y * row);
  }
  return withFrame(image, output, width, height);
}

/** The image at `placement` on a larger frame of one colour. `color` has one value per channel. */
export function placeOnColor(
  image: Image,
  { left, top }: Placement,
  width: number,
  height: number,
  color: readonly number[],
): Image {
  const { data, channels } = image;
  if (width === image.width && height === image.height) return image;
  const output = allocate(dataTypeOf(data), width * height * channels);
  fillWithColor(output, color);
  const row = image.width * channels;
  for (let y = 0; y < image.height; y++) {
    output.set(data.subarray(y * row, (y + 1) * row), ((top + y) * width + left) * channels);
  }
  return withFrame(image, output, width, height);
}

function fillWithColor(output: PixelData, color: readonly number[]): void {
  if (color.every(value => value === color[0])) {
    output.fill(color[0]!);
    return;
  }
  output.set(color);
  // Each copy doubles what is there.
  for (let done = color.length; done < output.length; done *= 2) {
    output.copyWithin(done, 0, Math.min(done, output.length - done));
  }
}
