import type { OperationEntry, Value } from '../src/shared/catalogue.ts';
import type { Step } from '../src/shared/pipeline.ts';
import type { StepOutcome } from '../src/shared/view.ts';
import { formatTick } from './format.ts';

/** What chance came to in one step. */
export interface DrawnStep {
  readonly title: string;
  /** Such as “angle −7.3” or “unchanged”. */
  readonly words: string;
  readonly changed: boolean;
}

const degrees: ReadonlySet<string> = new Set(['angle', 'rotate', 'shear', 'hue']);
const shownItems = 4;

/** What was drawn in every random step of a version, without what is written in the pipeline anyway. */
export function drawnSteps(
  steps: readonly Step[],
  outcomes: readonly StepOutcome[],
  operations: readonly OperationEntry[],
): readonly DrawnStep[] {
  return outcomes.flatMap(({ operation, sampled, skipped }, index): readonly DrawnStep[] => {
    if (!sampled || skipped) return [];
    const title = titleOf(operation, operations);
    if (sampled.length === 0) return [{ title, words: 'unchanged', changed: false }];
    const written = steps[index]?.values ?? {};
    const parts = sampled.map(part => {
      const words = wordsOf(part.values, part.operation === operation ? {} : written);
      const name = part.operation.replaceAll('_', ' ');
      return words === '' ? name : sampled.length > 1 ? `${name}: ${words}` : words;
    });
    return [{ title, words: parts.join('; '), changed: true }];
  });
}

export function titleOf(operation: string, operations: readonly OperationEntry[]): string {
  return operations.find(({ id }) => id === operation)?.title ?? operation.replaceAll('_', ' ');
}

/** Numbers that are not written so in the pipeline; names of choices only where there are no numbers. */
function wordsOf(values: Step['values'], written: Step['values']): string {
  const fresh = Object.entries(values).filter(
    ([name, value]) =>
      value !== undefined && name !== 'key' && JSON.stringify(value) !== JSON.stringify(written[name]),
  );
  const numbers = fresh.filter(([, value]) => typeof value === 'number' || Array.isArray(value));
  const told = numbers.length > 0 ? numbers : fresh.filter(([, value]) => typeof value === 'string');
  return told.map(([name, value]) => `${name.replaceAll('_', ' ')} ${valueWords(name, value)}`).join(', ');
}

function valueWords(name: string, value: Value): string {
  if (typeof value === 'number')
    return formatTick(Number(value.toPrecision(3))) + (degrees.has(name) ? '°' : '');
  if (typeof value === 'string' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return '';
  const items = value as readonly Value[];
  const [first] = items;
  if (Array.isArray(first))
    return name === 'kernel' ? `${items.length} × ${first.length}` : String(items.length);
  const shown = items.slice(0, shownItems).map(item => valueWords(name, item));
  return `${shown.join(', ')}${items.length > shownItems ? ` … (${items.length} numbers)` : ''}`;
}
