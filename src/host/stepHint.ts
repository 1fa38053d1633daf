import { messageAtStep, withHint } from '../shared/errors.ts';
import type { OutlinedStep } from './outlines.ts';

export interface StepHint {
  readonly label: string;
  readonly tooltip: string;
}

/**
 * What is shown behind a step: `→ 224×224×3 uint8 · 3.1 ms`. Sizes that depend on a sample which is not known are
 * written as `w` and `h`.
 * @returns undefined where nothing is known of the step
 */
export function stepHint(step: OutlinedStep, sample: string | undefined, mode: string): StepHint | undefined {
  const { problem, skipped, enabled, leaves, milliseconds, sampled } = step;
  if (problem) {
    const tooltip = withHint({ ...problem, message: messageAtStep(problem) });
    return { label: '→ cannot work', tooltip };
  }
  if (step.isChosen) {
    const inside = step.chosen ? ` Of the steps inside it: ${listOf(step.chosen)}.` : '';
    const tooltip = `Chance has chosen this step for ${sample === undefined ? 'the sample' : `the sample ${sample}`}.${inside}`;
    return { label: '✓ chosen', tooltip };
  }
  if (!leaves) return undefined;
  if (skipped) {
    const tooltip = enabled ? `Not part of ${mode}; the step is for training.` : 'The step is disabled.';
    return { label: 'skipped', tooltip };
  }
  const { width = 'w', height = 'h', channels, dtype, isVector } = leaves;
  const shape = isVector ? `${width} ${dtype}` : `${width}×${height}×${channels} ${dtype}`;
  const time = milliseconds === undefined ? '' : ` · ${duration(milliseconds)}`;
  const leavesWhat = isVector
    ? 'The vector that leaves this step'
    : 'Width × height × channels and type of what leaves this step';
  const origin =
    sample === undefined
      ? 'for an 8-bit RGB photograph of any size, which is assumed: choose a sample in the preview.'
      : `for the sample ${sample}.`;
  const lines = [`${leavesWhat}, ${origin}`];
  if (milliseconds !== undefined) lines.push(`It took ${duration(milliseconds)} when it was last run.`);
  if (step.chosen) lines.push(`Chosen for this sample: ${listOf(step.chosen)}.`);
  if (sampled) lines.push(`Drawn: ${describeDrawn(sampled)}.`);
  return { label: `→ ${shape}${time}`, tooltip: lines.join('\n\n') };
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

function describeDrawn(sampled: NonNullable<OutlinedStep['sampled']>): string {
  if (sampled.length === 0) return 'not applied';
  return sampled
    .map(({ operation, values }) => {
      const parameters = Object.entries(values).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
      return [operation, parameters.join(', ')].filter(part => part !== '').join(': ');
    })
    .join('; ');
}

/** `0.04 ms`, `3.1 ms`, `120 ms`, `1.2 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds >= 999.5) return `${(milliseconds / 1000).toFixed(1)} s`;
  if (milliseconds >= 99.5) return `${Math.round(milliseconds)} ms`;
  return `${Number(milliseconds.toPrecision(2))} ms`;
}
