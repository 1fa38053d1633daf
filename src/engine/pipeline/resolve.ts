import {
  describeAccepted,
  type Parameter,
  type Value,
  type Values,
  arrayPath,
  maximumWritten,
  type ArrayParameter,
} from '../../shared/catalogue.ts';
import type { Match, Pipeline, Step } from '../../shared/pipeline.ts';
import type { Augmentation } from '../augmentation.ts';
import type { Operation } from '../operation.ts';
import type { ParameterMap } from '../parameters.ts';
import { nearest } from './nearest.ts';

/** One thing wrong with what was written for a parameter. */
export interface Fault {
  readonly code: 'unknown-parameter' | 'missing-parameter' | 'wrong-type' | 'out-of-range' | 'inconsistent';
  readonly parameter: string;
  /** Where inside the parameter's value: indices of nested lists. */
  readonly path: readonly number[];
  readonly message: string;
  readonly suggestions: readonly string[];
}

/**
 * Checks what was written against declared parameters and fills in defaults. Nothing falls back in silence: an
 * unknown name, a wrong type and a value out of range are each a fault, and the values are complete only without any.
 *
 * @param subject how messages call the owner of the parameters, such as `resize` or `output`
 */
export function resolveParameters(
  subject: string,
  parameters: ParameterMap,
  written: Readonly<Record<string, unknown>>,
): { readonly values: Values; readonly faults: readonly Fault[] } {
  const values: Record<string, Value> = {};
  const faults: Fault[] = [];
  const names = Object.keys(parameters);
  for (const name of Object.keys(written)) {
    if (Object.hasOwn(parameters, name)) continue;
    const suggestions = nearest(name, names);
    const accepted = names.length === 0 ? 'it has no parameters' : `it accepts ${names.join(', ')}`;
    faults.push({
      code: 'unknown-parameter',
      parameter: name,
      path: [],
      message: `${subject} has no parameter named ${name}; ${accepted}.${didYouMean(suggestions)}`,
      suggestions,
    });
  }
  for (const [name, parameter] of Object.entries(parameters)) {
    if (Object.hasOwn(written, name)) {
      const resolved = resolveValue(parameter, written[name]);
      if ('value' in resolved) values[name] = resolved.value;
      else {
        const {
          code,
          path = [],
          suggestions = [],
          expected = describeAccepted(parameter),
          received,
        } = resolved;
        const message = `Expected ${expected} for ${subject}.${name} but received ${received}.${didYouMean(suggestions)}`;
        faults.push({ code, parameter: name, path, message, suggestions });
      }
    } else if (parameter.required) {
      faults.push({
        code: 'missing-parameter',
        parameter: name,
        path: [],
        message: `${subject} needs ${name}: ${describeAccepted(parameter)}.`,
        suggestions: [],
      });
    } else values[name] = defaultOf(parameter);
  }
  return { values, faults };
}

/** The same for a step, with the rules between its parameters and what it inherits from the pipeline. */
export function resolveStep(
  operation: Operation | Augmentation,
  written: Readonly<Record<string, unknown>>,
  match: Match,
  seed = 0,
): { readonly values: Values; readonly faults: readonly Fault[] } {
  const given = inheritedValues(operation.parameters, { match, seed });
  const { values, faults } = resolveParameters(operation.id, operation.parameters, { ...given, ...written });
  if (faults.length > 0) return { values, faults };
  return {
    values,
    faults: operation.check(values).map(({ parameter, message }) => ({
      code: 'inconsistent',
      parameter,
      path: [],
      message: `${operation.id}: ${message}`,
      suggestions: [],
    })),
  };
}

/** Of the pipeline's keys, those that a step with these parameters takes when it does not write its own. */
export function inheritedValues(
  parameters: ParameterMap,
  { match, seed }: Pick<Pipeline, 'match' | 'seed'>,
): Values {
  const keys: Values = { match, seed };
  return Object.fromEntries(
    Object.entries(keys).filter(([name]) => {
      const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
      return parameter && 'inherited' in parameter;
    }),
  );
}

