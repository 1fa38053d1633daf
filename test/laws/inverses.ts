import type { Image } from '../../src/engine/image.ts';
import { findDeterministic } from '../../src/engine/operations/index.ts';
import type { Orientation } from '../../src/shared/shape.ts';
import { applied } from '../fixtures/applied.ts';

type Change = (image: Image) => Image;
/** Changes that together give back every value of an image; undefined for an image that they do not apply to. */
type Cycle = (image: Image) => readonly Change[] | undefined;

/** One step, with parameters as a person writes them. */
function step(id: string, written: Readonly<Record<string, unknown>> = {}): Change {
  return image => applied(findDeterministic(id)!, written, image);
}

const tagged =
  (orientation: Orientation): Change =>
  image => ({ ...image, orientation });

const always =
  (...changes: readonly Change[]): Cycle =>
  () =>
    changes;

const ofColors =
  (...changes: readonly Change[]): Cycle =>
  image =>
    image.channels === 3 ? changes : undefined;

const ofFloats =
  (...changes: readonly Change[]): Cycle =>
  image =>
    image.data instanceof Float32Array ? changes : undefined;

const ofBytes =
  (...changes: readonly Change[]): Cycle =>
  image =>
    image.data instanceof Uint8Array ? changes : undefined;

/** An orientation, and the one that undoes it. */
const undone: readonly (readonly [Orientation, Orientation])[] = [
  [1, 1],
  [2, 2],
  [3, 3],
  [4, 4],
  [5, 5],
  [6, 8],
  [7, 7],
  [8, 6],
];

const enlargedBy = 3;
const padded = ({ width, height }: Image, position: string) =>
  step('pad', { width: width + 5, height: height + 2, position, border_mode: 'wrap' });

/** What of an operation can be undone without a trace, by itself or by another. */
export const inverses: Readonly<Record<string, readonly Cycle[]>> = {
  flip: [
    always(step('flip'), step('flip')),
    always(step('flip', { axis: 'vertical' }), step('flip', { axis: 'vertical' })),
  ],
  rotate90: [
    always(step('rotate90'), step('rotate90'), step('rotate90'), step('rotate90')),
    ...[1, 2, 3].map(turns => always(step('rotate90', { turns }), step('rotate90', { turns: -turns }))),
    always(step('rotate90', { turns: 2 }), step('flip'), step('flip', { axis: 'vertical' })),
  ],
  orient: undone.map(([one, other]) => always(tagged(one), step('orient'), tagged(other), step('orient'))),
  pad: [
    ({ width, height }) => [
      image => padded(image, 'bottom_right')(image),
      step('crop', { x: 5, y: 2, width, height }),
    ],
  ],
  crop: [
    ({ width, height }) => [
      image => padded(image, 'top_left')(image),
      step('crop', { x: 0, y: 0, width, height }),
    ],
  ],
  center_crop: [
    ({ width, height }) => [
      step('pad', { width: width + 4, height: height + 2 }),
      step('center_crop', { width, height }),
    ],
  ],
  resize: [
    ({ width, height }) => [
      step('resize', { width: width * enlargedBy, height: height * enlargedBy, interpolation: 'nearest' }),
      step('resize', { width, height, interpolation: 'nearest' }),
    ],
  ],
  resize_longest: [
    ({ width, height }) => [
      step('resize_longest', { size: Math.max(width, height) * enlargedBy, interpolation: 'nearest' }),
      step('resize_longest', { size: Math.max(width, height), interpolation: 'nearest' }),
    ],
  ],
  resize_shortest: [
    ({ width, height }) => [
      step('resize_shortest', { size: Math.min(width, height) * enlargedBy, interpolation: 'nearest' }),
      step('resize_shortest', { size: Math.min(width, height), interpolation: 'nearest' }),
    ],
  ],
  invert: [always(step('invert'), step('invert'))],
  channels: [ofColors(step('channels', { order: 'bgr' }), step('channels', { order: 'bgr' }))],
  convert: [
    ofBytes(step('convert', { dtype: 'uint16' }), step('convert', { dtype: 'uint8' })),
    ofBytes(step('convert', { dtype: 'float32' }), step('convert', { dtype: 'uint8' })),
  ],
  rescale: [ofFloats(step('rescale', { scale: 4 }), step('rescale', { scale: 0.25 }))],
};

const resamples = 'Values between pixels are new ones.';
const mixes = 'Every value takes in its neighbours.';
const loses = 'Different values become one.';
const rounds = 'What is rounded or cut off at the ends does not come back.';

/** Why nothing gives back the input. */
export const withoutInverse: Readonly<Record<string, string>> = {
  rotate: resamples,
  affine: resamples,
  perspective: resamples,
  displace: resamples,
  grid_warp: resamples,
  convolve: mixes,
  box_blur: mixes,
  gaussian_blur: mixes,
  median_blur: mixes,
  bilateral_filter: mixes,
  pool: mixes,
  sharpen: mixes,
  unsharp_mask: mixes,
  compress: mixes,
  grayscale: loses,
  background: loses,
  threshold: loses,
  posterize: loses,
  solarize: loses,
  equalize: loses,
  clahe: loses,
  relu: loses,
  erase: loses,
  auto_contrast: rounds,
  brightness_contrast: rounds,
  brightness: rounds,
  contrast: rounds,
  exposure: rounds,
  saturation: rounds,
  hue: rounds,
  shift_hsv: rounds,
  gamma: rounds,
  normalize: rounds,
  add_noise: rounds,
  impulse_noise: loses,
  standardize: 'Mean and deviation of the input are not in the result.',
  min_max: 'Least and greatest value of the input are not in the result.',
  flatten: 'A vector does not know its width.',
  dense: 'Sums do not know what they were made of.',
};
