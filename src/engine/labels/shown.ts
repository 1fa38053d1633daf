import { DarkroomError, toProblem } from '../../shared/errors.ts';
import type { LabelRules, Labels } from '../../shared/labels.ts';
import type { Step } from '../../shared/pipeline.ts';
import type { ShownLabels } from '../../shared/view.ts';
import type { Shape } from '../../shared/shape.ts';
import type { Image } from '../image.ts';
import { fillOfMask, moveMask } from './mask.ts';
import { movement } from './movement.ts';
import { finishLabels, followStep, startLabels, type LabelTrack } from './track.ts';

/** What holds where a pipeline says nothing, and where there is none. */
export const defaultLabelRules: LabelRules = { minArea: 0, minVisibility: 0, frame: 'displayed' };

const nothing: Labels = { classes: [], objects: [] };

/**
 * Labels on both sides of concrete steps, in pixels of each side. What does not fit the image is told, not thrown.
 *
 * @param input the decoded image's shape, its orientation not yet applied
 * @param earlier steps that made the before of the image
 * @param applied steps that made the after of the before
 */
export function shownLabels(
  labels: Labels,
  input: Shape,
  earlier: readonly Step[],
  applied: readonly Step[],
  rules = defaultLabelRules,
): ShownLabels {
  try {
    const start = { track: startLabels(labels, input, rules), shape: input };
    const before = earlier.reduce(follow, start);
    const after = finishLabels(applied.reduce(follow, before).track);
    return { before: before.track.labels, after: after.labels, dropped: after.dropped };
  } catch (thrown) {
    if (!(thrown instanceof DarkroomError)) throw thrown;
    return { before: nothing, after: nothing, dropped: [], failed: toProblem(thrown) };
  }
}

function follow({ track, shape }: { track: LabelTrack; shape: Shape }, step: Step) {
  return { track: followStep(track, step, shape), shape: movement(step, shape).output };
}

/**
 * A mask of class ids after concrete steps; undefined when they leave no places.
 *
 * @param start on the image's stored frame, of shape `input`
 */
export function maskAfter(start: Image, input: Shape, steps: readonly Step[]): Image | undefined {
  const fill = fillOfMask(start);
  let mask: Image | undefined = start;
  let shape = input;
  for (const step of steps) {
    mask = mask && moveMask(mask, step, shape, fill);
    shape = movement(step, shape).output;
  }
  return mask;
}