/** The value a parameter has when it is not written; undefined when it has none. */
export function defaultOf(parameter: Parameter): Value {
  if (parameter.kind === 'numbers' && typeof parameter.default === 'string') {
    return parameter.named?.[parameter.default]?.values;
  }
  return parameter.kind === 'steps' ? undefined : parameter.default;
}

interface Refusal {
  readonly code: 'wrong-type' | 'out-of-range';
  readonly received: string;
  readonly expected?: string;
  readonly path?: readonly number[];
  readonly suggestions?: readonly string[];
}
type Resolved = { readonly value: Value } | Refusal;

function resolveValue(parameter: Parameter, written: unknown): Resolved {
  switch (parameter.kind) {
    case 'integer': {
      if (typeof written !== 'number' || Number.isNaN(written)) return wrongType(written);
      const { minimum, maximum } = parameter;
      const inside = Math.min(maximum, Math.max(minimum, Math.round(written)));
      const isOdd = !parameter.odd || inside === 0 || inside % 2 !== 0;
      const suggested = isOdd ? inside : inside + 1 > maximum ? inside - 1 : inside + 1;
      return suggested === written ? { value: written } : outOfRange(written, suggested);
    }
    case 'number':
      return resolveNumber(parameter, written);
    case 'boolean':
      return typeof written === 'boolean' ? { value: written } : wrongType(written);
    case 'choice': {
      if (typeof written !== 'string') return wrongType(written);
      const names = parameter.choices.map(choice => choice.value);
      if (names.includes(written)) return { value: written };
      return { code: 'out-of-range', received: show(written), suggestions: nearest(written, names) };
    }
    case 'numbers': {
      if (typeof written === 'string') {
        const named = parameter.named ?? {};
        if (Object.hasOwn(named, written)) return { value: named[written]!.values };
        return {
          code: 'out-of-range',
          received: show(written),
          suggestions: nearest(written, Object.keys(named)),
        };
      }
      return resolveChannelNumbers(parameter, written);
    }
    case 'color':
      return resolveChannelNumbers({ minimum: -1e9, maximum: 1e9 }, written);
    case 'size': {
      const { minimum, maximum } = parameter;
      const one = { kind: 'integer', doc: '', minimum, maximum } as const;
      const list = Array.isArray(written) ? (written as unknown[]) : [written, written];
      if (list.length !== 2) return { ...wrongType(written), code: 'out-of-range' };
      return resolveList(list, item => resolveValue(one, item), Array.isArray(written));
    }
    case 'pair': {
      if (!Array.isArray(written)) return wrongType(written);
      const list = written as unknown[];
      if (list.length !== 2) return { code: 'out-of-range', received: `${list.length} numbers` };
      const resolved = resolveList(list, item => resolveNumber(parameter, item), true);
      if (!parameter.range || !('value' in resolved)) return resolved;
      const [lowest, highest] = resolved.value as readonly [number, number];
      if (lowest <= highest) return resolved;
      const [received, swapped] = [`[${lowest}, ${highest}]`, `[${highest}, ${lowest}]`];
      return { code: 'out-of-range', received, suggestions: [swapped] };
    }
    case 'matrix':
      return resolveMatrix(parameter, written);
    case 'array': {
      if (typeof written === 'string') return resolveArrayName(parameter, written);
      const rows = parameter.axes === 1 ? [written] : written;
      const resolved = resolveMatrix({ maximumRows: maximumWritten, maximumColumns: maximumWritten }, rows);
      if (parameter.axes === 2) return resolved;
      if ('value' in resolved) return { value: (resolved.value as readonly (readonly number[])[])[0] };
      return { ...resolved, path: resolved.path?.slice(1) ?? [] };
    }
    case 'steps':
      if (!Array.isArray(written)) return wrongType(written);
      if (written.length === 0) return { code: 'out-of-range', received: 'an empty list' };
      // The parser has made steps of them, each checked at its own place.
      if (!written.every(isStep)) return { code: 'wrong-type', received: 'a list of something else' };
      return { value: written };
  }
}

