import { fullRange, type DataType } from '../../../shared/shape.ts';
import { allocate, dataTypeOf, withData } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { choice } from '../../parameters.ts';
import { roundHalfToEven } from '../../rounding.ts';

export const convert = defineOperation({
  id: 'convert',
  title: 'Convert',
  family: 'color',
  doc: 'Changes the type of the values and scales them to its range, alpha included.',
  reference:
    'x / full range of the old type · full range of the new one, rounded half to even and saturated; skimage img_as_float32, img_as_ubyte and img_as_uint (which cuts 16 bits down to 8 instead of rounding)',
  parameters: {
    dtype: choice({
      required: true,
      doc: 'Type of the result; the range of floats is 0 to 1.',
      choices: [
        { value: 'uint8', doc: '0 to 255.' },
        { value: 'uint16', doc: '0 to 65535.' },
        { value: 'float32', doc: '0 to 1.' },
      ],
    }),
  },
  accepts: { vectors: true },
  examples: [
    {
      doc: 'Eight bits fill sixteen.',
      parameters: { dtype: 'uint16' },
      input: [[0, 1, 255]],
      output: [[0, 257, 65535]],
    },
    {
      doc: 'What is beyond the range is saturated.',
      parameters: { dtype: 'uint8' },
      input: [[-0.5, 0.2, 1.5]],
      output: [[0, 51, 255]],
    },
  ],
  shape: (input, { dtype }) => ({ ...input, dtype }),
  apply(image, { dtype }) {
    const { data } = image;
    const before = dataTypeOf(data);
    if (before === dtype) return image;
    const output = allocate(dtype, data.length);
    if (dtype === 'float32') {
      const full = fullRange[before];
      for (let index = 0; index < data.length; index++) output[index] = data[index]! / full;
    } else if (before === 'float32') quantize(data, output, dtype);
    else if (dtype === 'uint16') {
      for (let index = 0; index < data.length; index++) output[index] = data[index]! * 257;
    } else {
      // 65535 / 255 = 257 is odd: no value lies halfway.
      for (let index = 0; index < data.length; index++) output[index] = (data[index]! + 128) / 257;
    }
    return withData(image, output);
  },
});

/** The product is one of float32, as scikit-image’s. Not a number becomes 0. */
function quantize(
  data: ArrayLike<number>,
  output: Uint8Array | Uint16Array | Float32Array,
  dtype: DataType,
): void {
  const full = fullRange[dtype];
  for (let index = 0; index < data.length; index++) {
    const value = Math.fround(data[index]! * full);
    output[index] = value >= full ? full : value > 0 ? roundHalfToEven(value) : 0;
  }
}
