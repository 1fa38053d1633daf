import { valueCount } from '../../../shared/shape.ts';
import { allocate, dataTypeOf, type Image, type PixelData } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { choice } from '../../parameters.ts';

export const flatten = defineOperation({
  id: 'flatten',
  title: 'Flatten',
  family: 'numeric',
  doc: 'All values in one row: a vector.',
  reference: 'numpy.ndarray.flatten, row-major',
  parameters: {
    layout: choice({
      default: 'hwc',
      doc: 'The order of the values.',
      choices: [
        {
          value: 'hwc',
          doc: 'Row by row, pixel by pixel, the channels of a pixel together (NumPy, TensorFlow).',
        },
        { value: 'chw', doc: 'Channel by channel, each row by row (PyTorch).' },
      ],
    }),
  },
  accepts: { vectors: true },
  examples: [
    {
      doc: 'Row after row.',
      parameters: {},
      input: [
        [1, 2],
        [3, 4],
      ],
      output: [[1, 2, 3, 4]],
    },
    {
      doc: 'Channel after channel.',
      parameters: { layout: 'chw' },
      input: [
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ],
      output: [[1, 4, 2, 5, 3, 6]],
    },
  ],
  shape: input => ({ ...input, width: valueCount(input), height: 1, channels: 1, vector: true }),
  map: () => undefined,
  apply(image, { layout }) {
    const data = layout === 'hwc' || image.channels === 1 ? image.data : planes(image);
    return { data, width: data.length, height: 1, channels: 1, orientation: image.orientation, vector: true };
  },
});

function planes({ data, channels }: Image): PixelData {
  const output = allocate(dataTypeOf(data), data.length);
  let to = 0;
  for (let channel = 0; channel < channels; channel++) {
    for (let from = channel; from < data.length; from += channels) output[to++] = data[from]!;
  }
  return output;
}
