import type { Match } from '../../shared/pipeline.ts';
import { roundHalfToEven } from '../rounding.ts';

export type Fit = 'stretch' | 'contain' | 'cover' | 'inside';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The size an image is scaled to before it is padded or cut to `frame`. With kept proportions one side meets the
 * frame and the other is rounded half to even, at least 1 pixel, as Albumentations (LongestMaxSize, SmallestMaxSize)
 * and Pillow (ImageOps.contain, cover) do.
 */
export function fitSize(image: Size, frame: Size, fit: Fit, match: Match): Size {
  if (fit === 'stretch') return frame;
  const isWider = image.width * frame.height >= image.height * frame.width;
  const followsWidth = fit === 'cover' ? !isWider : isWider;
  return followsWidth
    ? { width: frame.width, height: scaledSide(image.height, frame.width, image.width, match) }
    : { width: scaledSide(image.width, frame.height, image.height, match), height: frame.height };
}

/** In the order in which each library multiplies and divides: it decides what falls on a half. */
function scaledSide(side: number, target: number, source: number, match: Match): number {
  const scaled = match === 'opencv' ? side * (target / source) : (side / source) * target;
  return Math.max(1, roundHalfToEven(scaled));
}
