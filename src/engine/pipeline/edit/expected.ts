import { parse, type ParseError } from 'jsonc-parser';
import type { PipelineEdit } from '../../../shared/edit.ts';
import type { PipelineLanguage } from '../../../shared/pipeline.ts';
import { relocated } from '../../../shared/steps.ts';
import { parseSyntax, toPlain } from '../syntax.ts';
import { plainValue } from './literal.ts';
import { tooUnusual } from './maps.ts';

type Plain = Record<string, unknown>;
/** A step in one form, however it is written; so are the steps inside it. */
interface PlainStep {
  readonly operation: unknown;
  readonly values: Plain;
}

/** What a text says, as plain data in which equal pipelines are equal. Undefined when it has errors. */
export function meaningOf(text: string, language: PipelineLanguage): Plain | undefined {
  const root = language === 'json' ? plainJson(text) : plainYaml(text);
  if (root === undefined) return undefined;
  if (root !== null && !isMap(root)) return { root };
  const { steps, ...rest } = root ?? {};
  return { ...rest, steps: Array.isArray(steps) ? steps.map(plainStep) : (steps ?? []) };
}

/** What it is to say after the edit. */
export function edited(meaning: Plain, edit: PipelineEdit): Plain {
  // What is wrong with the steps then stays as it is.
  if (edit.kind === 'top') return { ...meaning, [edit.key]: plainValue(edit.value) };
  const { steps: list } = meaning;
  if (edit.kind === 'relocate') return { ...meaning, steps: relocatedList(list, edit) };
  const path = edit.kind === 'insert' ? edit.at : edit.step;
  return { ...meaning, steps: changedAt(list, path, (steps, index) => changedList(steps, index, edit)) };
}

function relocatedList(
  list: unknown,
  edit: Extract<PipelineEdit, { kind: 'relocate' }>,
): readonly PlainStep[] {
  let taken: PlainStep | undefined;
  const left = changedAt(list, edit.step, (steps, index) => {
    taken = steps[index];
    return steps.toSpliced(index, 1);
  });
  return changedAt(left, relocated(edit), (steps, index) => steps.toSpliced(index, 0, taken!));
}

/** The list with a change in the one that the path's last index counts in. */
function changedAt(
  written: unknown,
  [index, ...rest]: readonly number[],
  change: (list: readonly PlainStep[], index: number) => readonly PlainStep[],
): readonly PlainStep[] {
  // A key that is written twice is one thing to the text and may be another to whoever reads it.
  if (!Array.isArray(written)) throw tooUnusual();
  const list = written as readonly PlainStep[];
  if (rest.length === 0) return change(list, index!);
  const holder = list[index!]!;
  const inner = holder.values['steps'] ?? [];
  return list.with(index!, {
    ...holder,
    values: { ...holder.values, steps: changedAt(inner, rest, change) },
  });
}

function changedList(
  list: readonly PlainStep[],
  index: number,
  edit: Exclude<PipelineEdit, { kind: 'top' | 'relocate' }>,
): readonly PlainStep[] {
  const step = list[index]!;
  const withValues = (change: (values: Plain) => Plain) => {
    const written: unknown = step;
    if (!isMap(written) || !isMap(written['values']))
      throw tooUnusual('step' in edit ? edit.step : undefined);
    return list.with(index, { ...step, values: change(written['values']) });
  };
  switch (edit.kind) {
    case 'set':
      return withValues(values => ({ ...values, [edit.parameter]: plainValue(edit.value) }));
    case 'unset':
      return withValues(values => without(values, edit.parameter));
    case 'enable':
      return withValues(values =>
        edit.enabled ? without(values, 'enabled') : { ...values, enabled: false },
      );
    case 'insert': {
      const inserted = plainStep({ [edit.operation]: plainValue(edit.values ?? {}) });
      return list.toSpliced(index, 0, inserted as PlainStep);
    }
    case 'duplicate':
      return list.toSpliced(index, 0, step);
    case 'remove':
      return list.toSpliced(index, 1);
    case 'move':
      return list.toSpliced(index, 1).toSpliced(edit.to, 0, step);
  }
}

/** Whether two pieces of plain data say the same; the order of keys says nothing. */
export function sameMeaning(one: unknown, other: unknown): boolean {
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => sameMeaning(item, other[index]))
    );
  }
  if (!isMap(one)) return one === other || (Number.isNaN(one) && Number.isNaN(other));
  if (!isMap(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every(key => Object.hasOwn(other, key) && sameMeaning(one[key], other[key]))
  );
}

function plainStep(step: unknown): unknown {
  if (typeof step === 'string') return { operation: step, values: {} } satisfies PlainStep;
  const [entry, second] = isMap(step) ? Object.entries(step) : [];
  if (!entry || second) return step;
  const [operation, values] = entry;
  if (!isMap(values)) return { operation, values: values === null ? {} : { '': values } };
  const { steps } = values;
  return { operation, values: Array.isArray(steps) ? { ...values, steps: steps.map(plainStep) } : values };
}

function plainYaml(text: string): unknown {
  const { root, diagnostics } = parseSyntax(text, 'yaml');
  if (diagnostics.length > 0) return undefined;
  return root ? toPlain(root) : null;
}

function plainJson(text: string): unknown {
  const errors: ParseError[] = [];
  const plain: unknown = parse(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  return errors.length > 0 ? undefined : (plain ?? null);
}

function without(values: Plain, key: string): Plain {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== key));
}

function isMap(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
