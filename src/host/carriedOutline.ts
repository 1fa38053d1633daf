import type { PipelineOutline, StepOutline } from '../shared/outline.ts';

/** A text and the steps that are shown in it. */
export interface Outlined {
  readonly text: string;
  readonly steps: readonly StepOutline[];
}

/**
 * What is shown while a text is half typed: steps stay where they are, in the text as it has become, and keep what was
 * last known of them, so that nothing jumps or flickers.
 */
export function carryOver(before: Outlined | undefined, text: string, outline: PipelineOutline): Outlined {
  if (outline.isWhole || !before) return { text, steps: outline.steps };
  const carried = shifted(before, text);
  if (!outline.isSound) return { text, steps: carried };
  const known = new Map(carried.map(step => [step.start, step]));
  const steps = outline.steps.map(step => {
    const { key = '', leaves, problem } = known.get(step.start) ?? {};
    return { ...step, key, ...(leaves && { leaves }), ...(problem && { problem }) };
  });
  return { text, steps };
}

/** The steps that the edit between two texts has left, at their new places. */
function shifted(before: Outlined, text: string): readonly StepOutline[] {
  const { text: old, steps } = before;
  const shorter = Math.min(old.length, text.length);
  let prefix = 0;
  while (prefix < shorter && old[prefix] === text[prefix]) prefix++;
  let suffix = 0;
  while (suffix < shorter - prefix && old.at(-1 - suffix) === text.at(-1 - suffix)) suffix++;
  const shift = text.length - old.length;
  const isBehind = (offset: number) => offset >= old.length - suffix;
  return steps.flatMap(step => {
    const { start, end, nameEnd } = step;
    if (isBehind(start)) return { ...step, start: start + shift, end: end + shift, nameEnd: nameEnd + shift };
    if (start >= prefix) return [];
    return {
      ...step,
      nameEnd: nameEnd <= prefix ? nameEnd : prefix,
      end: isBehind(end) ? end + shift : Math.min(end, text.length),
    };
  });
}
