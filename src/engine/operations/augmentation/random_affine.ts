import { defineAugmentation, probability } from '../../augmentation.ts';
import { warpParameters } from '../../geometry/warp-parameters.ts';
import { range } from '../../parameters.ts';

export const randomAffine = defineAugmentation({
  id: 'random_affine',
  title: 'Random affine',
  doc: 'Scales, turns, shears and moves the image about its centre, each by a random amount; the size stays.',
  reference:
    'albumentations.Affine with keep_ratio; every amount uniform, those of shear and translate drawn for each axis',
  parameters: {
    scale: range({
      default: [1, 1],
      minimum: 0.001,
      maximum: 1000,
      doc: 'Factor by which things become larger, the same for both axes.',
    }),
    translate: range({
      default: [0, 0],
      minimum: -10,
      maximum: 10,
      doc: 'Way to the right and down, as fractions of the width and the height (translate_percent of Albumentations).',
    }),
    rotate: range({
      default: [0, 0],
      minimum: -360,
      maximum: 360,
      unit: '°',
      doc: 'Angle, counter-clockwise.',
    }),
    // Two angles of 45° would flatten the image.
    shear: range({
      default: [0, 0],
      minimum: -44,
      maximum: 44,
      unit: '°',
      doc: 'Two angles by which the image leans to the right at the top and is lifted at the right.',
    }),
    ...warpParameters,
    p: probability(0.5),
  },
  examples: [
    {
      doc: 'Always a third of the width to the right; a single row has nowhere to go down to, so it is repeated.',
      parameters: {
        translate: [0.3333333333333333, 0.3333333333333333],
        interpolation: 'nearest',
        border_mode: 'replicate',
        p: 1,
      },
      input: [[1, 2, 3]],
      output: [[1, 1, 2]],
    },
    {
      doc: 'Always twice as large, of which the middle is seen.',
      parameters: { scale: [2, 2], interpolation: 'nearest', border_mode: 'replicate', p: 1 },
      input: [[1, 2, 3, 4]],
      output: [[2, 2, 3, 3]],
    },
  ],
  sample({ scale, translate, rotate, shear, interpolation, border_mode, fill }, _input, random) {
    const values = {
      scale: random.uniform(...scale),
      translate: [random.uniform(...translate), random.uniform(...translate)],
      rotate: random.uniform(...rotate),
      shear: [random.uniform(...shear), random.uniform(...shear)],
      interpolation,
      border_mode,
      fill,
    };
    return [{ operation: 'affine', values }];
  },
});
