import { boxMean } from '../../filter/box-mean.ts';
import { withData } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { choice, integer } from '../../parameters.ts';

export const boxBlur = defineOperation({
  id: 'box_blur',
  title: 'Box blur',
  family: 'filter',
  doc: 'The mean of the pixels around each, all channels (alpha too).',
  reference: 'cv2.blur; albumentations.Blur',
  parameters: {
    kernel_size: integer({
      default: 3,
      minimum: 1,
      maximum: 1023,
      unit: 'px',
      doc: 'Side of the square; an even one reaches further up and left.',
    }),
    border_mode: choice({
      default: 'reflect_101',
      doc: 'What lies beyond the edge, for a row a b c d.',
      choices: [
        { value: 'constant', doc: 'Zeros: 0 0 | a b c d | 0 0.' },
        { value: 'replicate', doc: 'The edge pixel: a a | a b c d | d d.' },
        { value: 'reflect', doc: 'Mirrored with the edge: b a | a b c d | d c.' },
        { value: 'reflect_101', doc: 'Mirrored without the edge: c b | a b c d | c b.' },
      ],
    }),
  },
  examples: [
    {
      doc: 'The mean of three in a row, rounded; the border mirrors without the edge.',
      parameters: {},
      input: [[0, 30, 60]],
      output: [[20, 30, 40]],
    },
    {
      doc: 'An even square reaches further up and left.',
      parameters: { kernel_size: 2, border_mode: 'replicate' },
      input: [[0, 30, 60]],
      output: [[0, 15, 45]],
    },
    {
      doc: 'Zeros beyond the edge darken it.',
      parameters: { border_mode: 'constant' },
      input: [
        [9, 9, 9],
        [9, 9, 9],
        [9, 9, 9],
      ],
      output: [
        [4, 6, 4],
        [6, 9, 6],
        [4, 6, 4],
      ],
    },
  ],
  apply: (image, { kernel_size, border_mode }) =>
    kernel_size === 1 ? image : withData(image, boxMean(image, kernel_size, border_mode)),
});
