import { translation } from '../../../shared/affine.ts';
import { DarkroomError } from '../../../shared/errors.ts';
import { cropRegion } from '../../geometry/canvas.ts';
import { defineOperation } from '../../operation.ts';
import { height, integer, maximumSide, width } from '../../parameters.ts';

export const crop = defineOperation({
  id: 'crop',
  title: 'Crop',
  family: 'geometry',
  doc: 'Cuts a rectangle out of the image.',
  reference: 'albumentations.Crop; array[y:y+height, x:x+width]',
  parameters: {
    x: integer({
      required: true,
      minimum: 0,
      maximum: maximumSide,
      unit: 'px',
      doc: 'Left edge of the rectangle.',
    }),
    y: integer({
      required: true,
      minimum: 0,
      maximum: maximumSide,
      unit: 'px',
      doc: 'Top edge of the rectangle.',
    }),
    width,
    height,
  },
  examples: [
    {
      doc: 'The lower right corner.',
      parameters: { x: 1, y: 1, width: 2, height: 1 },
      input: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      output: [[5, 6]],
    },
    {
      doc: 'One colour pixel.',
      parameters: { x: 0, y: 0, width: 1, height: 1 },
      input: [
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ],
      output: [[[1, 2, 3]]],
    },
  ],
  shape(input, values) {
    const right = values.x + values.width;
    const bottom = values.y + values.height;
    if (right > input.width || bottom > input.height) {
      throw new DarkroomError(
        'out_of_domain',
        `Crop expects a rectangle inside the image of ${input.width}×${input.height} but received ` +
          `${values.width}×${values.height} at (${values.x}, ${values.y}), which ends at (${right}, ${bottom}).`,
        { hint: 'Crop a smaller rectangle, or resize or pad the image in a step before.' },
      );
    }
    return { ...input, width: values.width, height: values.height };
  },
  map: (_input, { x, y }) => translation(-x, -y),
  apply: (image, values) => cropRegion(image, { left: values.x, top: values.y }, values.width, values.height),
});
