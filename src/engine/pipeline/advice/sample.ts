import { describeOrientation } from '../../../shared/shape.ts';
import { findOperation } from '../../operations/index.ts';
import type { Advice, Rule } from './rule.ts';

/** A sample that EXIF turns, in a pipeline that does not. */
export const orientation: Rule = ({ pipeline: { steps }, trail, sample }) => {
  const turn = steps.findIndex(({ operation, enabled }) => operation === 'orient' && enabled);
  const first = trail.visits[0];
  if (turn < 0) {
    if (!first || !sample || sample.shape.orientation === 1) return [];
    const message = `The sample is stored so that it must be ${describeOrientation(sample.shape.orientation)} to be upright, and no step does it. Put orient first.`;
    return [{ severity: 'warning', code: 'missing-orient', message, step: first.step }];
  }
  const geometric = steps
    .slice(0, turn)
    .find(({ operation, enabled }) => enabled && findOperation(operation)?.family === 'geometry');
  if (!geometric) return [];
  const message = `orient comes after ${geometric.operation}, which then works on frames that lie on their side. Put orient first.`;
  return [{ severity: 'warning', code: 'late-orient', message, step: steps[turn]! }];
};

/** Shrinking that leaves pixels out, where Pillow and torchvision would count them. */
export const aliasing: Rule = ({ trail, sample }) => {
  if (!sample) return [];
  return trail.visits.flatMap(({ step, input, output }): readonly Advice[] => {
    const { match, interpolation, antialias } = step.values;
    const shrinks = Math.max(input.width / output.width, input.height / output.height);
    const isTrap =
      step.operation.startsWith('resize') &&
      (match === 'opencv' || interpolation === 'nearest') &&
      interpolation !== 'area' &&
      antialias !== true &&
      shrinks > 2;
    if (!isTrap) return [];
    const message = `${interpolation as string} without antialias reads only some pixels when it shrinks ${shrinks.toFixed(1)} times; Pillow and torchvision count them all. Set antialias: true or interpolation: area, unless the training code does the same.`;
    return [{ severity: 'information', code: 'aliasing', message, step }];
  });
};

const textual =
  /(?:^|[/_\-. ])(?:e?mnist|svhn|ocr|texts?|digits?|letters?|characters?|words?|plates?)(?:[/_\-. 0-9]|$)/i;
const mnistMean = 0.1307;

/** Mirrored digits and letters, which are no digits and letters. */
export const mirroredText: Rule = ({ pipeline: { steps }, trail, sample }) => {
  const isMnist = steps.some(({ operation, values }) => {
    const mean = values['mean'];
    return operation === 'normalize' && Array.isArray(mean) && mean[0] === mnistMean;
  });
  const path = sample?.path.match(textual)?.[0];
  if (!isMnist && path === undefined) return [];
  const reason = isMnist
    ? 'normalize has the mean of MNIST'
    : `the sample’s path says “${path!.replace(/[/_\-. ]/g, '')}”`;
  return trail.visits.flatMap(({ step }): readonly Advice[] => {
    if (!['flip', 'horizontal_flip', 'vertical_flip'].includes(step.operation)) return [];
    const message = `${step.operation} makes signs that do not exist of letters and digits, and ${reason}.`;
    return [{ severity: 'warning', code: 'mirrored-text', message, step }];
  });
};

/** A step that follows another library than its pipeline. */
export const mixedMatch: Rule = ({ pipeline: { match }, trail }) =>
  trail.visits.flatMap(({ step }): readonly Advice[] => {
    const own = step.values['match'];
    if (own === undefined || own === match) return [];
    const message = `This step follows ${own as string} and the pipeline ${match}: no training code that uses one library gives the same pixels.`;
    return [{ severity: 'information', code: 'mixed-match', message, step, suggestions: [match] }];
  });
