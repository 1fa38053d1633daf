import { DarkroomError } from '../../../shared/errors.ts';
import { describeShape, fullRange, type Shape } from '../../../shared/shape.ts';
import { allocate, dataTypeOf, shapeOf, withFrame } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { color } from '../../parameters.ts';
import { roundHalfToEven } from '../../rounding.ts';

export const background = defineOperation({
  id: 'background',
  title: 'Background',
  family: 'color',
  doc: 'Lays an image with alpha onto a colour; without alpha nothing changes.',
  reference:
    '(alpha · x + (full range − alpha) · colour) / full range, rounded to the nearest; PIL.Image.paste(image, mask=alpha) on a plain image',
  parameters: {
    color: color({
      default: [0],
      doc: 'The colour beneath, in the units of the image: one number, or red, green and blue.',
    }),
  },
  examples: [
    {
      doc: 'Half transparent on white.',
      parameters: { color: 255 },
      input: [[[100, 0, 255, 51]]],
      output: [[[224, 204, 255]]],
    },
    {
      doc: 'Fully transparent shows the colour.',
      parameters: { color: [1, 2, 3] },
      input: [[[9, 9, 9, 0]]],
      output: [[[1, 2, 3]]],
    },
    { doc: 'Nothing to flatten.', parameters: { color: 9 }, input: [[[1, 2, 3]]], output: [[[1, 2, 3]]] },
  ],
  check: ({ color }) =>
    color.length === 4
      ? [{ parameter: 'color', message: 'Expected 1 or 3 numbers for color but received 4.' }]
      : [],
  shape(input, { color }) {
    if (input.channels !== 4) return input;
    colorBeneath(input, color);
    return { ...input, channels: 3 };
  },
  apply(image, { color }) {
    if (image.channels !== 4) return image;
    const { data, width, height } = image;
    const dtype = dataTypeOf(data);
    const beneath = colorBeneath(shapeOf(image), color);
    const full = fullRange[dtype];
    const half = dtype === 'float32' ? 0 : 0.5;
    const output = allocate(dtype, width * height * 3);
    for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
      const alpha = data[from + 3]!;
      const rest = full - alpha;
      output[to] = (alpha * data[from]! + rest * beneath[0]) / full + half;
      output[to + 1] = (alpha * data[from + 1]! + rest * beneath[1]) / full + half;
      output[to + 2] = (alpha * data[from + 2]! + rest * beneath[2]) / full + half;
    }
    return withFrame(image, output, width, height, 3);
  },
});

/**
 * Red, green and blue of the colour; fractions on integer images are rounded half to even.
 * @throws DarkroomError `out_of_domain` when an integer image cannot have such a colour
 */
function colorBeneath(input: Shape, color: readonly number[]): readonly [number, number, number] {
  const full = fullRange[input.dtype];
  const outside = color.find(value => !(value >= 0 && value <= full));
  if (input.dtype !== 'float32' && outside !== undefined) {
    throw new DarkroomError(
      'out_of_domain',
      `Background expects 0 to ${full} for color on ${describeShape(input)} but received ${outside}.`,
      { hint: 'The colour is in the units of the image at this step.' },
    );
  }
  const level = (channel: number) => {
    const value = color[channel] ?? color[0]!;
    return input.dtype === 'float32' ? value : roundHalfToEven(value);
  };
  return [level(0), level(1), level(2)];
}
