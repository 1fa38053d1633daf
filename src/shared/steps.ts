import type { PipelineEdit } from './edit.ts';
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

/** A step and where it is written, as character offsets. */
export interface LocatedStep {
  readonly path: StepPath;
  readonly start: number;
  readonly end: number;
}

/** All steps of a pipeline that was read from a text, those inside others behind them. */
export function locateSteps(steps: readonly Step[], holder?: LocatedStep): readonly LocatedStep[] {
  return steps.flatMap((step, index) => {
    const { place } = step;
    // What an alias stands for is written elsewhere.
    if (!place || (holder && (place.start < holder.start || place.end > holder.end))) return [];
    const located = { path: inside(holder?.path, index), start: place.start, end: place.end };
    return [located, ...locateSteps(stepsInside(step) ?? [], located)];
  });
}

/** A step, or what it stands in where the text says it elsewhere: what an alias stands for. */
export function writtenAt(steps: readonly Step[], [first, ...below]: StepPath): Step {
  let step = steps[first]!;
  for (const index of below) {
    const inner = stepsInside(step)?.[index];
    const [around, place] = [step.place, inner?.place];
    if (!inner || (around && (!place || place.start < around.start || place.end > around.end))) return step;
    step = inner;
  }
  return step;
}

/** The innermost step that a place of the text belongs to; undefined where it belongs to none. */
export function stepAt(text: string, steps: readonly LocatedStep[], offset: number): StepPath | undefined {
  let path: StepPath | undefined;
  for (;;) {
    const list = steps.filter(each => isSamePath(holderOf(each.path), path));
    const found = stepIn(text, list, offset);
    if (!found) return path;
    ({ path } = found);
  }
}

function stepIn(text: string, list: readonly LocatedStep[], offset: number): LocatedStep | undefined {
  const index = list.findLastIndex(({ start }) => offset >= beginOf(text, start));
  const step = list[index];
  // What stands between two steps belongs to the first of them, what stands behind the last to none.
  if (!step || index < list.length - 1) return step;
  const end = step.start + text.slice(step.start, step.end).trimEnd().length;
  const lineEnd = text.indexOf('\n', end);
  const rest = text.slice(end, lineEnd < 0 ? undefined : lineEnd);
  // The rest of its line as well, unless something of another kind follows.
  const reach = /^[\s\]}]*(?:#.*)?$/.test(rest) ? end + rest.length : end;
  return offset <= reach ? step : undefined;
}

/** The dash before a step, and the room before it, belong to the step. */
function beginOf(text: string, start: number): number {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  return /^[\s-]*$/.test(text.slice(line, start)) ? line : start;
}

/** Which step is in focus after an edit, of a pipeline with these steps before it. */
export function focusAfter(
  edit: PipelineEdit,
  focus: StepPath | undefined,
  steps: readonly Step[],
): StepPath | undefined {
  switch (edit.kind) {
    case 'set':
    case 'unset':
    case 'enable':
    case 'top':
      return focus;
    case 'insert':
      return edit.at;
    case 'duplicate':
      return besides(edit.step, lastOf(edit.step) + 1);
    case 'remove': {
      const { step } = edit;
      if (focus && isWithin(focus, step)) return afterRemoval(step, steps);
      return focus && withoutStep(focus, step);
    }
    case 'move': {
      const { step, to } = edit;
      const from = lastOf(step);
      return (
        focus &&
        shifted(focus, step, index => {
          if (index === from) return to;
          if (from < index && to >= index) return index - 1;
          return from > index && to <= index ? index + 1 : index;
        })
      );
    }
    case 'relocate': {
      const { step } = edit;
      const at = relocated(edit);
      if (!focus) return focus;
      if (isWithin(focus, step)) return [...at, ...focus.slice(step.length)];
      const left = withoutStep(focus, step);
      return shifted(left, at, index => (index >= lastOf(at) ? index + 1 : index));
    }
  }
}

/** Where a step is after it was relocated: its place is counted while it is still where it was. */
export function relocated({ step, at }: { readonly step: StepPath; readonly at: StepPath }): StepPath {
  return withoutStep(at, step);
}

/** A path as it is once a step, which it does not lead into, is taken out. */
function withoutStep(path: StepPath, step: StepPath): StepPath {
  return shifted(path, step, index => (index > lastOf(step) ? index - 1 : index));
}

/** The next step of the list, or the one before where it was the last; where it was the only one, what held it. */
function afterRemoval(step: StepPath, steps: readonly Step[]): StepPath | undefined {
  const holder = holderOf(step);
  const held = holder && stepOf(steps, holder);
  const count = (holder ? held && stepsInside(held) : steps)?.length ?? 0;
  return count > 1 ? besides(step, Math.min(lastOf(step), count - 2)) : holder;
}

/** A path whose index among the siblings of a step has become another. */
function shifted(path: StepPath, sibling: StepPath, change: (index: number) => number): StepPath {
  const depth = sibling.length - 1;
  const holder = holderOf(sibling);
  if (path.length <= depth || (holder && !isWithin(path, holder))) return path;
  return path.with(depth, change(path[depth]!)) as unknown as StepPath;
}
