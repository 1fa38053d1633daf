import type { KnownImage } from '../../../shared/language.ts';
import type { Diagnostic, Pipeline } from '../../../shared/pipeline.ts';
import { effect } from './effect.ts';
import { loss } from './loss.ts';
import { order } from './order.ts';
import { toDiagnostic, type Rule } from './rule.ts';
import { aliasing, mirroredText, mixedMatch, orientation } from './sample.ts';
import { mixedSets } from './sets.ts';
import { batches, impossible } from './shapes.ts';
import { assumedShape, follow } from './trail.ts';

const rules: readonly Rule[] = [
  impossible,
  order,
  effect,
  loss,
  batches,
  orientation,
  aliasing,
  mirroredText,
  mixedMatch,
  mixedSets,
];

/**
 * What in a pipeline without errors is probably not meant: warnings and notes at the step's name, in the order of the
 * text.
 * @param sample the image that the person looks at; without one, only what holds for every image is said
 */
export function adviseOn(pipeline: Pipeline, sample?: KnownImage): readonly Diagnostic[] {
  const trail = follow(pipeline, sample?.shape ?? assumedShape());
  const situation = { pipeline, trail, ...(sample && { sample }) };
  return rules
    .flatMap(rule => rule(situation))
    .flatMap(toDiagnostic)
    .sort((one, other) => one.place.start - other.place.start);
}
