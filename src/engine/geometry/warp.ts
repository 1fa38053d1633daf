import { compose, identity, invert, translation, type Affine } from '../../shared/affine.ts';
import { composeProjective, invertProjective, type Projective } from '../../shared/projective.ts';
import { allocate, dataTypeOf, withFrame, type Image, type PixelData } from '../image.ts';
import type { BorderMode } from '../parameters.ts';
import { sampleBicubic } from './sample-bicubic.ts';
import { sampleBilinear } from './sample-bilinear.ts';
import { sampleNearest } from './sample-nearest.ts';

/** What is sampled: pixels, and what lies beyond them. `color` has one value per channel, for a constant border. */
export interface Sampled {
  readonly data: PixelData;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly border: BorderMode;
  readonly color: readonly number[];
}

/** Samples at (xs[i], ys[i]), where pixel centres are whole numbers, into a row of `output` from `to` on. */
export type RowSampler = (
  source: Sampled,
  xs: Float32Array,
  ys: Float32Array,
  output: PixelData,
  to: number,
) => void;

/** Writes where the pixels of output row `y` come from, as pixel-centre coordinates of the source. */
export type Locate = (y: number, xs: Float32Array, ys: Float32Array) => void;

export interface Sampling {
  readonly interpolation: 'nearest' | 'bilinear' | 'bicubic';
  readonly border: BorderMode;
  /** One value per channel; read with a constant border only. */
  readonly color: readonly number[];
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const samplers: Record<Sampling['interpolation'], RowSampler> = {
  nearest: sampleNearest,
  bilinear: sampleBilinear,
  bicubic: sampleBicubic,
};

/**
 * The image moved by an affine map (continuous coordinates, input to output, which must have an inverse) onto a frame
 * of `size`, as `cv2.warpAffine` of OpenCV 5 does: every output pixel is looked up where the inverse takes its centre.
 */
export function warpAffine(image: Image, map: Affine, size: Size, sampling: Sampling): Image {
  const isIdentity = map.every((value, index) => value === identity[index]);
  if (isIdentity && size.width === image.width && size.height === image.height) return image;
  return warp(image, locateAffine(map), size, sampling);
}

/** The same with a projective map, as `cv2.warpPerspective`. Its horizon must lie outside the frame. */
export function warpPerspective(image: Image, map: Projective, size: Size, sampling: Sampling): Image {
  return warp(image, locateProjective(map), size, sampling);
}

/** Fills a frame with what `locate` finds in the image, as `cv2.remap` of OpenCV 5 does with the same places. */
export function warp(image: Image, locate: Locate, { width, height }: Size, sampling: Sampling): Image {
  const { data, channels } = image;
  const { border, color } = sampling;
  const source: Sampled = { data, width: image.width, height: image.height, channels, border, color };
  const sample = samplers[sampling.interpolation];
  const output = allocate(dataTypeOf(data), width * height * channels);
  const xs = new Float32Array(width);
  const ys = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    locate(y, xs, ys);
    sample(source, xs, ys, output, y * width * channels);
  }
  return withFrame(image, output, width, height);
}

/** The map between pixel centres at whole numbers that a map between continuous coordinates amounts to. */
function betweenCenters(map: Affine): Affine {
  return compose(compose(translation(0.5, 0.5), map), translation(-0.5, -0.5));
}

/** Coordinates in single precision, rounded where OpenCV's vector code rounds: a fused multiply-add along the row. */
function locateAffine(map: Affine): Locate {
  const inverse = invert(betweenCenters(map));
  if (!inverse) throw new Error(`The map ${map.join(' ')} has no inverse.`);
  const [a, b, c, d, e, f] = inverse.map(Math.fround) as unknown as Affine;
  const { fround } = Math;
  return (y, xs, ys) => {
    const startX = fround(fround(c * y) + e);
    const startY = fround(fround(d * y) + f);
    for (let x = 0; x < xs.length; x++) {
      xs[x] = a * x + startX;
      ys[x] = b * x + startY;
    }
  };
}

/** Single precision with a fused multiply-add along the row, then a division, as OpenCV's vector code. */
function locateProjective(map: Projective): Locate {
  const toEdges: Projective = [1, 0, 0.5, 0, 1, 0.5, 0, 0, 1];
  const toCenters: Projective = [1, 0, -0.5, 0, 1, -0.5, 0, 0, 1];
  const centered = composeProjective(composeProjective(toEdges, map), toCenters);
  // OpenCV's matrix ends in 1 before it is inverted; the scale decides how single precision rounds.
  const inverse = invertProjective(centered.map(value => value / centered[8]) as unknown as Projective);
  if (!inverse) throw new Error(`The map ${map.join(' ')} has no inverse.`);
  const [a, b, c, d, e, f, g, h, i] = inverse.map(Math.fround) as unknown as Projective;
  const { fround } = Math;
  return (y, xs, ys) => {
    const startX = fround(fround(b * y) + c);
    const startY = fround(fround(e * y) + f);
    const startW = fround(fround(h * y) + i);
    for (let x = 0; x < xs.length; x++) {
      const w = fround(g * x + startW);
      xs[x] = fround(a * x + startX) / w;
      ys[x] = fround(d * x + startY) / w;
    }
  };
}
