import { messageAtStep } from '../../../shared/errors.ts';
import { describeShape } from '../../../shared/shape.ts';
import { pathOfProblem } from '../../../shared/stepPath.ts';
import { writtenAt } from '../../../shared/steps.ts';
import type { Rule } from './rule.ts';
import { assumedShape, follow } from './trail.ts';

/** A step that cannot work: on the sample, or, without one, on no image whatever its channels and type are. */
export const impossible: Rule = ({ pipeline, trail, sample }) => {
  const { failed } = trail;
  const path = failed && pathOfProblem(failed);
  if (!path) return [];
  const step = writtenAt(pipeline.steps, path);
  const hint = failed.hint === undefined ? '' : ` ${failed.hint}`;
  if (!sample) {
    for (const dtype of ['uint8', 'uint16', 'float32'] as const) {
      for (const channels of [1, 3, 4] as const) {
        if (!follow(pipeline, assumedShape(channels, dtype)).failed) return [];
      }
    }
  }
  const subject = sample ? 'the sample' : 'any image';
  const message = `This step does not work on ${subject}. ${messageAtStep(failed)}${hint}`;
  return [{ severity: 'warning', code: 'cannot-work', message, step }];
};

/** Images of different size that stay so, where a training loader will want to stack them. */
export const batches: Rule = ({ pipeline, trail }) => {
  const end = trail.visits.at(-1);
  const isForTraining = trail.visits.some(({ output }) => output.dtype === 'float32');
  if (!end || !isForTraining || trail.failed) return [];
  const { channels, dtype } = trail.visits[0]!.input;
  const ends = [
    [640, 480],
    [480, 640],
    [1300, 700],
  ].map(([width, height]) => {
    const { last, failed } = follow(pipeline, {
      width: width!,
      height: height!,
      channels,
      dtype,
      orientation: 1,
    });
    return failed ? undefined : describeShape(last);
  });
  const [first, ...others] = ends.filter(shape => shape !== undefined);
  const other = others.find(shape => shape !== first);
  if (first === undefined || other === undefined) return [];
  const message = `Images of different size leave with different size: 640×480 as ${first}, another as ${other}. A batch needs one: add resize, or a crop.`;
  return [{ severity: 'information', code: 'varying-shapes', message, step: end.step }];
};
