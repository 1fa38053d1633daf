import type { Limits } from '../shared/image.ts';
import type { Shape } from '../shared/shape.ts';

/** Up to this size the time limit holds as it is set; above, it grows with the size. */
const megapixelsPerTimeLimit = 10;

/** How long the work on one image may take, in milliseconds. */
export function timeLimit(limits: Limits, megapixels: number): number {
  return limits.timeLimitSeconds * 1000 * Math.max(1, megapixels / megapixelsPerTimeLimit);
}

export function megapixelsOf({ width, height }: Pick<Shape, 'width' | 'height'>): number {
  return (width * height) / 1e6;
}
