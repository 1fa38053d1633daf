import { checkpoint, checkpointEvery } from '../checkpoint.ts';
import { withData, type Image } from '../image.ts';
import { isRising, placeOfBetween, placeOfLeast, placeOfMost } from './sector.ts';
import { copyAlpha } from './table.ts';

/**
 * Turns the hue of an 8-bit colour image as torchvision does with a Pillow image: Pillow’s HSV, whose three values
 * have 8 bits each, the hue shifted by whole 255ths of the circle, and back.
 *
 * @param degrees of the colour circle, positive from red to green
 */
export function turnHuePillow(image: Image, degrees: number): Image {
  const { data, channels } = image;
  const shift = Math.trunc((degrees / 360) * 255);
  const output = new Uint8Array(data.length);
  for (let index = 0; index < data.length; index += channels) {
    if (index % checkpointEvery === 0) checkpoint();
    const r = data[index]!;
    const g = data[index + 1]!;
    const b = data[index + 2]!;
    const value = Math.max(r, g, b);
    const range = value - Math.min(r, g, b);
    const saturation = range === 0 ? 0 : Math.trunc(Math.fround(range / value) * 255);
    if (saturation === 0) {
      output[index] = output[index + 1] = output[index + 2] = value;
      continue;
    }
    const hue = (hueOf(r, g, b, value, range) + shift) & 255;
    const sector = sectors[hue]!;
    const s = shares[saturation]!;
    output[index + placeOfMost[sector]!] = value;
    output[index + placeOfLeast[sector]!] = Math.round(value * (1 - s));
    output[index + placeOfBetween[sector]!] = Math.round(value * (1 - s * parts[hue]!));
  }
  copyAlpha(image, output);
  return withData(image, output);
}

/** 0 to 255 for the whole circle, in float32 where Pillow has floats. */
function hueOf(r: number, g: number, b: number, value: number, range: number): number {
  const fromR = Math.fround((value - r) / range);
  const fromG = Math.fround((value - g) / range);
  const fromB = Math.fround((value - b) / range);
  const along = r === value ? fromB - fromG : g === value ? 2 + fromR - fromB : 4 + fromG - fromR;
  const turns = Math.fround(along) / 6 + 1;
  return Math.trunc(Math.fround(turns < 1 ? turns : turns - 1) * 255);
}

/** Saturation as a fraction. */
const shares = Float32Array.from({ length: 256 }, (_share, level) => level / 255);
const sixths = Float64Array.from({ length: 256 }, (_sixths, hue) => (hue * 6) / 255);
/** A full circle is red again. */
const sectors = Uint8Array.from(sixths, sixth => Math.floor(sixth) % 6);
/** How much of the saturation is taken from the value between. */
const parts = sixths.map(sixth => {
  const f = Math.fround(sixth - Math.floor(sixth));
  return isRising(Math.floor(sixth)) ? 1 - f : f;
});
