import { followShapes } from '../engine/pipeline/apply.ts';
import type { SampleKey } from '../engine/random.ts';
import { DarkroomError } from '../shared/errors.ts';
import type { Mode, Step } from '../shared/pipeline.ts';
import { nameOfLimit, type Limits } from '../shared/image.ts';
import { describeShape, type Shape } from '../shared/shape.ts';
import { megapixelsOf } from './timeLimit.ts';

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
  for (const [step, shape] of followShapes(input, steps, mode, sample).shapes.entries()) {
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
    { hint: `Ask for a smaller size, or raise ${nameOfLimit.maximumMegapixels}.`, step },
  );
}
