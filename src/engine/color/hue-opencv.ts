import { checkpoint } from '../checkpoint.ts';
import { withData, type Image } from '../image.ts';
import { roundHalfToEven } from '../rounding.ts';
import { isRising, placeOfBetween, placeOfLeast, placeOfMost } from './sector.ts';
import { copyAlpha, levelTable } from './table.ts';

// As cv2.cvtColor RGB2HSV for 8 bits: saturation and hue by division tables in 12-bit fixed point.
const saturationOf = divisionTable(255);
const hueOf = divisionTable(180 / 6);

/**
 * Turns the hue of an 8-bit colour image as Albumentations does: in steps of 2 degrees, cut off to whole ones.
 *
 * @param degrees of the colour circle, positive from red to green
 */
export function turnHueOpencv(image: Image, degrees: number): Image {
  return shiftHsvOpencv(image, 180 * (degrees / 360), 0, 0);
}

/**
 * Adds to hue, saturation and value of an 8-bit colour image: there by OpenCV’s RGB2HSV, back by HSV2RGB. Gray stays
 * gray.
 *
 * @param hue in steps of 2 degrees, positive from red to green; the sum is cut off to whole steps
 * @param saturation whole levels of 255, as is `value`; sums are saturated
 */
export function shiftHsvOpencv(image: Image, hue: number, saturation: number, value: number): Image {
  const { data, width, channels } = image;
  const turned = Uint8Array.from({ length: 180 }, (_hue, step) => modulo(step + hue, 180));
  const saturations = levelTable(255, level => (level === 0 ? 0 : level + saturation));
  const values = levelTable(255, level => level + value);
  const { sectors, shares, brightest, leasts, betweens } = (back ??= tablesOfRgb());
  const output = new Uint8Array(data.length);
  const vectored = width - (width % lanes);
  for (let index = 0, x = 0; index < data.length; index += channels, x = x + 1 === width ? 0 : x + 1) {
    if (x === 0) checkpoint();
    const r = data[index]!;
    const g = data[index + 1]!;
    const b = data[index + 2]!;
    const most = Math.max(r, g, b);
    const range = most - Math.min(r, g, b);
    if (range === 0) {
      output[index] = output[index + 1] = output[index + 2] = values[most]!;
      continue;
    }
    const along = most === r ? g - b : most === g ? b - r + 2 * range : r - g + 4 * range;
    const step = (along * hueOf[range]! + 2048) >> 12;
    const own = (range * saturationOf[most]! + 2048) >> 12;
    const turnedStep = turned[step < 0 ? step + 180 : step]!;
    const saturated = saturations[own]!;
    const largest = values[most]!;
    const sector = sectors[turnedStep]!;
    const v = shares[largest]!;
    let first = brightest[largest]!;
    let last = Math.fround(Math.fround(v * leasts[saturated]!) * 255);
    let between = Math.fround(Math.fround(v * betweens[(turnedStep << 8) | saturated]!) * 255);
    if (x >= vectored) {
      first = roundHalfToEven(first);
      last = roundHalfToEven(last);
      between = roundHalfToEven(between);
    }
    output[index + placeOfMost[sector]!] = first;
    output[index + placeOfLeast[sector]!] = last;
    output[index + placeOfBetween[sector]!] = between;
  }
  copyAlpha(image, output);
  return withData(image, output);
}

/** Pixels of a row that HSV2RGB takes at a time and whose fractions it cuts off; the rest of the row is rounded. */
const lanes = 32;

let back: ReturnType<typeof tablesOfRgb> | undefined;

/**
 * HSV2RGB in float32. The largest value is that of the pixel, the others are factors of it; 1 minus a product is rounded
 * once.
 */
function tablesOfRgb() {
  const { fround } = Math;
  const unit = fround(1 / 255);
  const shares = Float32Array.from({ length: 256 }, (_share, level) => level * unit);
  const brightest = shares.map(share => share * 255);
  const leasts = shares.map(saturation => 1 - saturation);
  // The whole circle is a step of its own: in float32 its hue is a little more than 6.
  const hues = Float32Array.from({ length: 181 }, (_hue, step) => step * fround(6 / 180));
  const sectors = Uint8Array.from(hues, hue => hue % 6);
  /** Of each hue, for each saturation. */
  const betweens = new Float32Array(hues.length * 256);
  for (const [step, hue] of hues.entries()) {
    const sector = sectors[step]!;
    const f = hue % 1;
    const part = isRising(sector) ? fround(1 - f) : f;
    for (let level = 0; level < 256; level++) betweens[step * 256 + level] = 1 - shares[level]! * part;
  }
  return { sectors, shares, brightest, leasts, betweens };
}

function divisionTable(numerator: number): Int32Array {
  return Int32Array.from({ length: 256 }, (_quotient, divisor) =>
    divisor === 0 ? 0 : roundHalfToEven((numerator * 4096) / divisor),
  );
}

/** As numpy.mod: a rest just below 0 gives the divisor itself. */
function modulo(value: number, divisor: number): number {
  const rest = value % divisor;
  return rest < 0 ? rest + divisor : rest;
}
