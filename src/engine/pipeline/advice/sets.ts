import type { Value } from '../../../shared/catalogue.ts';
import { normalize } from '../../operations/numeric/normalize.ts';
import type { Advice, Rule } from './rule.ts';

/** The mean of one training set with the standard deviation of another: the other was left out or mixed up. */
export const mixedSets: Rule = ({ trail }) =>
  trail.visits.flatMap(({ step }): readonly Advice[] => {
    if (step.operation !== normalize.id) return [];
    const mean = setsWith('mean', step.values['mean']);
    const std = setsWith('std', step.values['std']);
    if (mean.length === 0 || std.length === 0 || mean.some(name => std.includes(name))) return [];
    const message = `normalize subtracts the mean of ${mean[0]!} and divides by the std of ${std[0]!}; write both of one set.`;
    return [{ severity: 'warning', code: 'mixed-sets', message, step }];
  });

/** Names of the training sets that have these numbers. */
function setsWith(parameter: 'mean' | 'std', value: Value): readonly string[] {
  const declared = normalize.parameters[parameter];
  const named = declared?.kind === 'numbers' ? (declared.named ?? {}) : {};
  return Object.keys(named).filter(
    name => String(named[name]!.values) === (value as readonly number[]).join(),
  );
}
