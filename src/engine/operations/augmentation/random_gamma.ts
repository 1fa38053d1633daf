import { defineAugmentation, probability } from '../../augmentation.ts';
import { match, range } from '../../parameters.ts';

export const randomGamma = defineAugmentation({
  id: 'random_gamma',
  title: 'Random gamma',
  doc: 'Raises every colour value to a random power: above 100 % darkens, below brightens the middle tones.',
  reference: 'albumentations.RandomGamma: the exponent uniform within gamma_limit, in hundredths',
  parameters: {
    gamma_limit: range({
      default: [80, 120],
      minimum: 1,
      maximum: 10_000,
      unit: '%',
      doc: 'The exponent in hundredths: 100 changes nothing.',
    }),
    p: probability(0.5),
    match,
  },
  examples: [
    {
      doc: 'Always a power of 2.',
      parameters: { gamma_limit: [200, 200], p: 1 },
      input: [[0, 51, 128, 255]],
      output: [[0, 10, 64, 255]],
    },
    {
      doc: 'Black and white stay at every power.',
      parameters: { p: 1 },
      input: [[0, 255]],
      output: [[0, 255]],
    },
  ],
  sample: ({ gamma_limit, match }, _input, random) => [
    { operation: 'gamma', values: { gamma: random.uniform(...gamma_limit) / 100, match } },
  ],
});
