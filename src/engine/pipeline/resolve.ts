import { describeAccepted, type Parameter, type Value, type Values } from '../../shared/catalogue.ts';
import type { Match, Pipeline } from '../../shared/pipeline.ts';
import { allOperations, type NamedOperation } from '../operations/index.ts';
import type { ParameterMap } from '../parameters.ts';
import { stepParameters } from './declaration.ts';
import { nearest } from './nearest.ts';
import { resolveValue } from './resolveValue.ts';

/** One thing wrong with what was written for a parameter. */
export interface Fault {
  readonly code: 'unknown-parameter' | 'missing-parameter' | 'wrong-type' | 'out-of-range' | 'inconsistent';
  readonly parameter: string;
  /** Where inside the parameter's value: indices of nested lists. */
  readonly path: readonly number[];
  readonly message: string;
  readonly suggestions: readonly string[];
}

interface Names {
  readonly accepted: readonly string[];
  readonly written: readonly string[];
}

/**
 * Checks what was written against declared parameters and fills in defaults. Nothing falls back in silence: an
 * unknown name, a wrong type and a value out of range are each a fault, and the values are complete only without any.
 *
 * @param subject how messages call the owner of the parameters, such as `resize` or `output`
 * @param names what the owner accepts, which may be more than these parameters, and what of it is written
 */
export function resolveParameters(
  subject: string,
  parameters: ParameterMap,
  written: Readonly<Record<string, unknown>>,
  names: Names = { accepted: Object.keys(parameters), written: Object.keys(written) },
): { readonly values: Values; readonly faults: readonly Fault[] } {
  const values: Record<string, Value> = {};
  const faults: Fault[] = [];
  for (const name of Object.keys(written)) {
    if (Object.hasOwn(parameters, name)) continue;
    faults.push({
      code: 'unknown-parameter',
      parameter: name,
      path: [],
      ...unknownName(subject, name, names),
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
        const hint = didYouMean(suggestions) || operationMeant(parameter, written[name]);
        const message = `Expected ${expected} for ${subject}.${name} but received ${received}.${hint}`;
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

function unknownName(
  subject: string,
  name: string,
  { accepted, written }: Names,
): Pick<Fault, 'message' | 'suggestions'> {
  const [, known, value] = /^(\w+):(.+)$/.exec(name) ?? [];
  if (known !== undefined && accepted.includes(known)) {
    const separate = `${known}: ${value!}`;
    return { message: `Expected a space after the colon: ${separate}.`, suggestions: [separate] };
  }
  const suggestions = nearest(name, unwritten(accepted, written));
  const message = `${subject} has no parameter named ${name}; it accepts ${accepted.join(', ')}.${didYouMean(suggestions)}`;
  return { message, suggestions };
}

/** Names that can be meant by another: one that is written already would then be there twice. */
export function unwritten(names: readonly string[], written: readonly string[]): readonly string[] {
  return names.filter(name => !written.includes(name));
}

/**
 * The same for a step, with the rules between its parameters and what it inherits from the pipeline.
 *
 * @param names all that is written of the step, its general keys too
 */
export function resolveStep(
  operation: NamedOperation,
  written: Readonly<Record<string, unknown>>,
  match: Match,
  seed = 0,
  names: readonly string[] = Object.keys(written),
): { readonly values: Values; readonly faults: readonly Fault[] } {
  const given = inheritedValues(operation.parameters, { match, seed });
  const { values, faults } = resolveParameters(
    operation.id,
    operation.parameters,
    { ...given, ...written },
    { accepted: Object.keys(stepParameters(operation)), written: names },
  );
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

/** What is no choice of a parameter may be done by an operation. */
function operationMeant(parameter: Parameter, written: unknown): string {
  if (parameter.kind !== 'choice' || typeof written !== 'string') return '';
  const [meant] = nearest(
    written,
    allOperations.map(({ id }) => id),
  );
  return meant === undefined ? '' : ` There is an operation named ${meant}.`;
}

export function didYouMean(suggestions: readonly string[]): string {
  return suggestions.length === 0 ? '' : ` Did you mean ${suggestions[0]}?`;
}
