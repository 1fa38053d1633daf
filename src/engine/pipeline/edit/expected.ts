import { parse, type ParseError } from 'jsonc-parser';
import type { PipelineEdit } from '../../../shared/edit.ts';
import type { PipelineLanguage } from '../../../shared/pipeline.ts';
import { parseSyntax, toPlain } from '../syntax.ts';
import { plainValue } from './literal.ts';

type Plain = Record<string, unknown>;
/** A step in one form, however it is written. */
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
  const steps = [...((meaning['steps'] ?? []) as readonly PlainStep[])];
  const change = (index: number, values: Plain) => {
    steps[index] = { ...steps[index]!, values };
  };
  switch (edit.kind) {
    case 'set':
      change(edit.step, { ...steps[edit.step]!.values, [edit.parameter]: plainValue(edit.value) });
      break;
    case 'unset':
      change(edit.step, without(steps[edit.step]!.values, edit.parameter));
      break;
    case 'enable': {
      const { values } = steps[edit.step]!;
      change(edit.step, edit.enabled ? without(values, 'enabled') : { ...values, enabled: false });
      break;
    }
    case 'insert':
      steps.splice(edit.at, 0, {
        operation: edit.operation,
        values: plainValue(edit.values ?? {}) as Plain,
      });
      break;
    case 'duplicate':
      steps.splice(edit.step, 0, steps[edit.step]!);
      break;
    case 'remove':
      steps.splice(edit.step, 1);
      break;
    case 'move':
      steps.splice(edit.to, 0, ...steps.splice(edit.step, 1));
      break;
    case 'top':
      return { ...meaning, [edit.key]: plainValue(edit.value) };
  }
  return { ...meaning, steps };
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
  return { operation, values: isMap(values) ? values : values === null ? {} : { '': values } };
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
