import { InvalidArgumentError } from 'commander';
import { healthRules } from '../dataset/health/index.ts';
import { nearest } from '../engine/pipeline/nearest.ts';

/** A parser of `rule=number`; what was given before stays. */
export function collectThreshold(
  text: string,
  former: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const [name = '', value = ''] = text.split('=');
  const id = ruleName(name);
  const threshold = healthRules.find(rule => rule.id === id)?.threshold;
  if (!threshold) throw new InvalidArgumentError(`The rule ${id} has no threshold.`);
  const number = Number(value);
  const { minimum, maximum, unit } = threshold;
  if (value.trim() !== '' && number >= minimum && number <= maximum) return { ...former, [id]: number };
  throw new InvalidArgumentError(`Expected ${id}=number, from ${minimum} to ${maximum} (${unit}).`);
}

/** The name of a rule as it is written; others are refused with the nearest one. */
export function ruleName(name: string): string {
  const ids = healthRules.map(({ id }) => id);
  if (ids.includes(name)) return name;
  const close = nearest(name, ids);
  const hint =
    close.length > 0 ? ` Did you mean ${close.join(' or ')}?` : ` Expected one of ${ids.join(', ')}.`;
  throw new InvalidArgumentError(`There is no rule ${JSON.stringify(name)}.${hint}`);
}
