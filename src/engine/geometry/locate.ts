import { compose, invert, translation, type Affine } from '../../shared/affine.ts';
import type { Projective } from '../../shared/projective.ts';

/** Writes where the pixels of output row `y` come from, as pixel-centre coordinates of the source. */
export type Locate = (y: number, xs: Float32Array, ys: Float32Array) => void;

/** Pixels that OpenCV's vector code takes at a time; the rest of a row goes through scalar code. */
const lanes = 16;
const { fround } = Math;

/**
 * Where the inverse of an affine map (continuous coordinates) takes pixel centres, in single precision and rounded
 * where `cv2.warpAffine` of OpenCV 5 rounds: one fused multiply-add along the row, in the rest of a row on the other
 * term; with bicubic interpolation none.
 */
export function locateAffine(map: Affine, isCubic: boolean): Locate {
  const inverse = invert(betweenCenters(map));
  if (!inverse) throw new Error(`The map ${map.join(' ')} has no inverse.`);
  const [a, b, c, d, e, f] = inverse.map(fround) as unknown as Affine;
  return (y, xs, ys) => {
    const partX = fround(c * y);
    const partY = fround(d * y);
    const startX = fround(partX + e);
    const startY = fround(partY + f);
    if (isCubic) {
      for (let x = 0; x < xs.length; x++) {
        xs[x] = fround(a * x) + startX;
        ys[x] = fround(b * x) + startY;
      }
      return;
    }
    const rest = xs.length - (xs.length % lanes);
    for (let x = 0; x < rest; x++) {
      xs[x] = a * x + startX;
      ys[x] = b * x + startY;
    }
    for (let x = rest; x < xs.length; x++) {
      xs[x] = fused(a * x, partX) + e;
      ys[x] = fused(b * x, partY) + f;
    }
  };
}

/**
 * Where a projective map between pixel centres at whole numbers takes pixels, rounded where `cv2.warpPerspective` rounds:
 * like an affine one, and with bicubic interpolation divided in double precision.
 */
export function locateProjective(lookup: Projective, isCubic: boolean): Locate {
  const [a, b, c, d, e, f, g, h, i] = lookup.map(fround) as unknown as Projective;
  return (y, xs, ys) => {
    const partX = fround(b * y);
    const partY = fround(e * y);
    const partW = fround(h * y);
    const startX = fround(partX + c);
    const startY = fround(partY + f);
    const startW = fround(partW + i);
    if (isCubic) {
      for (let x = 0; x < xs.length; x++) {
        const w = g * x + startW;
        xs[x] = (a * x + startX) / w;
        ys[x] = (d * x + startY) / w;
      }
      return;
    }
    const rest = xs.length - (xs.length % lanes);
    for (let x = 0; x < rest; x++) {
      const w = fround(g * x + startW);
      xs[x] = fround(a * x + startX) / w;
      ys[x] = fround(d * x + startY) / w;
    }
    for (let x = rest; x < xs.length; x++) {
      const w = fround(fused(g * x, partW) + i);
      xs[x] = fround(fused(a * x, partX) + c) / w;
      ys[x] = fround(fused(d * x, partY) + f) / w;
    }
  };
}

/** The map between pixel centres at whole numbers that a map between continuous coordinates amounts to. */
function betweenCenters(map: Affine): Affine {
  return compose(compose(translation(0.5, 0.5), map), translation(-0.5, -0.5));
}

/**
 * A sum rounded once to single precision, as a fused multiply-add does. Double precision loses an addend that is tiny,
 * such as what rounding errors leave of a zero in a matrix; where the product lies in the middle between two numbers,
 * it decides (the loss: Knuth, TAOCP 4.2.2, theorem B).
 */
function fused(product: number, addend: number): number {
  const sum = product + addend;
  const rounded = fround(sum);
  const rest = sum - rounded;
  const other = rounded + 2 * rest;
  const isMiddle = rest !== 0 && fround(other) === other;
  if (!isMiddle) return rounded;
  const added = sum - product;
  const lost = product - (sum - added) + (addend - added);
  return Math.sign(lost) === Math.sign(rest) ? other : rounded;
}
