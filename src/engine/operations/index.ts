import type { Augmentation } from '../augmentation.ts';
import type { Combinator } from '../combinator.ts';
import type { Operation } from '../operation.ts';
import { imageCompression } from './augmentation/image_compression.ts';
import { coarseDropout } from './augmentation/coarse_dropout.ts';
import { compress } from './drawn/compress.ts';
import { erase } from './drawn/erase.ts';
import { horizontalFlip } from './augmentation/horizontal_flip.ts';
import { randomCrop } from './augmentation/random_crop.ts';
import { randomResizedCrop } from './augmentation/random_resized_crop.ts';
import { randomRotate } from './augmentation/random_rotate.ts';
import { randomAffine } from './augmentation/random_affine.ts';
import { randomPerspective } from './augmentation/random_perspective.ts';
import { randomBrightnessContrast } from './augmentation/random_brightness_contrast.ts';
import { colorJitter } from './augmentation/color_jitter.ts';
import { hueSaturationValue } from './augmentation/hue_saturation_value.ts';
import { gaussianNoise } from './augmentation/gaussian_noise.ts';
import { saltAndPepper } from './augmentation/salt_and_pepper.ts';
import { motionBlur } from './augmentation/motion_blur.ts';
import { randomGamma } from './augmentation/random_gamma.ts';
import { randomExposure } from './augmentation/random_exposure.ts';
import { randomGrayscale } from './augmentation/random_grayscale.ts';
import { randomGaussianBlur } from './augmentation/random_gaussian_blur.ts';
import { randomRotate90 } from './augmentation/random_rotate90.ts';
import { elastic } from './augmentation/elastic.ts';
import { gridDistortion } from './augmentation/grid_distortion.ts';
import { verticalFlip } from './augmentation/vertical_flip.ts';
import { oneOf } from './combinator/one_of.ts';
import { sequence } from './combinator/sequence.ts';
import { someOf } from './combinator/some_of.ts';
import { displace } from './drawn/displace.ts';
import { gridWarp } from './drawn/grid_warp.ts';
import { centerCrop } from './geometry/center_crop.ts';
import { crop } from './geometry/crop.ts';
import { flip } from './geometry/flip.ts';
import { orient } from './geometry/orient.ts';
import { pad } from './geometry/pad.ts';
import { resize } from './geometry/resize.ts';
import { resizeLongest } from './geometry/resize_longest.ts';
import { resizeShortest } from './geometry/resize_shortest.ts';
import { rotate } from './geometry/rotate.ts';
import { affine } from './geometry/affine.ts';
import { perspective } from './geometry/perspective.ts';
import { rotate90 } from './geometry/rotate90.ts';
import { autoContrast } from './color/auto_contrast.ts';
import { background } from './color/background.ts';
import { brightnessContrast } from './color/brightness_contrast.ts';
import { channels } from './color/channels.ts';
import { clahe } from './color/clahe.ts';
import { convert } from './color/convert.ts';
import { equalize } from './color/equalize.ts';
import { exposure } from './color/exposure.ts';
import { gamma } from './color/gamma.ts';
import { grayscale } from './color/grayscale.ts';
import { hue } from './color/hue.ts';
import { invert } from './color/invert.ts';
import { posterize } from './color/posterize.ts';
import { saturation } from './color/saturation.ts';
import { solarize } from './color/solarize.ts';
import { threshold } from './color/threshold.ts';
import { convolve } from './filter/convolve.ts';
import { boxBlur } from './filter/box_blur.ts';
import { gaussianBlur } from './filter/gaussian_blur.ts';
import { medianBlur } from './filter/median_blur.ts';
import { bilateralFilter } from './filter/bilateral_filter.ts';
import { pool } from './filter/pool.ts';
import { sharpen } from './filter/sharpen.ts';
import { unsharpMask } from './filter/unsharp_mask.ts';
import { addNoise } from './drawn/add_noise.ts';
import { brightness } from './drawn/brightness.ts';
import { contrast } from './drawn/contrast.ts';
import { impulseNoise } from './drawn/impulse_noise.ts';
import { shiftHueSaturationValue } from './drawn/shift_hsv.ts';
import { dense } from './numeric/dense.ts';
import { flatten } from './numeric/flatten.ts';
import { minMax } from './numeric/min_max.ts';
import { normalize } from './numeric/normalize.ts';
import { relu } from './numeric/relu.ts';
import { rescale } from './numeric/rescale.ts';
import { standardize } from './numeric/standardize.ts';

/** The one list, in three parts. A test holds it equal to the files in this folder. */
const operations: readonly Operation[] = [
  orient,
  resize,
  resizeLongest,
  resizeShortest,
  rotate,
  affine,
  perspective,
  pad,
  crop,
  centerCrop,
  flip,
  rotate90,
  rescale,
  grayscale,
  background,
  convert,
  channels,
  brightnessContrast,
  exposure,
  saturation,
  hue,
  equalize,
  clahe,
  autoContrast,
  gamma,
  invert,
  threshold,
  posterize,
  solarize,
  convolve,
  boxBlur,
  gaussianBlur,
  medianBlur,
  bilateralFilter,
  pool,
  sharpen,
  unsharpMask,
  normalize,
  standardize,
  minMax,
  relu,
  flatten,
  dense,
];

export const augmentations: readonly (Augmentation | Combinator)[] = [
  horizontalFlip,
  verticalFlip,
  randomRotate90,
  randomCrop,
  randomResizedCrop,
  randomRotate,
  randomAffine,
  randomPerspective,
  elastic,
  gridDistortion,
  randomBrightnessContrast,
  colorJitter,
  hueSaturationValue,
  gaussianNoise,
  saltAndPepper,
  motionBlur,
  randomGamma,
  randomExposure,
  randomGrayscale,
  randomGaussianBlur,
  imageCompression,
  coarseDropout,
  oneOf,
  someOf,
  sequence,
];

/** What only random operations come to: its values were drawn for one sample, so no pipeline file has it. */
const drawnOperations: readonly Operation[] = [
  displace,
  gridWarp,
  compress,
  erase,
  brightness,
  contrast,
  shiftHueSaturationValue,
  addNoise,
  impulseNoise,
];

/** What a pipeline file may name. */
export type NamedOperation = Operation | Augmentation | Combinator;
export const allOperations: readonly NamedOperation[] = [...operations, ...augmentations];

/** What has a kernel. */
export const deterministicOperations: readonly Operation[] = [...operations, ...drawnOperations];

const byId = new Map(allOperations.map(operation => [operation.id, operation]));
const deterministicById = new Map(deterministicOperations.map(operation => [operation.id, operation]));

/** By the name that stands in a pipeline file. */
export function findOperation(id: string): NamedOperation | undefined {
  return byId.get(id);
}

/** By the name in a step of which everything random has been drawn. */
export function findDeterministic(id: string): Operation | undefined {
  return deterministicById.get(id);
}
