import type { SampledStep } from '../../../shared/view.ts';
import { defineAugmentation, probability } from '../../augmentation.ts';
import { match, number } from '../../parameters.ts';

export const colorJitter = defineAugmentation({
  id: 'color_jitter',
  title: 'Colour jitter',
  doc: 'Changes brightness, contrast, saturation and hue by random amounts, in random order.',
  reference:
    'torchvision ColorJitter; albumentations.ColorJitter: every amount uniform, the four in an order drawn for every sample',
  parameters: {
    brightness: number({
      default: 0.2,
      minimum: 0,
      maximum: 1,
      doc: 'Values are multiplied by a factor of 1 more or less at most this; 0 leaves them.',
    }),
    contrast: number({
      default: 0.2,
      minimum: 0,
      maximum: 1,
      doc: 'The distance of values from the mean gray of the image is multiplied by 1 more or less at most this; 0 leaves it.',
    }),
    saturation: number({
      default: 0.2,
      minimum: 0,
      maximum: 1,
      doc: 'The distance of colours from gray is multiplied by 1 more or less at most this; 0 leaves it.',
    }),
    hue: number({
      default: 0.5,
      minimum: 0,
      maximum: 0.5,
      unit: 'turns',
      doc: 'Most by which colours are turned around the colour circle, in either direction; 0 leaves them.',
    }),
    p: probability(0.5),
    match,
  },
  examples: [
    {
      doc: 'Saturation and hue leave gray as it is.',
      parameters: { brightness: 0, contrast: 0, p: 1 },
      input: [[[80, 80, 80]]],
      output: [[[80, 80, 80]]],
    },
    {
      doc: 'Brightness leaves black as it is.',
      parameters: { brightness: 1, contrast: 0, saturation: 0, hue: 0, p: 1 },
      input: [[0, 0]],
      output: [[0, 0]],
    },
  ],
  sample({ brightness, contrast, saturation, hue, match }, _input, random) {
    const amount = (limit: number) => random.uniform(1 - limit, 1 + limit);
    const [light, spread, colour] = [amount(brightness), amount(contrast), amount(saturation)];
    const degrees = 360 * random.uniform(-hue, hue);
    const steps: readonly (SampledStep & { readonly limit: number })[] = [
      { limit: brightness, operation: 'brightness', values: { factor: light } },
      { limit: contrast, operation: 'contrast', values: { factor: spread, match } },
      { limit: saturation, operation: 'saturation', values: { factor: colour, match } },
      { limit: hue, operation: 'hue', values: { degrees, match } },
    ];
    const order = [...steps];
    // Fisher and Yates: every order is equally likely.
    for (let last = order.length - 1; last > 0; last--) {
      const other = random.integer(0, last);
      [order[last], order[other]] = [order[other]!, order[last]!];
    }
    return order.filter(({ limit }) => limit > 0).map(({ operation, values }) => ({ operation, values }));
  },
});
