import { defineAugmentation, probability } from '../../augmentation.ts';
import { range } from '../../parameters.ts';

export const hueSaturationValue = defineAugmentation({
  id: 'hue_saturation_value',
  title: 'Hue, saturation and value',
  doc: 'Adds random amounts to hue, saturation and value (HSV); gray stays gray.',
  reference: 'albumentations.HueSaturationValue: the three uniform within their limits',
  parameters: {
    hue_shift_limit: range({
      default: [-20, 20],
      minimum: -180,
      maximum: 180,
      unit: '2°',
      doc: 'Least and most that is added to the hue, in steps of 2° on the colour circle.',
    }),
    sat_shift_limit: range({
      default: [-30, 30],
      minimum: -255,
      maximum: 255,
      doc: 'Least and most that is added to the saturation, of which 255 is the most.',
    }),
    val_shift_limit: range({
      default: [-20, 20],
      minimum: -255,
      maximum: 255,
      doc: 'Least and most that is added to the value, of which 255 is the most.',
    }),
    p: probability(0.5),
  },
  examples: [
    {
      doc: 'Hue and saturation leave gray as it is.',
      parameters: { val_shift_limit: [0, 0], p: 1 },
      input: [[[80, 80, 80]]],
      output: [[[80, 80, 80]]],
    },
    {
      doc: 'With a range of one number it is what is added: red to green, a third of the circle.',
      parameters: { hue_shift_limit: [60, 60], sat_shift_limit: [0, 0], val_shift_limit: [-55, -55], p: 1 },
      input: [[[255, 0, 0]]],
      output: [[[0, 200, 0]]],
    },
  ],
  sample: ({ hue_shift_limit, sat_shift_limit, val_shift_limit }, _input, random) => [
    {
      operation: 'shift_hsv',
      values: {
        hue: random.uniform(...hue_shift_limit),
        saturation: random.uniform(...sat_shift_limit),
        value: random.uniform(...val_shift_limit),
      },
    },
  ],
});
