import { defineAugmentation, probability } from '../../augmentation.ts';
import { boolean, range } from '../../parameters.ts';

export const gaussianNoise = defineAugmentation({
  id: 'gaussian_noise',
  title: 'Gaussian noise',
  doc: 'Adds normally distributed noise of random strength, drawn for every pixel.',
  reference:
    'albumentations.GaussNoise with a noise_scale_factor of 1: standard deviation and mean uniform within their ranges',
  parameters: {
    std_range: range({
      default: [0.2, 0.44],
      minimum: 0,
      maximum: 1,
      doc: 'Least and largest standard deviation, as fractions of the full range.',
    }),
    mean_range: range({
      default: [0, 0],
      minimum: -1,
      maximum: 1,
      doc: 'Least and largest mean, as fractions of the full range.',
    }),
    per_channel: boolean({
      default: true,
      doc: 'Every colour of a pixel has noise of its own; else they share it.',
    }),
    p: probability(0.5),
  },
  examples: [
    {
      doc: 'No noise at all.',
      parameters: { std_range: [0, 0], p: 1 },
      input: [[0, 100, 255]],
      output: [[0, 100, 255]],
    },
    {
      doc: 'Without deviation the mean is added.',
      parameters: { std_range: [0, 0], mean_range: [0.2, 0.2], p: 1 },
      input: [[0, 100, 250]],
      output: [[51, 151, 255]],
    },
  ],
  sample: ({ std_range, mean_range, per_channel }, _input, random) => [
    {
      operation: 'add_noise',
      values: {
        std: random.uniform(...std_range),
        mean: random.uniform(...mean_range),
        per_channel,
        key: random.key(),
      },
    },
  ],
});
