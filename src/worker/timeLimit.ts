import type { Limits } from '../shared/image.ts';
import type { Shape } from '../shared/shape.ts';

/** Up to this size the time limit holds as it is set; above, it grows with the size. */
const megapixelsPerTimeLimit = 10;

/** In milliseconds; a timer that is set to more goes off at once. */
const longestTimer = 2 ** 31 - 1;

/** How long the work on one image may take, in milliseconds; no longer than a timer can be set to. */
export function timeLimit(limits: Limits, megapixels: number): number {
  const limit = limits.timeLimitSeconds * 1000 * Math.max(1, megapixels / megapixelsPerTimeLimit);
  return Math.min(limit, longestTimer);
}

export function megapixelsOf({ width, height }: Pick<Shape, 'width' | 'height'>): number {
  return (width * height) / 1e6;
}
