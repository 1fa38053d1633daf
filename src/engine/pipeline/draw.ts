import { DarkroomError } from '../../shared/errors.ts';
import type { Values } from '../../shared/catalogue.ts';
import { describeShape, valueCount, type Shape } from '../../shared/shape.ts';
import type { SampledStep } from '../../shared/view.ts';
import { stepsInside } from '../../shared/stepPath.ts';
import type { Combinator } from '../combinator.ts';
import type { Operation } from '../operation.ts';
import { findDeterministic, findOperation } from '../operations/index.ts';
import type { Random } from '../random.ts';

/** Of one image between two steps: 1 GiB at 8 bits, 4 GiB as floats. Enlarging must not exhaust the memory. */
const maximumValues = 2 ** 30;

/** What a step has come to for one sample. */
export interface Drawn {
  /** Each with its path below the step, when it is one inside it that came to this. */
  readonly steps: readonly SampledStep[];
  /** Paths below the step: of those inside it that were chosen, whether they then did something or not. */
  readonly chosen: readonly (readonly number[])[];
  /** What leaves it. */
  readonly shape: Shape;
}

/**
 * What a step comes to for one sample, the steps inside it included.
 *
 * @param forced applied whatever its `p` says; its other draws stay the same
 * @throws DarkroomError `out_of_domain` when it cannot work on such an image
 */
export function drawStep(
  {
    operation: id,
    values,
    p = 1,
  }: { readonly operation: string; readonly values: Values; readonly p?: number },
  input: Shape,
  random: Random,
  forced: boolean,
): Drawn {
  const operation = findOperation(id);
  if (!operation) throw new DarkroomError('bad_pipeline', `There is no operation named ${id}.`);
  if (!operation.random) {
    const steps = forced || random.chance(p) ? [{ operation: id, values }] : [];
    return { steps, chosen: [], shape: shapeAfter(steps, input) };
  }
  const given = forced ? { ...values, p: 1 } : values;
  if ('choose' in operation) return drawInside(operation, given, input, random);
  const steps = operation.sample(given, input, random);
  return { steps, chosen: [], shape: shapeAfter(steps, input) };
}

/** Those that are chosen draw one after the other, each for the shape that those before it leave. */
function drawInside(operation: Combinator, values: Values, input: Shape, random: Random): Drawn {
  const list = stepsInside({ values }) ?? [];
  let shape = input;
  const drawn = operation.choose(values, random).map(({ index, again }) => {
    const part = random.part(index + again * list.length);
    const inner = atInner(index, () => drawStep(list[index]!, shape, part, operation.forces));
    shape = inner.shape;
    return { index, inner };
  });
  return {
    steps: drawn.flatMap(({ index, inner }) =>
      inner.steps.map(({ from = [], ...step }) => ({ ...step, from: [index, ...from] })),
    ),
    chosen: drawn.flatMap(({ index, inner }) => [[index], ...inner.chosen.map(path => [index, ...path])]),
    shape,
  };
}

/** Names the step inside in what goes wrong there. */
function atInner(index: number, work: () => Drawn): Drawn {
  try {
    return work();
  } catch (thrown) {
    if (!(thrown instanceof DarkroomError)) throw thrown;
    const { code, message, hint, file, below = [] } = thrown;
    throw new DarkroomError(code, message, { hint, file, below: [index, ...below], cause: thrown });
  }
}

function shapeAfter(steps: readonly SampledStep[], input: Shape): Shape {
  return steps.reduce((shape, step) => checkedShape(deterministic(step), shape, step.values), input);
}

/** What has a kernel, by the name in a step of which everything random has been drawn. */
export function deterministic(step: SampledStep): Operation {
  const operation = findDeterministic(step.operation);
  if (!operation) throw new Error(`${step.operation} is not a deterministic operation; draw it first.`);
  return operation;
}

/** @throws DarkroomError `too_large` when memory should not hold the result */
export function checkedShape(operation: Operation, input: Shape, values: Values): Shape {
  const shape = operation.shape(input, values);
  if (valueCount(shape) > maximumValues) {
    const size = describeShape(shape);
    throw new DarkroomError(
      'too_large',
      `${operation.title} would make ${size}, which is more than memory should hold.`,
      {
        hint: `Ask for a smaller size; at most ${maximumValues} values are held.`,
      },
    );
  }
  return shape;
}
