import { withData } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { number } from '../../parameters.ts';

export const rescale = defineOperation({
  id: 'rescale',
  title: 'Rescale',
  family: 'numeric',
  doc: 'Multiplies every value by a scale and adds an offset; the result is float.',
  reference: 'value · scale + offset, in float32',
  parameters: {
    scale: number({ default: 1 / 255, minimum: -1e9, maximum: 1e9, doc: 'Factor.' }),
    offset: number({ default: 0, minimum: -1e9, maximum: 1e9, doc: 'Added after scaling.' }),
  },
  accepts: { vectors: true },
  examples: [
    { doc: 'Eight bits become 0 to 1.', parameters: {}, input: [[0, 51, 255]], output: [[0, 0.2, 1]] },
    { doc: 'Minus one to one.', parameters: { scale: 2, offset: -1 }, input: [[0, 1]], output: [[-1, 1]] },
  ],
  shape: input => ({ ...input, dtype: 'float32' }),
  apply(image, { scale, offset }) {
    const { data } = image;
    const output = new Float32Array(data.length);
    for (let index = 0; index < output.length; index++) output[index] = data[index]! * scale + offset;
    return withData(image, output);
  },
});
