import { checkpoint } from '../checkpoint.ts';
import { identity, type Affine } from '../../shared/affine.ts';
import type { Projective } from '../../shared/projective.ts';
import { allocate, dataTypeOf, withFrame, type Image, type PixelData } from '../image.ts';
import type { BorderMode } from '../parameters.ts';
import { warpBytes } from '../simd/sample.ts';
import { locateAffine, locateProjective, type Locate } from './locate.ts';
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
  return warp(image, locateAffine(map, sampling.interpolation === 'bicubic'), size, sampling);
}

/**
 * A frame of `size` whose pixels are looked up where `lookup` takes their centres, which are whole numbers, as
 * `cv2.warpPerspective` with `WARP_INVERSE_MAP`. The horizon must lie outside the frame.
 */
export function warpPerspective(image: Image, lookup: Projective, size: Size, sampling: Sampling): Image {
  return warp(image, locateProjective(lookup, sampling.interpolation === 'bicubic'), size, sampling);
}

/** Fills a frame with what `locate` finds in the image, as `cv2.remap` of OpenCV 5 does with the same places. */
export function warp(image: Image, locate: Locate, { width, height }: Size, sampling: Sampling): Image {
  const { data, channels } = image;
  const { border, color } = sampling;
  const source: Sampled = { data, width: image.width, height: image.height, channels, border, color };
  if (data instanceof Uint8Array && sampling.interpolation === 'bilinear') {
    return withFrame(image, warpBytes({ ...source, data }, locate, width, height), width, height);
  }
  const sample = samplers[sampling.interpolation];
  const output = allocate(dataTypeOf(data), width * height * channels);
  const xs = new Float32Array(width);
  const ys = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    checkpoint();
    locate(y, xs, ys);
    sample(source, xs, ys, output, y * width * channels);
  }
  return withFrame(image, output, width, height);
}
