import type { Problem } from './errors.ts';
import type { Step } from './pipeline.ts';

/** Where a step stands: its index among the pipeline's steps, then among the steps inside that one, and so on. */
export type StepPath = readonly [number, ...number[]];

export function isStepPath(value: unknown): value is StepPath {
  return Array.isArray(value) && value.length > 0 && value.every(Number.isInteger);
}

/** The index in the list that the step stands in. */
export function lastOf(path: StepPath): number {
  return path[path.length - 1]!;
}

/** The step that holds this one; undefined for a step of the pipeline itself. */
export function holderOf(path: StepPath): StepPath | undefined {
  const [first, ...rest] = path;
  return rest.length === 0 ? undefined : [first, ...rest.slice(0, -1)];
}

/** The path of another step in the same list. */
export function besides(path: StepPath, index: number): StepPath {
  return inside(holderOf(path), index);
}

/** The path of a step inside another; of one of the pipeline's own when there is none. */
export function inside(holder: StepPath | undefined, index: number): StepPath {
  return holder ? [...holder, index] : [index];
}

export function isSamePath(one: StepPath | undefined, other: StepPath | undefined): boolean {
  return one?.join() === other?.join();
}

/** Whether the path is that of the holder or of anything inside it. */
export function isWithin(path: StepPath, holder: StepPath): boolean {
  return holder.every((index, depth) => path[depth] === index);
}

/** As people count: `3`, or `3.1` for the first step inside the third. */
export function numberOf(path: StepPath): string {
  return path.map(index => index + 1).join('.');
}

/** The steps inside a step; undefined when it is none that holds others. */
export function stepsInside({ values }: Pick<Step, 'values'>): readonly Step[] | undefined {
  const { steps } = values;
  // Of all values only a list of steps holds objects that are no lists.
  return Array.isArray(steps) ? (steps as readonly Step[]) : undefined;
}

/** The step that a problem is about; undefined for one that is about none. */
export function pathOfProblem({ step, below = [] }: Pick<Problem, 'step' | 'below'>): StepPath | undefined {
  return step === undefined ? undefined : [step, ...below];
}

/** Undefined when there is no such step. */
export function stepOf(steps: readonly Step[], [first, ...rest]: StepPath): Step | undefined {
  return rest.reduce<Step | undefined>((step, index) => step && stepsInside(step)?.[index], steps[first]);
}
