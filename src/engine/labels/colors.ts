import { colorOfId } from '../../shared/labelColors.ts';
import type { Image } from '../image.ts';

/** Translucent, so that the picture is seen through it. */
const opacity = 128;
const ignored = 255;

/**
 * A part of a mask as RGBA, not premultiplied: the colour of each class id from the pixel nearest to the middle of a
 * picture's pixel. Background (0) is not painted, nor is what is to be ignored (255), unless 255 is the object itself,
 * as in masks of 0 and 255.
 *
 * @param mask undefined when the image has no places any more
 * @param region in pixels of the mask
 */
export function colorMask(
  mask: Image | undefined,
  region: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  width: number,
  height: number,
): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(width * height * 4);
  if (!mask) return pixels;
  const isBinary = mask.data.every(id => id === 0 || id === ignored);
  for (let y = 0; y < height; y++) {
    const row = region.y + Math.floor(((y + 0.5) * region.height) / height);
    if (row < 0 || row >= mask.height) continue;
    for (let x = 0; x < width; x++) {
      const column = region.x + Math.floor(((x + 0.5) * region.width) / width);
      if (column < 0 || column >= mask.width) continue;
      const id = mask.data[row * mask.width + column]!;
      if (id === 0 || (id === ignored && !isBinary)) continue;
      const [red, green, blue] = colorOfId(id);
      const place = (y * width + x) * 4;
      pixels[place] = red;
      pixels[place + 1] = green;
      pixels[place + 2] = blue;
      pixels[place + 3] = opacity;
    }
  }
  return pixels;
}
