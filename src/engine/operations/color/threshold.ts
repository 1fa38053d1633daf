import { mapPoints } from '../../color/table.ts';
import { threshold as level, thresholdFor } from '../../color/threshold.ts';
import { shapeOf } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { choice } from '../../parameters.ts';

type Kind = 'binary' | 'binary_inverse' | 'truncate' | 'to_zero' | 'to_zero_inverse';

export const threshold = defineOperation({
  id: 'threshold',
  title: 'Threshold',
  family: 'color',
  doc: 'Compares every colour value with a level; white where it is above, black where not.',
  reference: 'cv2.threshold: above means x > threshold; white is 255, 65535, or 1 for float',
  parameters: {
    threshold: level,
    kind: choice({
      default: 'binary',
      doc: 'What becomes of the values.',
      choices: [
        { value: 'binary', doc: 'White above, black otherwise (THRESH_BINARY).' },
        { value: 'binary_inverse', doc: 'Black above, white otherwise (THRESH_BINARY_INV).' },
        { value: 'truncate', doc: 'The threshold above, the value otherwise (THRESH_TRUNC).' },
        { value: 'to_zero', doc: 'The value above, 0 otherwise (THRESH_TOZERO).' },
        { value: 'to_zero_inverse', doc: '0 above, the value otherwise (THRESH_TOZERO_INV).' },
      ],
    }),
  },
  examples: [
    { doc: 'Half of the range.', parameters: {}, input: [[0, 127, 128, 255]], output: [[0, 0, 255, 255]] },
    {
      doc: 'Keeps what is above.',
      parameters: { threshold: 0.25, kind: 'to_zero' },
      input: [[0, 0.25, 0.5]],
      output: [[0, 0, 0.5]],
    },
  ],
  shape(input, values) {
    thresholdFor('Threshold', input, values.threshold);
    return input;
  },
  apply(image, { threshold: written, kind }) {
    const threshold = thresholdFor('Threshold', shapeOf(image), written);
    return mapPoints(
      image,
      (value, full) => compared(value, threshold, full, kind),
      (input, output) => {
        for (let index = 0; index < input.length; index++) {
          output[index] = compared(input[index]!, threshold, 1, kind);
        }
      },
    );
  },
});

function compared(value: number, threshold: number, full: number, kind: Kind): number {
  switch (kind) {
    case 'binary':
      return value > threshold ? full : 0;
    case 'binary_inverse':
      return value > threshold ? 0 : full;
    case 'truncate':
      return value > threshold ? threshold : value;
    case 'to_zero':
      return value > threshold ? value : 0;
    case 'to_zero_inverse':
      return value > threshold ? 0 : value;
  }
}
