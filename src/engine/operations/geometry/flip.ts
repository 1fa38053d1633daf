import { allocate, dataTypeOf, withData } from '../../image.ts';
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
  map: (input, { axis }) =>
    axis === 'horizontal' ? [-1, 0, 0, 1, input.width, 0] : [1, 0, 0, -1, 0, input.height],
  apply(image, { axis }) {
    const { data, width, height, channels } = image;
    const row = width * channels;
    const output = allocate(dataTypeOf(data), data.length);
    for (let y = 0; y < height; y++) {
      if (axis === 'vertical') {
        output.set(data.subarray(y * row, (y + 1) * row), (height - 1 - y) * row);
        continue;
      }
      for (let x = 0; x < width; x++) {
        const from = y * row + x * channels;
        const to = y * row + (width - 1 - x) * channels;
        for (let channel = 0; channel < channels; channel++) output[to + channel] = data[from + channel]!;
      }
    }
    return withData(image, output);
  },
});
