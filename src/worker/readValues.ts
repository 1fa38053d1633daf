import { valuesOf } from '../engine/color/look-up.ts';
import type { Image } from '../engine/image.ts';
import { DarkroomError } from '../shared/errors.ts';
import { maximumValues, type Region, type ValueBlock } from '../shared/picture.ts';

/**
 * The values of a region, row by row, channels interleaved, in the image's own unit.
 * @param region whole pixels inside the image, at most `maximumValues` values
 * @throws DarkroomError `bad_argument` when the region is empty, too large or reaches outside
 */
export function readValues(image: Image, region: Region): ValueBlock {
  const { width, height, channels } = image;
  const { x, y } = region;
  const isInside =
    [x, y, region.width, region.height].every(Number.isInteger) &&
    x >= 0 &&
    y >= 0 &&
    region.width > 0 &&
    region.height > 0 &&
    x + region.width <= width &&
    y + region.height <= height;
  const count = region.width * region.height * channels;
  if (!isInside || count > maximumValues) {
    throw new DarkroomError(
      'bad_argument',
      `Expected a region of at most ${maximumValues} values inside ${width}×${height} but received ${region.width}×${region.height} at ${x}, ${y}.`,
    );
  }
  const row = region.width * channels;
  const values = new Float64Array(count);
  for (let line = 0; line < region.height; line++) {
    const start = ((y + line) * width + x) * channels;
    values.set(valuesOf(image, start, start + row), line * row);
  }
  return { region, channels, values };
}
