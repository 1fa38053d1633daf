import { withData } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { borderMode, choice, number } from '../../parameters.ts';
import { convolve } from './convolve.ts';

export const sharpen = defineOperation({
  id: 'sharpen',
  title: 'Sharpen',
  family: 'filter',
  doc: 'Adds to each pixel how much it differs from its four neighbours, all channels (alpha too).',
  reference:
    'cv2.filter2D with the kernel [[0, −a, 0], [−a, 1 + 4a, −a], [0, −a, 0]] for the amount a, rounded and clipped ' +
    'to the type of the image',
  parameters: {
    amount: number({
      default: 1,
      minimum: 0,
      maximum: 100,
      doc: 'How much is added; 0 changes nothing, 1 is the kernel with 5 in its middle.',
    }),
    border_mode: choice({ ...borderMode, default: 'reflect_101' }),
  },
  examples: [
    {
      doc: 'A step becomes steeper.',
      parameters: { border_mode: 'replicate' },
      input: [[10, 10, 20, 20]],
      output: [[10, 0, 30, 20]],
    },
    {
      doc: 'A flat area stays flat.',
      parameters: {},
      input: [[7, 7, 7]],
      output: [[7, 7, 7]],
    },
  ],
  apply(image, { amount, border_mode }) {
    const kernel = [
      [0, -amount, 0],
      [-amount, 1 + 4 * amount, -amount],
      [0, -amount, 0],
    ];
    const { data } = convolve.apply(image, {
      kernel,
      stride: 1,
      padding: 'same',
      border_mode,
      flip: false,
      bias: 0,
      round: true,
    });
    return withData(image, data);
  },
});
