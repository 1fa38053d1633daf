import { colorOfId } from '../../shared/labelColors.ts';
import type { SmallMask } from '../../shared/labels.ts';
import type { Image } from '../image.ts';
import { fillOfMask } from './mask.ts';

/** Translucent, so that the picture is seen through it. */
const opacity = 128;
const longestRun = 0xffff;

interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A part of a mask as RGBA, not premultiplied: the colour of each class id from the pixel nearest to the middle of a
 * picture's pixel. Background (0) is not painted, nor is what is to be ignored, see `fillOfMask`.
 *
 * @param mask undefined when the image has no places any more
 * @param region in pixels of the mask
 */
export function colorMask(
  mask: Image | undefined,
  region: Region,
  width: number,
  height: number,
): Uint8Array {
  const pixels = new Uint8Array(width * height * 4);
  if (!mask) return pixels;
  for (const [at, id] of paintedIds(mask, region, width, height).entries()) {
    if (id === 0) continue;
    const [red, green, blue] = colorOfId(id);
    pixels[at * 4] = red;
    pixels[at * 4 + 1] = green;
    pixels[at * 4 + 2] = blue;
    pixels[at * 4 + 3] = opacity;
  }
  return pixels;
}

/** A whole mask in the size of a picture of its frame, for others to paint; by the same rules as `colorMask`. */
export function shrinkMask(mask: Image, width: number, height: number): SmallMask {
  const whole = { x: 0, y: 0, width: mask.width, height: mask.height };
  const ids = paintedIds(mask, whole, width, height);
  const runs: number[] = [];
  for (let start = 0; start < ids.length;) {
    const id = ids[start]!;
    let end = start + 1;
    while (end < ids.length && ids[end] === id && end - start < longestRun) end++;
    runs.push(id, end - start);
    start = end;
  }
  return { width, height, runs: Uint16Array.from(runs) };
}

/** The id at the middle of each pixel of a picture, 0 where nothing is painted. */
function paintedIds(mask: Image, region: Region, width: number, height: number): Uint16Array {
  const ids = new Uint16Array(width * height);
  const ignored = fillOfMask(mask);
  for (let y = 0; y < height; y++) {
    const row = region.y + Math.floor(((y + 0.5) * region.height) / height);
    if (row < 0 || row >= mask.height) continue;
    for (let x = 0; x < width; x++) {
      const column = region.x + Math.floor(((x + 0.5) * region.width) / width);
      if (column < 0 || column >= mask.width) continue;
      const id = mask.data[row * mask.width + column]!;
      if (id !== ignored) ids[y * width + x] = id;
    }
  }
  return ids;
}
