import { messageAtStep } from '../../../shared/errors.ts';
import type { Pipeline, Step } from '../../../shared/pipeline.ts';
import { describeShape } from '../../../shared/shape.ts';
import { pathOfProblem } from '../../../shared/stepPath.ts';
import { writtenAt } from '../../../shared/steps.ts';
import { maximumSide } from '../../parameters.ts';
import type { Rule } from './rule.ts';
import { assumedShape, follow } from './trail.ts';

/** A step that cannot work: on the sample, or, without one, on no image whatever its size, channels and type are. */
export const impossible: Rule = ({ pipeline, trail, sample }) => {
  const { failed } = trail;
  const path = failed && pathOfProblem(failed);
  if (!path) return [];
  const step = writtenAt(pipeline.steps, path);
  const hint = failed.hint === undefined ? '' : ` ${failed.hint}`;
  if (!sample && worksOnSome(pipeline, step)) return [];
  const subject = sample ? 'the sample' : 'any image';
  const message = `This step does not work on ${subject}. ${messageAtStep(failed)}${hint}`;
  return [{ severity: 'warning', code: 'cannot-work', message, step }];
};

/** The smallest image, one of every day, and the widest, the tallest and the largest square of one channel that are held. */
const sizes = [
  { width: 1, height: 1 },
  { width: 4096, height: 3072 },
  { width: maximumSide, height: 4096 },
  { width: 4096, height: maximumSide },
  { width: 32768, height: 32768 },
];

/** Whether some image may get through the pipeline; each is followed with draws of its own. */
function worksOnSome(pipeline: Pipeline, step: Step): boolean {
  const reaching = new Set<number>();
  let version = 0;
  for (const dtype of ['uint8', 'uint16', 'float32'] as const) {
    for (const channels of [1, 3, 4] as const) {
      for (const size of sizes) {
        const { last, failed } = follow(pipeline, { ...assumedShape(channels, dtype), ...size }, version++);
        if (!failed) return true;
        reaching.add(last.width * last.height);
      }
    }
  }
  // Weights that are written ask for images of one size, which those of the dataset may have.
  return Array.isArray(step.values['weights']) && reaching.size > 1;
}

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
