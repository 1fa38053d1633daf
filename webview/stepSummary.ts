import type { OperationEntry } from '../src/shared/catalogue.ts';
import type { Step } from '../src/shared/pipeline.ts';
import { printLiteral, sameValue } from './literal.ts';
import { formParameters, formValues } from './stepKeys.ts';
import { writtenValue } from './writtenValue.ts';

/** The values of a step that are not its defaults, in a line: `kernel size 7, p 0.3`. */
export function summaryOf(step: Step, operations: readonly OperationEntry[]): string {
  const entry = operations.find(({ id }) => id === step.operation);
  if (!entry) return '';
  const values = formValues(step, entry);
  return Object.entries(formParameters(entry, true))
    .flatMap(([name, parameter]) => {
      const value = writtenValue(parameter, values[name]);
      const standard = 'default' in parameter ? writtenValue(parameter, parameter.default) : undefined;
      if (value === undefined || sameValue(value, standard)) return [];
      return [`${name.replaceAll('_', ' ')} ${printLiteral(value).replaceAll('\n', '; ')}`];
    })
    .join(', ');
}
