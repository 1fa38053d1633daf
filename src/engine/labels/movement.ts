import type { Step } from '../../shared/pipeline.ts';
import type { Shape } from '../../shared/shape.ts';
import { identity } from '../../shared/affine.ts';
import { affineOf, type PointMap } from '../geometry/point-map.ts';
import type { Operation } from '../operation.ts';
import { findDeterministic } from '../operations/index.ts';

/** What a concrete step does to places. */
export interface Movement {
  readonly operation: Operation;
  readonly output: Shape;
  /** Undefined when the output has no places (a vector). */
  readonly map: PointMap | undefined;
  /** Every place stays what and where it is: colour, or geometry that has nothing to do. */
  readonly isStill: boolean;
}

/**
 * @param input shape of the image before the step
 * @throws DarkroomError `out_of_domain` when the operation cannot work on such an image
 */
export function movement(step: Step, input: Shape): Movement {
  const operation = findDeterministic(step.operation);
  if (!operation) throw new Error(`${step.operation} is not a deterministic operation; draw it first.`);
  const output = operation.shape(input, step.values);
  const map = operation.map(input, step.values);
  const isIdentity = affineOf(map)?.every((value, index) => value === identity[index]) ?? false;
  const keepsSize = output.width === input.width && output.height === input.height;
  return { operation, output, map, isStill: isIdentity && keepsSize };
}
