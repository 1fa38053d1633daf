import type { Image } from '../../src/engine/image.ts';

/**
 * The largest difference of two uint8 images as they look: grayscale is as good as equal red, green and blue, a missing
 * alpha as an opaque one, and the colour of transparent pixels does not count. Infinity when the sizes differ.
 */
export function compareVisible(first: Image, second: Image): number {
  if (first.width !== second.width || first.height !== second.height) return Infinity;
  let largest = 0;
  for (let pixel = 0; pixel < first.width * first.height; pixel++) {
    const alpha = valueAt(first, pixel, 3);
    largest = Math.max(largest, Math.abs(alpha - valueAt(second, pixel, 3)));
    if (alpha === 0) continue;
    for (let channel = 0; channel < 3; channel++) {
      const distance = Math.abs(valueAt(first, pixel, channel) - valueAt(second, pixel, channel));
      largest = Math.max(largest, distance);
    }
  }
  return largest;
}

/** The 8-bit level of red, green, blue or alpha; of 16 bits rounded. */
function valueAt({ data, channels }: Image, pixel: number, channel: number): number {
  if (channel === 3 && channels < 4) return 255;
  const value = data[pixel * channels + (channels === 1 ? 0 : channel)]!;
  return data instanceof Uint16Array ? Math.round(value / 257) : value;
}
