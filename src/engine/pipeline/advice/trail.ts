import type { Problem } from '../../../shared/errors.ts';
import type { Pipeline, Step } from '../../../shared/pipeline.ts';
import type { DataType, Shape } from '../../../shared/shape.ts';
import { concreteSteps, inferShapes } from '../apply.ts';

/** A step that is run in training, and what reaches it. */
export interface Visit {
  readonly step: Step;
  readonly input: Shape;
  readonly output: Shape;
  /** What the step comes to for the sample; a random one, for one draw. */
  readonly parts: readonly Step[];
}

/** A pipeline followed from step to step, without pixels. */
export interface Trail {
  readonly visits: readonly Visit[];
  readonly last: Shape;
  /** Why the walk ended before the last step. */
  readonly failed?: Problem;
}

/** Follows a pipeline in training with an image of this shape. */
export function follow({ steps, seed }: Pipeline, input: Shape, version = 0): Trail {
  const sample = { seed, path: '', version };
  const { shapes, failed } = inferShapes(input, steps, 'train', sample);
  const visits: Visit[] = [];
  let before = input;
  for (const [index, output] of shapes.entries()) {
    const step = steps[index]!;
    if (step.enabled) {
      visits.push({ step, input: before, output, parts: concreteSteps(step, index, before, sample) });
    }
    before = output;
  }
  return { visits, last: before, ...(failed && { failed }) };
}

/** What a pipeline is tried on when no sample is known: a photograph, large enough for every crop. */
export function assumedShape(channels: 1 | 3 | 4 = 3, dtype: DataType = 'uint8'): Shape {
  return { width: 4096, height: 3072, channels, dtype, orientation: 1 };
}
