import { checkpoint, checkpointEvery } from '../checkpoint.ts';
import type { Match } from '../../shared/pipeline.ts';
import { fullRange } from '../../shared/shape.ts';
import { allocate, dataTypeOf, withData, type Image, type PixelData } from '../image.ts';
import { copyAlpha } from './table.ts';

// Each colour is min + range · a trapezoid of the hue.

/** OpenCV adds this share of the full range to what it divides by: it makes the darkest colours paler. */
const epsilon = 2 ** -23;

/**
 * Turns the hue of a colour image of 16 bits or floats; values beyond the full range are kept. Pillow's side, a tensor of
 * torchvision, adds nothing to its divisors.
 */
export function turnHue(image: Image, degrees: number, match: Match): Image {
  const { data, channels } = image;
  const dtype = dataTypeOf(data);
  const half = dtype === 'float32' ? 0 : 0.5;
  const turn = (degrees + 360) / 60;
  const extra = match === 'opencv' ? epsilon * fullRange[dtype] : 0;
  const output = allocate(dtype, data.length);
  for (let index = 0; index < data.length; index += channels) {
    if (index % checkpointEvery === 0) checkpoint();
    const r = data[index]!;
    const g = data[index + 1]!;
    const b = data[index + 2]!;
    const most = Math.max(r, g, b);
    const range = most - Math.min(r, g, b);
    const sixths = range === 0 ? 0 : (sixthsOf(r, g, b, most, range + extra) + turn) % 6;
    const spread = extra === 0 ? range : range * (Math.abs(most) / (Math.abs(most) + extra));
    write(output, index, sixths, most - spread + half, spread);
  }
  copyAlpha(image, output);
  return withData(image, output);
}

/**
 * Turns the hue of a colour image of 16 bits or floats, and adds to its saturation and value in HSV: saturation is
 * range / value, and both are kept within 0 to 1 of the full range. Gray stays gray.
 *
 * @param degrees −360 to 360
 * @param saturation fraction of the full range, as is `value`
 */
export function shiftHsv(image: Image, degrees: number, saturation: number, value: number): Image {
  const { data, channels } = image;
  const dtype = dataTypeOf(data);
  const full = fullRange[dtype];
  const half = dtype === 'float32' ? 0 : 0.5;
  // Two circles are added, as hues begin at −1 and may be turned back by a whole one.
  const turn = (degrees + 720) / 60;
  const extra = epsilon * full;
  const output = allocate(dtype, data.length);
  for (let index = 0; index < data.length; index += channels) {
    if (index % checkpointEvery === 0) checkpoint();
    const r = data[index]!;
    const g = data[index + 1]!;
    const b = data[index + 2]!;
    const most = Math.max(r, g, b);
    const range = most - Math.min(r, g, b);
    const brightest = full * within(most / full + value);
    if (range === 0) {
      write(output, index, 0, brightest + half, 0);
      continue;
    }
    const spread = brightest * within(range / (Math.abs(most) + extra) + saturation);
    const sixths = (sixthsOf(r, g, b, most, range + extra) + turn) % 6;
    write(output, index, sixths, brightest - spread + half, spread);
  }
  copyAlpha(image, output);
  return withData(image, output);
}

/** The hue in sixths of the circle, −1 to 5. */
function sixthsOf(r: number, g: number, b: number, most: number, divisor: number): number {
  if (most === r) return (g - b) / divisor;
  return most === g ? 2 + (b - r) / divisor : 4 + (r - g) / divisor;
}

function write(output: PixelData, index: number, sixths: number, least: number, range: number): void {
  output[index] = least + range * within(Math.abs(sixths - 3) - 1);
  output[index + 1] = least + range * within(2 - Math.abs(sixths - 2));
  output[index + 2] = least + range * within(2 - Math.abs(sixths - 4));
}

function within(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}
