import { DarkroomError, toProblem } from '../../shared/errors.ts';
import { identity } from '../../shared/affine.ts';
import type { Problem } from '../../shared/errors.ts';
import type { Mode, Output, Step } from '../../shared/pipeline.ts';
import { fullRange, type Shape } from '../../shared/shape.ts';
import { numberOf } from '../../shared/stepPath.ts';
import { allocate, shapeOf, typeOf, withData, type Image } from '../image.ts';
import { composePointMaps, type PointMap } from '../geometry/point-map.ts';
import type { Files } from '../operation.ts';
import { findDeterministic } from '../operations/index.ts';
import { randomFor, type SampleKey } from '../random.ts';
import { isActive } from './declaration.ts';
import { checkedShape, deterministic, drawStep, type Drawn } from './draw.ts';

/** A step to be applied. */
export interface Part extends Step {
  /** The path below the written step of the one inside it that came to this. */
  readonly below?: readonly number[];
}

/** What a written step comes to. */
interface Concrete {
  readonly steps: readonly Part[];
  /** Of a step that is drawn for every sample: what was drawn. */
  readonly drawn?: Drawn;
}

/**
 * What a written step comes to: itself, or, for a random one, the operations that are drawn for this sample. They are
 * plain steps, to be shown, logged and replayed.
 *
 * @param index the step's place in the pipeline, for messages and as the key of its draws
 * @param sample whose draws; a pipeline with random steps needs it
 */
export function concrete(step: Step, index: number, input: Shape, sample: SampleKey | undefined): Concrete {
  if (step.p === undefined && findDeterministic(step.operation)) return { steps: [step] };
  if (!sample) throw new Error(`${step.operation} is random, but there is no sample to draw for.`);
  const drawn = atStep(index, () => drawStep(step, input, randomFor(sample, index), false));
  const { enabled, mode, place, name, folder } = step;
  const kept = { enabled, mode, ...(place && { place }), ...(name && { name }), ...(folder && { folder }) };
  const steps = drawn.steps.map(({ operation, values, from: below }) => ({
    operation,
    values,
    ...kept,
    ...(below && { below }),
  }));
  return { steps, drawn };
}

/** The same, without what is only told of it. */
export function concreteSteps(...step: Parameters<typeof concrete>): readonly Part[] {
  return concrete(...step).steps;
}

/**
 * Runs one concrete step on an image of any type.
 * @param index the place of the written step in the pipeline, for messages
 * @param files what `filesOf` names, read
 * @throws DarkroomError `out_of_domain` when the operation cannot work on this image
 */
export function applyStep(image: Image, step: Part, index: number, files?: Files): Image {
  const operation = deterministic(step);
  const { values, below } = step;
  atStep(index, () => checkedShape(operation, shapeOf(image), values), below);
  return atStep(index, () => operation.apply(image, values, files), below);
}

/** Paths of the files that a concrete step needs, relative to the pipeline file. */
export function filesOf(step: Step): readonly string[] {
  return deterministic(step).files(step.values);
}

/** Runs all steps that take part in `mode`, in order. */
export function applySteps(image: Image, steps: readonly Step[], mode: Mode, sample?: SampleKey): Image {
  let current = image;
  for (const [index, step] of steps.entries()) {
    if (!isActive(step, mode)) continue;
    for (const part of concreteSteps(step, index, shapeOf(current), sample)) {
      current = applyStep(current, part, index);
    }
  }
  return current;
}

interface FollowedShapes {
  /** What leaves each step, in order; a skipped step leaves what it was given. Ends before a step that cannot work. */
  readonly shapes: readonly Shape[];
  readonly failed?: Problem;
}

export interface InferredShapes extends FollowedShapes {
  /** From points of the input to points of the result; absent when the result has no places. */
  readonly map?: PointMap;
}

/** Size, channels and dtype after every step, and where points go, without touching pixels. */
export function inferShapes(
  input: Shape,
  steps: readonly Step[],
  mode: Mode,
  sample?: SampleKey,
): InferredShapes {
  const places: { map: PointMap | undefined } = { map: identity };
  const followed = followShapes(input, steps, mode, sample, (before, part) => {
    const partMap = deterministic(part).map(before, part.values);
    places.map &&= partMap && composePointMaps(places.map, partMap);
  });
  const { map } = places;
  return { ...followed, ...(map && { map }) };
}

/**
 * Size, channels and dtype after every step.
 * @param onPart told what each part of a step is given, and that it can work on it
 */
export function followShapes(
  input: Shape,
  steps: readonly Step[],
  mode: Mode,
  sample?: SampleKey,
  onPart?: (before: Shape, part: Part) => void,
): FollowedShapes {
  const shapes: Shape[] = [];
  let current = input;
  for (const [index, step] of steps.entries()) {
    if (isActive(step, mode)) {
      try {
        for (const part of concreteSteps(step, index, current, sample)) {
          const operation = deterministic(part);
          const before = current;
          current = atStep(index, () => checkedShape(operation, before, part.values));
          onPart?.(before, part);
        }
      } catch (thrown) {
        return { shapes, failed: toProblem(thrown, { step: index }) };
      }
    }
    shapes.push(current);
  }
  return { shapes };
}

/** The saturating cast of `output.dtype`: rounded half to even for integers, NaN becomes 0; no scaling. */
export function castOutput(image: Image, output: Output): Image {
  const dtype = output.dtype;
  if (dtype === undefined || dtype === typeOf(image)) return image;
  const result = allocate(dtype, image.data.length);
  if (dtype === 'float32') {
    result.set(image.data);
    return withData(image, result);
  }
  const highest = fullRange[dtype];
  for (let index = 0; index < result.length; index++) {
    const value = image.data[index]!;
    const floor = Math.floor(value);
    const fraction = value - floor;
    const rounded = fraction < 0.5 || (fraction === 0.5 && floor % 2 === 0) ? floor : floor + 1;
    result[index] = rounded < 0 ? 0 : rounded > highest ? highest : rounded;
  }
  return withData(image, result);
}

/** Names the step in what goes wrong inside it. */
function atStep<Result>(index: number, work: () => Result, inside?: readonly number[]): Result {
  try {
    return work();
  } catch (thrown) {
    if (!(thrown instanceof DarkroomError) || thrown.step !== undefined) throw thrown;
    const { code, message, hint, file, below = inside } = thrown;
    throw new DarkroomError(code, `Step ${numberOf([index, ...(below ?? [])])}: ${message}`, {
      hint,
      file,
      step: index,
      below,
      cause: thrown,
    });
  }
}
