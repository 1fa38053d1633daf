import { probability } from '../../augmentation.ts';
import { defineCombinator } from '../../combinator.ts';
import { steps } from '../../parameters.ts';

export const sequence = defineCombinator({
  id: 'sequence',
  title: 'Sequence',
  doc: 'Applies all of its steps in order, or none of them, at random.',
  reference: 'albumentations.Sequential, with its p of 0.5: each step inside is applied by its own p',
  parameters: {
    p: probability(0.5),
    steps: steps({ doc: 'Steps that are applied in order, each by its own p.' }),
  },
  examples: [
    {
      doc: 'Always: mirrored, then doubled.',
      parameters: { p: 1, steps: ['flip', { rescale: { scale: 2 } }] },
      input: [[1, 2, 3]],
      output: [[6, 4, 2]],
    },
    {
      doc: 'A step that is not enabled is left out.',
      parameters: { p: 1, steps: ['flip', { rescale: { scale: 2, enabled: false } }] },
      input: [[1, 2, 3]],
      output: [[3, 2, 1]],
    },
  ],
  forces: false,
  choose: values => values.steps.flatMap(({ enabled }, index) => (enabled ? [{ index, again: 0 }] : [])),
});
