import { orientationMap, reorient } from '../../geometry/reorient.ts';
import { defineOperation } from '../../operation.ts';
import { choice } from '../../parameters.ts';

export const flip = defineOperation({
  id: 'flip',
  title: 'Flip',
  family: 'geometry',
  doc: 'Mirrors the image.',
  reference: 'cv2.flip; PIL.ImageOps.mirror and flip',
  parameters: {
    axis: choice({
      default: 'horizontal',
      doc: 'Direction in which pixels change places.',
      choices: [
        { value: 'horizontal', doc: 'Left and right change places.' },
        { value: 'vertical', doc: 'Top and bottom change places.' },
      ],
    }),
  },
  examples: [
    { doc: 'Left and right change places.', parameters: {}, input: [[1, 2, 3]], output: [[3, 2, 1]] },
    {
      doc: 'Top and bottom change places.',
      parameters: { axis: 'vertical' },
      input: [[1], [2]],
      output: [[2], [1]],
    },
  ],
  map: ({ width, height }, { axis }) => orientationMap(axis === 'horizontal' ? 2 : 4, width, height),
  apply: (image, { axis }) => reorient(image, axis === 'horizontal' ? 2 : 4),
});
