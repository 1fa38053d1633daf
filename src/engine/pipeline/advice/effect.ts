import type { Step } from '../../../shared/pipeline.ts';
import type { Shape } from '../../../shared/shape.ts';
import { allocate, type Image } from '../../image.ts';
import { findDeterministic } from '../../operations/index.ts';
import type { Advice, Rule } from './rule.ts';
import type { Visit } from './trail.ts';

/** Steps that leave every image as it is, and steps that take back what the one before did: found by trying them. */
export const effect: Rule = ({ trail: { visits } }) =>
  visits.flatMap((visit, index): readonly Advice[] => {
    const { step } = visit;
    if ((step.p ?? step.values['p']) === 0) {
      const message = `${step.operation} is never applied: p is 0.`;
      return [{ severity: 'warning', code: 'no-effect', message, step }];
    }
    if (changesNothing([step], visit.input)) {
      const message = `${step.operation} changes nothing with these values.`;
      return [{ severity: 'warning', code: 'no-effect', message, step }];
    }
    const previous: Visit | undefined = visits[index - 1];
    if (previous && changesNothing([previous.step, step], previous.input)) {
      const message = `${step.operation} takes back what ${previous.step.operation} before it did.`;
      return [{ severity: 'warning', code: 'no-effect', message, step }];
    }
    return [];
  });

type Applied = Pick<Step, 'operation' | 'values' | 'p'>;

const known = new Map<string, boolean>();
const mostKnown = 1000;

/** Whether deterministic steps give back every trial image of this type, pixel by pixel. */
export function changesNothing(steps: readonly Applied[], input: Shape): boolean {
  const isCertain = steps.every(({ operation, p }) => p === undefined && findDeterministic(operation));
  if (input.vector || !isCertain) return false;
  const key = JSON.stringify([
    steps.map(({ operation, values }) => [operation, values]),
    input.channels,
    input.dtype,
  ]);
  let result = known.get(key);
  if (result === undefined) {
    if (known.size >= mostKnown) known.clear();
    result = trialsOf(input).every(image => isUnchanged(image, steps));
    known.set(key, result);
  }
  return result;
}

function isUnchanged(image: Image, steps: readonly Applied[]): boolean {
  let current = image;
  try {
    for (const { operation, values } of steps) current = findDeterministic(operation)!.apply(current, values);
  } catch {
    // It cannot work on an image this small, so it does something.
    return false;
  }
  const { data, width, height, channels, orientation } = current;
  return (
    width === image.width &&
    height === image.height &&
    channels === image.channels &&
    orientation === image.orientation &&
    data.length === image.data.length &&
    data.constructor === image.data.constructor &&
    data.every((value, index) => value === image.data[index])
  );
}

const trials = new Map<string, readonly Image[]>();

/** The smaller one first: most steps are told by it. */
function trialsOf(input: Shape): readonly Image[] {
  const key = `${input.channels} ${input.dtype}`;
  let images = trials.get(key);
  if (!images) {
    images = [trial(5, 61, input), trial(37, 23, input)];
    trials.set(key, images);
  }
  return images;
}

/** Uneven pixels that do not fill the range of their type, on a frame that is to be turned. */
function trial(width: number, height: number, { channels, dtype }: Shape): Image {
  const data = allocate(dtype, width * height * channels);
  const [low, high] = { uint8: [20, 230], uint16: [4000, 61000], float32: [-1.9, 2.1] }[dtype];
  let state = 1;
  for (let index = 0; index < data.length; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[index] = low! + (high! - low!) * (state / 2 ** 32);
  }
  return { data, width, height, channels, orientation: 6 };
}
