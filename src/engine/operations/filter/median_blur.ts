import { DarkroomError } from '../../../shared/errors.ts';
import { describeShape } from '../../../shared/shape.ts';
import { medianFilter } from '../../filter/median.ts';
import { withData } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { borderMode, choice, integer } from '../../parameters.ts';

/** Beyond 8 bits every window is searched for itself, which takes a minute where a histogram takes a second. */
const largestWide = 15;

export const medianBlur = defineOperation({
  id: 'median_blur',
  title: 'Median blur',
  family: 'filter',
  doc: 'The median of the pixels around each, all channels (alpha too); removes specks and keeps edges.',
  reference: 'cv2.medianBlur, whose border is replicate; albumentations.MedianBlur',
  parameters: {
    kernel_size: integer({
      default: 3,
      minimum: 1,
      maximum: 255,
      odd: true,
      unit: 'px',
      doc: `Side of the square; at most ${largestWide} for images of 16 bits and float.`,
    }),
    border_mode: choice({ ...borderMode, default: 'replicate' }),
  },
  examples: [
    {
      doc: 'A speck is gone.',
      parameters: {},
      input: [
        [5, 5, 5],
        [5, 200, 5],
        [5, 5, 5],
      ],
      output: [
        [5, 5, 5],
        [5, 5, 5],
        [5, 5, 5],
      ],
    },
    {
      doc: 'An edge stays where it is.',
      parameters: {},
      input: [[0, 0, 0, 9, 9]],
      output: [[0, 0, 0, 9, 9]],
    },
  ],
  shape(input, { kernel_size }) {
    if (input.dtype !== 'uint8' && kernel_size > largestWide) {
      throw new DarkroomError(
        'out_of_domain',
        `Expected a kernel_size of at most ${largestWide} for median_blur on ${describeShape(input)} but received ${kernel_size}.`,
        { hint: 'Convert the image to uint8 in a step before, or use a smaller kernel_size.' },
      );
    }
    return input;
  },
  apply: (image, { kernel_size, border_mode }) =>
    kernel_size === 1 ? image : withData(image, medianFilter(image, kernel_size, border_mode)),
});
