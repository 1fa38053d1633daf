import { inferShapes } from '../engine/pipeline/apply.ts';
import type { SampleKey } from '../engine/random.ts';
import { DarkroomError } from '../shared/errors.ts';
import type { Mode, Step } from '../shared/pipeline.ts';
import type { Limits } from '../shared/image.ts';
import { describeShape, type Shape } from '../shared/shape.ts';

/** Up to this size the time limit holds as it is set; above, it grows with the size. */
const megapixelsPerTimeLimit = 10;

/** In milliseconds; a timer that is set to more goes off at once. */
const longestTimer = 2 ** 31 - 1;

export interface Admission {
  /** Size of the largest frame that is made on the way, in megapixels. */
  readonly megapixels: number;
  /** The first step that would make more than the limit: `too_large`, with its index as `step`. */
  readonly refused?: DarkroomError;
}

/** How large an image grows on its way through the steps, found before any memory is taken. */
export function admit(
  input: Shape,
  steps: readonly Step[],
  mode: Mode,
  limits: Limits,
  sample?: SampleKey,
): Admission {
  let largest = megapixelsOf(input);
  for (const [step, shape] of inferShapes(input, steps, mode, sample).shapes.entries()) {
    // A vector has as many values as the frame it came from.
    if (shape.vector) continue;
    // What went in is the codec's to judge.
    if (megapixelsOf(shape) > Math.max(limits.maximumMegapixels, megapixelsOf(input))) {
      return { megapixels: largest, refused: tooLarge(step, shape, limits) };
    }
    largest = Math.max(largest, megapixelsOf(shape));
  }
  return { megapixels: largest };
}

function tooLarge(step: number, shape: Shape, { maximumMegapixels }: Limits): DarkroomError {
  return new DarkroomError(
    'too_large',
    `Step ${step + 1} would make ${describeShape(shape)}, more than the limit of ${maximumMegapixels} megapixels.`,
    { hint: 'Ask for a smaller size, or raise the setting darkroom.limits.maximumMegapixels.', step },
  );
}

/** How long the work on one image may take, in milliseconds; no longer than a timer can be set to. */
export function timeLimit(limits: Limits, megapixels: number): number {
  const limit = limits.timeLimitSeconds * 1000 * Math.max(1, megapixels / megapixelsPerTimeLimit);
  return Math.min(limit, longestTimer);
}

export function megapixelsOf({ width, height }: Pick<Shape, 'width' | 'height'>): number {
  return (width * height) / 1e6;
}
