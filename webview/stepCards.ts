import type { OperationEntry } from '../src/shared/catalogue.ts';
import type { ViewState } from '../src/shared/viewState.ts';
import { describeShape } from '../src/shared/shape.ts';
import { drawnText } from './drawn.ts';
import { formatMilliseconds } from './format.ts';

/** What is said of a step on its card. */
export interface StepCard {
  readonly title: string;
  readonly enabled: boolean;
  readonly state: 'run' | 'skipped' | 'failed' | 'unreached';
  /** Shape, or why there is none; undefined while it is not known. */
  readonly line: string | undefined;
  readonly time?: string;
  readonly tooltip: string;
  /** Random steps: what was drawn. */
  readonly drawn: string | undefined;
}

/** One card per step of the text; while a new text is worked on, the outcomes are those of the last one. */
export function stepCards(state: ViewState, operations: readonly OperationEntry[]): readonly StepCard[] {
  const { steps, strip } = state;
  const failed = strip?.failed;
  return steps.map((step, index) => {
    const { operation, enabled } = step;
    const entry = operations.find(({ id }) => id === operation);
    const title = entry?.title ?? operation.replaceAll('_', ' ');
    const outcome = strip?.steps[index];
    const same = outcome?.operation === operation ? outcome : undefined;
    const sampled = same?.sampled && drawnText(step, same, operations);
    const drawn = sampled ?? (entry?.random ? 'random: nothing was drawn' : undefined);
    const doc = entry?.doc ?? '';
    const card = { title, enabled, drawn };
    if (!enabled) {
      return { ...card, state: 'skipped', line: 'off', tooltip: `Switched off. ${doc}` } as const;
    }
    if (failed?.step === index) {
      const message = [failed.message, failed.hint].filter(part => part !== undefined).join(' ');
      return { ...card, state: 'failed', line: 'failed', tooltip: message } as const;
    }
    if (failed?.step !== undefined && index > failed.step) {
      const tooltip = `Not reached: step ${failed.step + 1} failed. ${doc}`;
      return { ...card, state: 'unreached', line: 'not reached', tooltip } as const;
    }
    if (same?.skipped) {
      const tooltip = `Training only, skipped in this mode. ${doc}`;
      return { ...card, state: 'skipped', line: 'training only', tooltip } as const;
    }
    const line = same && describeShape(same.shape);
    const time = same && formatMilliseconds(same.milliseconds);
    const tooltip = sampled === undefined ? doc : `${doc} ${sampled}`;
    return { ...card, state: 'run', line, ...(time !== undefined && { time }), tooltip } as const;
  });
}
