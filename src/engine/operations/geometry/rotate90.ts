import { swapsSides, type Orientation } from '../../../shared/shape.ts';
import { orientationMap, reorient } from '../../geometry/reorient.ts';
import { defineOperation } from '../../operation.ts';
import { integer } from '../../parameters.ts';

export const rotate90 = defineOperation({
  id: 'rotate90',
  title: 'Rotate by quarter turns',
  family: 'geometry',
  doc: 'Turns the image counter-clockwise by quarter turns; no value changes.',
  reference: 'numpy.rot90; cv2.rotate',
  parameters: {
    turns: integer({
      default: 1,
      minimum: -3,
      maximum: 3,
      doc: 'Quarter turns, counter-clockwise; negative turns are clockwise.',
    }),
  },
  examples: [
    {
      doc: 'One turn counter-clockwise: the right column becomes the top row.',
      parameters: {},
      input: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      output: [
        [3, 6],
        [2, 5],
        [1, 4],
      ],
    },
    { doc: 'One turn clockwise.', parameters: { turns: -1 }, input: [[1, 2, 3]], output: [[1], [2], [3]] },
  ],
  shape: (input, { turns }) =>
    swapsSides(quarterTurn(turns)) ? { ...input, width: input.height, height: input.width } : input,
  map: ({ width, height }, { turns }) => orientationMap(quarterTurn(turns), width, height),
  apply: (image, { turns }) => reorient(image, quarterTurn(turns)),
});

/** The EXIF orientation whose display is that many counter-clockwise turns. */
function quarterTurn(turns: number): Orientation {
  const orientations = [1, 8, 3, 6] as const;
  return orientations[((turns % 4) + 4) % 4]!;
}
