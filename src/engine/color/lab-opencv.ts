import { withData, type Image } from '../image.ts';
import { roundHalfToEven } from '../rounding.ts';
import { linearFromSrgb, srgbFromLinear } from './srgb.ts';
import { copyAlpha } from './table.ts';

/**
 * L of CIE L*a*b* and back as cv2.cvtColor RGB2Lab and Lab2RGB have it for 8 bits: sRGB, D65, L scaled to 0 to 255,
 * a and b moved by 128, all in fixed point with tables made in float32.
 */
const white = [0.950456, 1, 1.088754] as const;
const xyzFromRgb = [
  [0.412453, 0.35758, 0.180423],
  [0.212671, 0.71516, 0.072169],
  [0.019334, 0.119193, 0.950227],
] as const;
const rgbFromXyz = [
  [3.240479, -1.53715, -0.498535],
  [-0.969256, 1.875991, 0.041556],
  [0.055648, -0.204043, 1.057311],
] as const;

const toXyz = xyzFromRgb.map((row, i) => row.map(weight => roundHalfToEven((4096 * weight) / white[i]!)));
const toRgb = rgbFromXyz.map(row => row.map((weight, i) => roundHalfToEven(4096 * weight * white[i]!)));
const [xR, xG, xB, yR, yG, yB, zR, zG, zB] = toXyz.flat() as Nine;
const [rX, rY, rZ, gX, gY, gZ, bX, bY, bZ] = toRgb.flat() as Nine;
type Nine = [number, number, number, number, number, number, number, number, number];

interface Tables {
  /** Light in 2040ths. */
  readonly light: Uint16Array;
  /** f of L*a*b* in 15-bit fixed point, of X, Y or Z in 2040ths of white. */
  readonly cubeRoot: Uint16Array;
  /** Y in 14-bit fixed point, of L. */
  readonly yOfL: Uint16Array;
  /** f of that Y. */
  readonly fOfL: Uint16Array;
  /** X or Z in 14-bit fixed point, of f from −8145 on. */
  readonly xzOfF: Int32Array;
  /** sRGB of light in 12-bit fixed point. */
  readonly srgb: Uint8Array;
}

const lowestF = -8145;
let made: Tables | undefined;

/** Made when first needed: every process and thread loads this, and few need it. */
function tables(): Tables {
  return (made ??= {
    light: Uint16Array.from({ length: 256 }, (_light, value) =>
      roundHalfToEven(Math.fround(2040 * Math.fround(linearFromSrgb(Math.fround(value / 255))))),
    ),
    cubeRoot: Uint16Array.from({ length: 3072 }, (_root, value) => {
      const x = Math.fround(Math.fround(1 / 2040) * value);
      const linear = Math.fround(x * Math.fround(841 / 108) + Math.fround(16 / 116));
      return roundHalfToEven(
        Math.fround(32768 * (x < Math.fround(216 / 24389) ? linear : floatBelow(Math.cbrt(x)))),
      );
    }),
    ...tablesOfL(),
    // Whole-number divisions cut off towards zero.
    xzOfF: Int32Array.from({ length: 36864 }, (_value, index) => {
      const f = index + lowestF;
      if (f <= 3390)
        return Math.trunc((f * 108) / 841) - Math.trunc((Math.trunc((16384 * 16) / 116) * 108) / 841);
      return Math.trunc((Math.trunc((f * f) / 16384) * f) / 16384);
    }),
    srgb: Uint8Array.from({ length: 4096 }, (_value, index) =>
      roundHalfToEven(Math.fround(255 * Math.fround(srgbFromLinear(index / 4096)))),
    ),
  });
}

/** The nearest float32 that is not larger: OpenCV cuts its cube roots off instead of rounding them. */
function floatBelow(value: number): number {
  const unit = 2 ** (Math.floor(Math.log2(value)) - 23);
  return Math.floor(value / unit) * unit;
}

function tablesOfL(): Pick<Tables, 'yOfL' | 'fOfL'> {
  const yOfL = new Uint16Array(256);
  const fOfL = new Uint16Array(256);
  for (let l = 0; l < 256; l++) {
    if (l <= 20) {
      yOfL[l] = roundHalfToEven(Math.fround((l * 16384 * 180) / (17 * 29 ** 3)));
      const f = Math.fround(Math.fround(16 / 116) + Math.fround((l * 5) / (3 * 17 * 29)));
      fOfL[l] = roundHalfToEven(Math.fround(16384 * f));
    } else {
      const f = Math.fround(Math.fround((l * 1638400) / (255 * 116)) + Math.fround((16 * 16384) / 116));
      fOfL[l] = roundHalfToEven(f);
      yOfL[l] = roundHalfToEven(Math.fround(Math.fround(Math.fround(f * f) * f) / 2 ** 28));
    }
  }
  return { yOfL, fOfL };
}

/** L of an 8-bit colour image, 0 to 255, one value per pixel. */
export function lightnessOf({ data, channels }: Image): Uint8Array {
  const { light, cubeRoot } = tables();
  const lightness = new Uint8Array(data.length / channels);
  for (let to = 0, from = 0; to < lightness.length; to++, from += channels) {
    const r = light[data[from]!]!;
    const g = light[data[from + 1]!]!;
    const b = light[data[from + 2]!]!;
    const fy = cubeRoot[mixed(r, g, b, yR, yG, yB)]!;
    lightness[to] = (296 * fy + -1336934 + 16384) >> 15;
  }
  return lightness;
}

/** The image with another L; its own a and b, and alpha, stay. */
export function withLightness(image: Image, lightness: Uint8Array): Image {
  const { data, channels } = image;
  const { light, cubeRoot, yOfL, fOfL, xzOfF, srgb } = tables();
  const output = new Uint8Array(data.length);
  for (let pixel = 0, index = 0; index < data.length; pixel++, index += channels) {
    const r = light[data[index]!]!;
    const g = light[data[index + 1]!]!;
    const b = light[data[index + 2]!]!;
    const fx = cubeRoot[mixed(r, g, b, xR, xG, xB)]!;
    const fy = cubeRoot[mixed(r, g, b, yR, yG, yB)]!;
    const fz = cubeRoot[mixed(r, g, b, zR, zG, zB)]!;
    const redness = byte((500 * (fx - fy) + 128 * 32768 + 16384) >> 15);
    const yellowness = byte((200 * (fy - fz) + 128 * 32768 + 16384) >> 15);
    const l = lightness[pixel]!;
    const y = yOfL[l]!;
    const x = xzOfF[fOfL[l]! + ((5 * redness * 53687 + 128) >> 13) - 4194 - lowestF]!;
    const z = xzOfF[fOfL[l]! - (((yellowness * 41943 + 16) >> 9) - 10485 + 1) - lowestF]!;
    output[index] = srgb[twelveBits(rX * x + rY * y + rZ * z)]!;
    output[index + 1] = srgb[twelveBits(gX * x + gY * y + gZ * z)]!;
    output[index + 2] = srgb[twelveBits(bX * x + bY * y + bZ * z)]!;
  }
  copyAlpha(image, output);
  return withData(image, output);
}

/** X, Y or Z in 2040ths of white. */
function mixed(r: number, g: number, b: number, weightR: number, weightG: number, weightB: number): number {
  return (r * weightR + g * weightG + b * weightB + 2048) >> 12;
}

function byte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

/** From 26 bits, rounded. */
function twelveBits(value: number): number {
  const rounded = (value + 8192) >> 14;
  return rounded < 0 ? 0 : rounded > 4095 ? 4095 : rounded;
}
