import { DarkroomError } from '../../../shared/errors.ts';
import { describeShape } from '../../../shared/shape.ts';
import { fillFor } from '../../geometry/fill.ts';
import { shapeOf, withData } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { fill, matrix } from '../../parameters.ts';

export const erase = defineOperation({
  id: 'erase',
  title: 'Erase',
  family: 'color',
  doc: 'Covers rectangles with one colour, all channels (alpha too). Labels stay as they are.',
  reference: 'albumentations cutout: array[y:y+height, x:x+width] = fill for one rectangle after the other',
  parameters: {
    holes: matrix({
      required: true,
      maximumRows: 1000,
      maximumColumns: 4,
      doc: 'One rectangle a row, in whole pixels: x, y, width, height.',
    }),
    fill: { ...fill, doc: 'Colour of the rectangles, in the units of the image.' },
  },
  examples: [
    {
      doc: 'One rectangle.',
      parameters: { holes: [[1, 0, 2, 1]], fill: 9 },
      input: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      output: [
        [1, 9, 9],
        [4, 5, 6],
      ],
    },
    {
      doc: 'Two, which overlap; one of no height covers nothing.',
      parameters: {
        holes: [
          [0, 0, 2, 1],
          [1, 0, 1, 2],
          [0, 1, 1, 0],
        ],
      },
      input: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      output: [
        [0, 0, 3],
        [4, 0, 6],
      ],
    },
  ],
  check({ holes }) {
    const wrong = holes.find(
      hole => hole.length !== 4 || !hole.every(side => Number.isInteger(side) && side >= 0),
    );
    if (!wrong) return [];
    const message = `Expected x, y, width and height in whole pixels for holes but received [${wrong.join(', ')}].`;
    return [{ parameter: 'holes', message }];
  },
  shape(input, { holes, fill }) {
    fillFor('Erase', input, fill);
    for (const [x, y, width, height] of holes as readonly Hole[]) {
      if (x + width <= input.width && y + height <= input.height) continue;
      throw new DarkroomError(
        'out_of_domain',
        `Erase expects holes inside the image but received ${width}×${height} at (${x}, ${y}) on ${describeShape(input)}.`,
        { hint: 'Draw the holes for an image of this size.' },
      );
    }
    return input;
  },
  apply(image, { holes, fill }) {
    const { channels, width: stride } = image;
    const color = fillFor('Erase', shapeOf(image), fill);
    const output = image.data.slice();
    for (const [left, top, width, height] of holes as readonly Hole[]) {
      for (let y = top; y < top + height; y++) {
        const from = (y * stride + left) * channels;
        const to = from + width * channels;
        for (let channel = 0; channel < channels; channel++) {
          const value = color[channel]!;
          for (let index = from + channel; index < to; index += channels) output[index] = value;
        }
      }
    }
    return withData(image, output);
  },
});

type Hole = readonly [x: number, y: number, width: number, height: number];
