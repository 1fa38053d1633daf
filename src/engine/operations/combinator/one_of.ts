import { probability } from '../../augmentation.ts';
import { defineCombinator } from '../../combinator.ts';
import { steps } from '../../parameters.ts';
import type { Step } from '../../../shared/pipeline.ts';

export const oneOf = defineCombinator({
  id: 'one_of',
  title: 'One of',
  doc: 'Applies one of its steps, chosen at random by their p as weights.',
  reference:
    'albumentations.OneOf, with its p of 0.5: step i is chosen with pᵢ / Σp and applied whatever its p',
  parameters: {
    p: probability(0.5),
    steps: steps({ doc: 'Steps to choose from; the p of each is its weight, 1 for a step that has none.' }),
  },
  examples: [
    {
      doc: 'A single step is always chosen, and applied whatever its p.',
      parameters: { p: 1, steps: [{ horizontal_flip: { p: 0.1 } }] },
      input: [[1, 2, 3]],
      output: [[3, 2, 1]],
    },
    {
      doc: 'A step with p 0 is never chosen.',
      parameters: { p: 1, steps: ['flip', { rescale: { scale: 2, p: 0 } }] },
      input: [[1, 2, 3]],
      output: [[3, 2, 1]],
    },
  ],
  check: values =>
    totalWeight(values.steps) > 0
      ? []
      : [
          {
            parameter: 'steps',
            message: 'no step can be chosen, because each has p 0 or is not enabled. Give one a p above 0.',
          },
        ],
  forces: true,
  choose(values, random) {
    let left = random.uniform(0, totalWeight(values.steps));
    const weighted = values.steps.flatMap((step, index) => (weightOf(step) > 0 ? [{ step, index }] : []));
    const chosen = weighted.find(({ step }) => {
      left -= weightOf(step);
      return left < 0;
    });
    // Sums of fractions may leave a last bit.
    return [{ index: (chosen ?? weighted.at(-1)!).index, again: 0 }];
  },
});

function totalWeight(list: readonly Step[]): number {
  return list.reduce((sum, step) => sum + weightOf(step), 0);
}

function weightOf({ enabled, p, values }: Step): number {
  if (!enabled) return 0;
  return p ?? (typeof values['p'] === 'number' ? values['p'] : 1);
}
