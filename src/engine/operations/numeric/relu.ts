import { withData } from '../../image.ts';
import { defineOperation } from '../../operation.ts';

export const relu = defineOperation({
  id: 'relu',
  title: 'ReLU',
  family: 'numeric',
  doc: 'Negative values become 0, in every channel.',
  reference: 'max(0, x); torch.nn.functional.relu',
  parameters: {},
  accepts: { vectors: true },
  examples: [
    { doc: 'Without negative values nothing changes.', parameters: {}, input: [[0, 7]], output: [[0, 7]] },
    {
      doc: 'A feature map after convolve.',
      parameters: {},
      input: [[3, 22, -2, 10]],
      output: [[3, 22, 0, 10]],
    },
  ],
  apply(image) {
    const { data } = image;
    if (!(data instanceof Float32Array)) return image;
    const output = new Float32Array(data.length);
    // Not a number stays so.
    for (let index = 0; index < data.length; index++) output[index] = data[index]! <= 0 ? 0 : data[index]!;
    return withData(image, output);
  },
});
