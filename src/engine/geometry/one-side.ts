import type { Match } from '../../shared/pipeline.ts';
import type { Image } from '../image.ts';
import { resample, type Method } from '../resample/resample.ts';
import { roundHalfToEven } from '../rounding.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The size of an image whose longest or shortest side becomes `size` pixels, proportions kept. The other side is at
 * least 1 pixel; opencv: its length times the ratio, rounded half to even (Albumentations' LongestMaxSize and
 * SmallestMaxSize); pillow: truncated (torchvision's Resize).
 */
export function sizeFollowing(image: Size, side: 'longest' | 'shortest', size: number, match: Match): Size {
  const { width, height } = image;
  const followsWidth = side === 'longest' ? width >= height : width <= height;
  const leading = followsWidth ? width : height;
  const other = followsWidth ? height : width;
  // In the order in which each library multiplies and divides: it decides what falls on a half or a whole number.
  const scaled = match === 'opencv' ? roundHalfToEven(other * (size / leading)) : (size * other) / leading;
  const following = Math.max(1, Math.floor(scaled));
  return followsWidth ? { width: size, height: following } : { width: following, height: size };
}

/** The image resampled to a size. */
export function scaleTo(image: Image, { width, height }: Size, method: Method): Image {
  const columns = { source: image.width, target: width, first: 0, count: width };
  const rows = { source: image.height, target: height, first: 0, count: height };
  return resample(image, columns, rows, method);
}
