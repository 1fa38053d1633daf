import { defineAugmentation, probability } from '../../augmentation.ts';
import { range } from '../../parameters.ts';

export const randomExposure = defineAugmentation({
  id: 'random_exposure',
  title: 'Random exposure',
  doc: 'More or less light, by a random number of stops.',
  reference: 'The stops uniform within stops_limit; the light as in exposure',
  parameters: {
    stops_limit: range({
      default: [-1, 1],
      minimum: -16,
      maximum: 16,
      unit: 'stops',
      doc: 'Fewest and most stops: one more is twice the light, one less is half of it.',
    }),
    p: probability(0.5),
  },
  examples: [
    {
      doc: 'Always one stop brighter.',
      parameters: { stops_limit: [1, 1], p: 1 },
      input: [[0, 64, 128, 255]],
      output: [[0, 90, 176, 255]],
    },
    {
      doc: 'Alpha stays.',
      parameters: { stops_limit: [-1, -1], p: 1 },
      input: [[[255, 128, 0, 77]]],
      output: [[[188, 92, 0, 77]]],
    },
  ],
  sample: ({ stops_limit }, _input, random) => [
    { operation: 'exposure', values: { stops: random.uniform(...stops_limit) } },
  ],
});
