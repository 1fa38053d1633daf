import { defineAugmentation, probability } from '../../augmentation.ts';
import { range } from '../../parameters.ts';

export const saltAndPepper = defineAugmentation({
  id: 'salt_and_pepper',
  title: 'Salt and pepper',
  doc: 'Turns randomly chosen pixels white or black.',
  reference: 'albumentations.SaltAndPepper: amount and ratio uniform within their ranges',
  parameters: {
    amount: range({
      default: [0.01, 0.06],
      minimum: 0,
      maximum: 1,
      doc: 'Fewest and most pixels that are changed, as fractions of all.',
    }),
    salt_vs_pepper: range({
      default: [0.4, 0.6],
      minimum: 0,
      maximum: 1,
      doc: 'Fewest and most of these that turn white, as fractions; the others turn black.',
    }),
    p: probability(0.5),
  },
  examples: [
    {
      doc: 'None.',
      parameters: { amount: [0, 0], p: 1 },
      input: [[0, 100, 255]],
      output: [[0, 100, 255]],
    },
    {
      doc: 'All of them black.',
      parameters: { amount: [1, 1], salt_vs_pepper: [0, 0], p: 1 },
      input: [[[1, 2, 3]]],
      output: [[[0, 0, 0]]],
    },
  ],
  sample: ({ amount, salt_vs_pepper }, _input, random) => [
    {
      operation: 'impulse_noise',
      values: {
        amount: random.uniform(...amount),
        salt_vs_pepper: random.uniform(...salt_vs_pepper),
        key: random.key(),
      },
    },
  ],
});
