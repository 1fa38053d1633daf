import type { OperationEntry, Value } from '../src/shared/catalogue.ts';
import type { Step } from '../src/shared/pipeline.ts';
import { stepOf, stepsInside, type StepPath } from '../src/shared/stepPath.ts';
import type { SampledStep, StepOutcome } from '../src/shared/view.ts';
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

type Outcome = Pick<StepOutcome, 'sampled' | 'chosen'>;

/** What one step came to: a written one, or, of one that holds others, each of those that were chosen. */
interface DrawnPart {
  readonly step: Step;
  readonly parts: readonly SampledStep[];
}

/** The innermost steps that were chosen, in the order in which they are applied; else the step itself. */
function partsOf(step: Step, { sampled = [], chosen = [] }: Outcome): readonly DrawnPart[] {
  const leaves = new Map<string, DrawnPart>();
  for (const path of chosen) {
    const inner = stepOf(stepsInside(step) ?? [], path as unknown as StepPath);
    if (!inner || stepsInside(inner)) continue;
    const parts = sampled.filter(({ from = [] }) => from.join() === path.join());
    leaves.set(path.join(), { step: inner, parts });
  }
  return leaves.size === 0 ? [{ step, parts: sampled }] : [...leaves.values()];
}

/** What was drawn in every random step of a version, without what is written in the pipeline anyway. */
export function drawnSteps(
  steps: readonly Step[],
  outcomes: readonly StepOutcome[],
  operations: readonly OperationEntry[],
): readonly DrawnStep[] {
  return outcomes.flatMap((outcome, index): readonly DrawnStep[] => {
    const { operation, sampled, skipped } = outcome;
    const step = steps[index];
    if (!sampled || skipped || !step) return [];
    const title = titleOf(operation, operations);
    const drawn = partsOf(step, outcome);
    if (sampled.length === 0 && drawn[0]?.step === step)
      return [{ title, words: 'unchanged', changed: false }];
    const words = drawn.map(part => {
      if (part.step === step) return fewWords(part);
      // A step that is not random comes to what is written.
      const isItself = part.parts.some(({ operation: name }) => name === part.step.operation);
      const own = isItself ? '' : fewWords(part);
      return [titleOf(part.step.operation, operations), own].filter(Boolean).join(' ');
    });
    return [{ title, words: words.join('; '), changed: sampled.length > 0 }];
  });
}

function fewWords({ step, parts }: DrawnPart): string {
  if (parts.length === 0) return '(unchanged)';
  return parts
    .map(part => {
      const words = wordsOf(part.values, part.operation === step.operation ? {} : step.values);
      const name = part.operation.replaceAll('_', ' ');
      if (words === '') return part.operation === step.operation ? '' : name;
      return parts.length > 1 ? `${name}: ${words}` : words;
    })
    .filter(Boolean)
    .join('; ');
}

/** What chance came to, in full: `drawn: flip axis horizontal`, or that the image was left as it is. */
export function drawnText(step: Step, outcome: Outcome, operations: readonly OperationEntry[]): string {
  const texts = partsOf(step, outcome).map(part => {
    if (part.step === step) return part.parts.map(fullWords).join(', then ');
    const title = titleOf(part.step.operation, operations);
    if (part.parts.length === 0) return `${title} (left as it is)`;
    // A step that is not random comes to itself.
    const isItself = part.parts.every(({ operation }) => operation === part.step.operation);
    const words = part.parts.map(isItself ? valuesInWords : fullWords).join(', then ');
    return words === '' ? title : `${title} (${words})`;
  });
  const text = texts.join(', then ');
  return text === '' ? 'drawn: left as it is' : `drawn: ${text}`;
}

function fullWords(part: SampledStep): string {
  return [part.operation, valuesInWords(part)].filter(Boolean).join(' ');
}

function valuesInWords({ values }: SampledStep): string {
  const written = Object.entries(values).filter(([, value]) => value !== undefined);
  return written.map(([name, value]) => `${name} ${formatDrawn(value)}`).join(' ');
}

function formatDrawn(value: Value): string {
  if (typeof value === 'object') {
    const items: readonly unknown[] = value;
    return `[${items.map(item => formatDrawn(item as Value)).join(', ')}]`;
  }
  return typeof value === 'number' ? String(Number(value.toPrecision(4))) : String(value);
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
