import { colorChannels, withData, type Image } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { choice, number } from '../../parameters.ts';

export const minMax = defineOperation({
  id: 'min_max',
  title: 'Min-max',
  family: 'numeric',
  doc: 'Stretches the image’s own smallest and largest value to a range; alpha is left as it is.',
  reference:
    '(x − min) / (max − min) · (high − low) + low; cv2.normalize NORM_MINMAX; a constant image becomes low',
  parameters: {
    low: number({ default: 0, minimum: -1e9, maximum: 1e9, doc: 'What the smallest value becomes.' }),
    high: number({ default: 1, minimum: -1e9, maximum: 1e9, doc: 'What the largest value becomes.' }),
    per: choice({
      default: 'image',
      doc: 'What shares one smallest and one largest value.',
      choices: [
        { value: 'image', doc: 'All channels of the image.' },
        { value: 'channel', doc: 'Each channel has its own.' },
      ],
    }),
  },
  accepts: { vectors: true },
  examples: [
    { doc: 'Zero to one.', parameters: {}, input: [[50, 100, 150]], output: [[0, 0.5, 1]] },
    { doc: 'A constant image.', parameters: { low: -1 }, input: [[7, 7]], output: [[-1, -1]] },
    {
      doc: 'Every channel by itself; alpha stays.',
      parameters: { per: 'channel' },
      input: [
        [
          [0, 10, 5, 9],
          [4, 30, 5, 8],
        ],
      ],
      output: [
        [
          [0, 0, 0, 9],
          [1, 1, 0, 8],
        ],
      ],
    },
  ],
  check: ({ low, high }) =>
    low < high
      ? []
      : [{ parameter: 'high', message: `Expected more than ${low} (low) for high but received ${high}.` }],
  shape: input => ({ ...input, dtype: 'float32' }),
  apply(image, { low, high, per }) {
    const output = Float32Array.from(image.data);
    const colors = colorChannels(image.channels);
    if (per === 'image') stretch(image, output, 0, colors, low, high);
    else
      for (let channel = 0; channel < colors; channel++)
        stretch(image, output, channel, channel + 1, low, high);
    return withData(image, output);
  },
});

/** Over the channels from `first` up to `end`. */
function stretch(
  { data, channels }: Image,
  output: Float32Array,
  first: number,
  end: number,
  low: number,
  high: number,
): void {
  let smallest = Infinity;
  let largest = -Infinity;
  for (let pixel = 0; pixel < data.length; pixel += channels) {
    for (let channel = first; channel < end; channel++) {
      const value = data[pixel + channel]!;
      if (value < smallest) smallest = value;
      if (value > largest) largest = value;
    }
  }
  const scale = largest > smallest ? (high - low) / (largest - smallest) : 0;
  for (let pixel = 0; pixel < data.length; pixel += channels) {
    for (let channel = first; channel < end; channel++)
      output[pixel + channel] = (data[pixel + channel]! - smallest) * scale + low;
  }
}
