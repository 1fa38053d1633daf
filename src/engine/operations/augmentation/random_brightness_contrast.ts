import { defineAugmentation, probability } from '../../augmentation.ts';
import { number } from '../../parameters.ts';

export const randomBrightnessContrast = defineAugmentation({
  id: 'random_brightness_contrast',
  title: 'Random brightness and contrast',
  doc: 'Multiplies every colour value by a random contrast and adds a random brightness.',
  reference:
    'albumentations.RandomBrightnessContrast with brightness_by_max: both uniform within their limit',
  parameters: {
    brightness_limit: number({
      default: 0.2,
      minimum: 0,
      maximum: 1,
      doc: 'Most that is added or taken away, as a fraction of the full range.',
    }),
    contrast_limit: number({
      default: 0.2,
      minimum: 0,
      maximum: 1,
      doc: 'Values are multiplied by 1 more or less at most this.',
    }),
    p: probability(0.5),
  },
  examples: [
    {
      doc: 'With limits of 0 nothing changes.',
      parameters: { brightness_limit: 0, contrast_limit: 0, p: 1 },
      input: [[0, 100, 255]],
      output: [[0, 100, 255]],
    },
    {
      doc: 'Contrast alone leaves black as it is.',
      parameters: { brightness_limit: 0, contrast_limit: 0.5, p: 1 },
      input: [[0, 0]],
      output: [[0, 0]],
    },
  ],
  sample: ({ brightness_limit, contrast_limit }, _input, random) => [
    {
      operation: 'brightness_contrast',
      values: {
        brightness: random.uniform(-brightness_limit, brightness_limit),
        contrast: random.uniform(-contrast_limit, contrast_limit),
      },
    },
  ],
});
