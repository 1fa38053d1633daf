import type { Parameter, Value } from '../src/shared/catalogue.ts';
import { sameValue } from './literal.ts';

/** A resolved value as a person would write it: the name of a known list, one number for equal ones. */
export function writtenValue(parameter: Parameter, value: Value): Value {
  if (!Array.isArray(value)) return value;
  if (parameter.kind === 'numbers') {
    const named = Object.entries(parameter.named ?? {}).find(([, { values }]) => sameValue(values, value));
    if (named) return named[0];
  }
  const [first] = value as readonly Value[];
  const isOne = parameter.kind === 'numbers' || parameter.kind === 'color' ? value.length === 1 : false;
  const isSquare = parameter.kind === 'size' && value.every(item => item === first);
  return isOne || isSquare ? first : value;
}
