import { defineAugmentation, probability } from '../../augmentation.ts';

export const randomRotate90 = defineAugmentation({
  id: 'random_rotate90',
  title: 'Random quarter turn',
  doc: 'Turns the image by 0, 1, 2 or 3 quarter turns, each equally likely.',
  reference: 'albumentations.RandomRotate90',
  parameters: { p: probability(1) },
  examples: [
    { doc: 'One pixel looks the same from every side.', parameters: {}, input: [[7]], output: [[7]] },
    { doc: 'Never.', parameters: { p: 0 }, input: [[1, 2]], output: [[1, 2]] },
  ],
  sample: (_values, _input, random) => [{ operation: 'rotate90', values: { turns: random.integer(0, 3) } }],
});
