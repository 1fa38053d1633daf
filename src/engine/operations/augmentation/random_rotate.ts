import { defineAugmentation, probability } from '../../augmentation.ts';
import { warpParameters } from '../../geometry/warp-parameters.ts';
import { number } from '../../parameters.ts';

export const randomRotate = defineAugmentation({
  id: 'random_rotate',
  title: 'Random rotation',
  doc: 'Turns the image about its centre by a random angle; the size stays.',
  reference: 'albumentations.Rotate; torchvision RandomRotation: the angle uniform within ±limit',
  parameters: {
    limit: number({
      default: 15,
      minimum: 0,
      maximum: 180,
      unit: '°',
      doc: 'Largest angle, in either direction.',
    }),
    ...warpParameters,
    p: probability(0.5),
  },
  examples: [
    {
      doc: 'There is one angle within ±0.',
      parameters: { limit: 0, p: 1 },
      input: [[1, 2, 3]],
      output: [[1, 2, 3]],
    },
    {
      doc: 'One pixel stays the same at every angle.',
      parameters: { limit: 180, border_mode: 'replicate', p: 1 },
      input: [[7]],
      output: [[7]],
    },
  ],
  sample: ({ limit, interpolation, border_mode, fill }, _input, random) => [
    {
      operation: 'rotate',
      values: { angle: random.uniform(-limit, limit), expand: false, interpolation, border_mode, fill },
    },
  ],
});
