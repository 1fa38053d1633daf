import type { OperationEntry, Parameter, Values } from '../src/shared/catalogue.ts';
import type { Step } from '../src/shared/pipeline.ts';

const keys = {
  p: {
    kind: 'number',
    minimum: 0,
    maximum: 1,
    default: 1,
    doc: 'Probability that the step is applied; below 1 it runs in training only.',
  },
  mode: {
    kind: 'choice',
    default: 'always',
    choices: [
      { value: 'always', doc: 'In training and in inference.' },
      { value: 'train', doc: 'In training only.' },
    ],
    doc: 'When the step is run.',
  },
} as const satisfies Readonly<Record<string, Parameter>>;

/**
 * What a form of a step has: the operation's parameters but the steps inside it, then what any deterministic step
 * takes; one inside another has no mode of its own.
 */
export function formParameters(
  { parameters, random }: OperationEntry,
  isInside: boolean,
): Readonly<Record<string, Parameter>> {
  const own = Object.fromEntries(Object.entries(parameters).filter(([, { kind }]) => kind !== 'steps'));
  if (random) return own;
  return isInside ? { ...own, p: keys.p } : { ...own, ...keys };
}

/** Values of a step by the names that `formParameters` has. */
export function formValues({ values, p = 1, mode }: Step, { random }: OperationEntry): Values {
  return random ? values : { ...values, p, mode };
}