function resolveArrayName(parameter: ArrayParameter, written: string): Resolved {
  const names = Object.keys(parameter.named ?? {});
  if (names.includes(written) || arrayPath.test(written)) return { value: written };
  const isOutside = /\.npy$/i.test(written) && arrayPath.test(written.replace(/^.*[/\\:]/, ''));
  return {
    code: 'out-of-range',
    received: show(written),
    ...(isOutside && {
      expected: 'a path in the folder of the pipeline file or below, not absolute and without ..,',
    }),
    suggestions: nearest(written, names),
  };
}

function isStep(item: unknown): item is Step {
  return typeof item === 'object' && item !== null && 'operation' in item && 'values' in item;
}

function resolveNumber(
  range: { readonly minimum: number; readonly maximum: number; readonly exclusiveMinimum?: true },
  written: unknown,
): Resolved {
  if (typeof written !== 'number' || Number.isNaN(written)) return wrongType(written);
  if (written > range.maximum) return outOfRange(written, range.maximum);
  if (written < range.minimum) return outOfRange(written, range.exclusiveMinimum ? undefined : range.minimum);
  if (range.exclusiveMinimum && written === range.minimum) return outOfRange(written);
  return { value: written };
}

function resolveChannelNumbers(range: Parameters<typeof resolveNumber>[0], written: unknown): Resolved {
  if (!Array.isArray(written)) {
    const resolved = resolveNumber(range, written);
    return 'value' in resolved ? { value: [resolved.value as number] } : resolved;
  }
  const list = written as unknown[];
  if (![1, 3, 4].includes(list.length)) return { code: 'out-of-range', received: `${list.length} numbers` };
  return resolveList(list, item => resolveNumber(range, item), true);
}

function resolveMatrix(limits: { maximumRows: number; maximumColumns: number }, written: unknown): Resolved {
  if (!Array.isArray(written)) return wrongType(written);
  const list = written as unknown[];
  if (list.length === 0 || list.length > limits.maximumRows) {
    return { code: 'out-of-range', received: `${list.length} rows` };
  }
  const columns = Array.isArray(list[0]) ? list[0].length : 0;
  return resolveList(
    list,
    row => {
      if (!Array.isArray(row)) return wrongType(row);
      if (row.length === 0 || row.length > limits.maximumColumns) {
        return { code: 'out-of-range', received: `a row of ${row.length} numbers` };
      }
      if (row.length !== columns) {
        const expected = `rows of the same length (${columns})`;
        return { code: 'out-of-range', received: `a row of ${row.length}`, expected };
      }
      return resolveList(row, item => resolveNumber({ minimum: -1e9, maximum: 1e9 }, item), true);
    },
    true,
  );
}

/** Resolves every item; the first that is refused refuses the list, with its index where the list was written. */
function resolveList(list: readonly unknown[], one: (item: unknown) => Resolved, indexed: boolean): Resolved {
  const values: Value[] = [];
  for (const [index, item] of list.entries()) {
    const resolved = one(item);
    if (!('value' in resolved))
      return indexed ? { ...resolved, path: [index, ...(resolved.path ?? [])] } : resolved;
    values.push(resolved.value);
  }
  return { value: values as readonly number[] };
}

function wrongType(written: unknown): Refusal {
  // A number in quotes is the usual slip.
  const looksNumeric =
    typeof written === 'string' && written.trim() !== '' && Number.isFinite(Number(written));
  return {
    code: 'wrong-type',
    received: show(written),
    ...(looksNumeric && { suggestions: [written.trim()] }),
  };
}

function outOfRange(written: number, suggestion?: number): Refusal {
  return {
    code: 'out-of-range',
    received: show(written),
    ...(suggestion !== undefined && { suggestions: [String(suggestion)] }),
  };
}

function show(written: unknown): string {
  if (written === null || written === undefined) return 'nothing';
  if (typeof written === 'string') return `the text "${shorten(written)}"`;
  if (typeof written === 'number' || typeof written === 'boolean') return String(written);
  return Array.isArray(written) ? 'a list' : 'a map';
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

export function didYouMean(suggestions: readonly string[]): string {
  return suggestions.length === 0 ? '' : ` Did you mean ${suggestions[0]}?`;
}
