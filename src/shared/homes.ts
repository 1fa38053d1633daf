import { innerRules } from './innerRules.ts';
import type { Step } from './pipeline.ts';
import {
  besides,
  holderOf,
  inside,
  isSamePath,
  isWithin,
  lastOf,
  stepOf,
  stepsInside,
  type StepPath,
} from './stepPath.ts';

/** A list that a step can go into. */
export interface Home {
  /** The step's place in it, counted while the step is still where it was. */
  readonly at: StepPath;
  /** The step that holds the list; absent for the pipeline's own. */
  readonly holder?: { readonly path: StepPath; readonly operation: string };
}

/** The list around the one that a step stands in: it goes right behind what held it. Undefined where there is none. */
export function outerHome(steps: readonly Step[], path: StepPath): Home | undefined {
  const holder = holderOf(path);
  if (!holder) return undefined;
  const around = holderOf(holder);
  return { at: besides(holder, lastOf(holder) + 1), ...(around && held(steps, around)) };
}

/**
 * The steps that a step can be moved into, in their order: all that hold others, but itself, those inside it and those
 * around it. It becomes the last of what stands before it, and the first of what stands behind it.
 */
export function innerHomes(steps: readonly Step[], path: StepPath): readonly Home[] {
  return holders(steps).flatMap(({ path: holder, count }) => {
    if (isWithin(holder, path) || isWithin(path, holder)) return [];
    return { at: inside(holder, isBefore(holder, path) ? count : 0), ...held(steps, holder) };
  });
}

/** The neighbour in a step's list, before or behind it, where that holds steps. */
export function neighbourHome(steps: readonly Step[], path: StepPath, towards: number): Home | undefined {
  const neighbour = lastOf(path) + towards;
  if (neighbour < 0) return undefined;
  const holder = besides(path, neighbour);
  return innerHomes(steps, path).find(home => isSamePath(home.holder?.path, holder));
}

/** Why a step cannot leave its list; undefined where it can. */
export function staysIn(steps: readonly Step[], path: StepPath): string | undefined {
  const holder = holderOf(path);
  const step = holder && stepOf(steps, holder);
  return step && innerRules(step, lastOf(path)).keeps;
}

function holders(
  steps: readonly Step[],
  around?: StepPath,
): readonly { readonly path: StepPath; readonly count: number }[] {
  return steps.flatMap((step, index) => {
    const list = stepsInside(step);
    if (!list) return [];
    const path = inside(around, index);
    return [{ path, count: list.length }, ...holders(list, path)];
  });
}

function held(steps: readonly Step[], path: StepPath): Pick<Home, 'holder'> {
  return { holder: { path, operation: stepOf(steps, path)?.operation ?? '' } };
}

/** In the text; of two steps neither of which is inside the other. */
function isBefore(one: StepPath, other: StepPath): boolean {
  const depth = one.findIndex((index, at) => index !== other[at]);
  return one[depth]! < other[depth]!;
}
