import { addGaussianNoise } from '../../noise/gaussian.ts';
import { defineOperation } from '../../operation.ts';
import { boolean, integer, number } from '../../parameters.ts';

export const addNoise = defineOperation({
  id: 'add_noise',
  title: 'Additive Gaussian noise',
  family: 'color',
  doc: 'Adds normally distributed noise to every colour value.',
  reference:
    'albumentations add_noise: clip(x + noise · full range), the fraction of the noise cut off for integers. The noise of a value depends on key and place alone: the quantile (algorithm AS 241) of a draw from Philox 4×32-10',
  parameters: {
    mean: number({
      default: 0,
      minimum: -1,
      maximum: 1,
      doc: 'Mean of the noise, as a fraction of the full range.',
    }),
    std: number({
      default: 0.2,
      minimum: 0,
      maximum: 1,
      doc: 'Standard deviation of the noise, as a fraction of the full range.',
    }),
    per_channel: boolean({
      default: true,
      doc: 'Every colour of a pixel has noise of its own; else they share it.',
    }),
    key: integer({
      default: 0,
      minimum: 0,
      maximum: 2 ** 32 - 1,
      doc: 'Which noise it is: the same key gives the same noise.',
    }),
  },
  examples: [
    {
      doc: 'Without deviation the mean is added; alpha stays.',
      parameters: { mean: 0.2, std: 0 },
      input: [[[0, 100, 250, 9]]],
      output: [[[51, 151, 255, 9]]],
    },
    {
      doc: 'Noise of a tenth of the range.',
      parameters: { std: 0.1, key: 7 },
      input: [[100, 100, 100, 100]],
      output: [[143, 117, 70, 66]],
    },
  ],
  apply: (image, { mean, std, per_channel, key }) => addGaussianNoise(image, mean, std, per_channel, key),
});
