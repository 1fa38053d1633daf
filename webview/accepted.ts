import { describeAccepted, type Parameter, type Value } from '../src/shared/catalogue.ts';

/**
 * What is wrong with a value, before it is written into a text; undefined when it fits. Rules between parameters are
 * for the engine to check.
 */
export function refusal(parameter: Parameter, value: Value): string | undefined {
  if (value === undefined) return parameter.required ? 'A value is needed.' : undefined;
  return fits(parameter, value) ? undefined : `Expected ${describeAccepted(parameter)}.`;
}

function fits(parameter: Parameter, value: NonNullable<Value>): boolean {
  switch (parameter.kind) {
    case 'integer':
      return isWhole(value, parameter) && (parameter.odd !== true || value === 0 || Number(value) % 2 !== 0);
    case 'number':
      return isWithin(value, parameter);
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return parameter.choices.some(choice => choice.value === value);
    case 'numbers':
      if (typeof value === 'string') return Object.hasOwn(parameter.named ?? {}, value);
      return isList(value, [1, 3, 4], item => isWithin(item, parameter));
    case 'color':
      return isList(value, [1, 3, 4], item => typeof item === 'number');
    case 'size':
      return isList(value, [1, 2], item => isWhole(item, parameter));
    case 'pair':
      if (!Array.isArray(value) || !isList(value, [2], item => isWithin(item, parameter))) return false;
      return parameter.range !== true || Number(value[0]) <= Number(value[1]);
    case 'matrix':
      return Array.isArray(value) && value.every(row => Array.isArray(row));
    case 'array':
    case 'steps':
      return true;
  }
}

interface Range {
  readonly minimum: number;
  readonly maximum: number;
  readonly exclusiveMinimum?: true;
}

function isWithin(value: unknown, { minimum, maximum, exclusiveMinimum }: Range): boolean {
  if (typeof value !== 'number' || !(value <= maximum)) return false;
  return exclusiveMinimum ? value > minimum : value >= minimum;
}

function isWhole(value: unknown, range: Range): boolean {
  return Number.isInteger(value) && isWithin(value, range);
}

/** One number stands for a list of one. */
function isList(value: unknown, lengths: readonly number[], item: (value: unknown) => boolean): boolean {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return lengths.includes(list.length) && list.every(item);
}
