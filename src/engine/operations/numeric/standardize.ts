import { colorChannels, withData, type Image } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { choice, number } from '../../parameters.ts';

export const standardize = defineOperation({
  id: 'standardize',
  title: 'Standardize',
  family: 'numeric',
  doc: 'Mean 0 and variance 1, from the image’s own mean and standard deviation; alpha is left as it is.',
  reference: '(x − μ) / √(σ² + ε), population variance; torch.nn.functional.layer_norm and instance_norm',
  parameters: {
    epsilon: number({
      default: 1e-5,
      minimum: 0,
      maximum: 1e9,
      doc: 'Added to the variance, in the square of the image’s unit.',
    }),
    per: choice({
      default: 'image',
      doc: 'What shares one mean and one standard deviation.',
      choices: [
        { value: 'image', doc: 'All channels of the image.' },
        { value: 'channel', doc: 'Each channel has its own.' },
      ],
    }),
  },
  accepts: { vectors: true },
  examples: [
    {
      doc: 'Mean 2, variance 1.',
      parameters: { epsilon: 0 },
      input: [[1, 3]],
      output: [[-1, 1]],
    },
    {
      doc: 'A constant image becomes zeros.',
      parameters: {},
      input: [[7, 7]],
      output: [[0, 0]],
    },
    {
      doc: 'Every channel by itself.',
      parameters: { per: 'channel', epsilon: 0 },
      input: [
        [
          [1, 10, 5],
          [3, 30, 5],
        ],
      ],
      output: [
        [
          [-1, -1, 0],
          [1, 1, 0],
        ],
      ],
    },
  ],
  shape: input => ({ ...input, dtype: 'float32' }),
  apply(image, { epsilon, per }) {
    const output = Float32Array.from(image.data);
    const colors = colorChannels(image.channels);
    if (per === 'image') standardizeChannels(image, output, 0, colors, epsilon);
    else
      for (let channel = 0; channel < colors; channel++)
        standardizeChannels(image, output, channel, channel + 1, epsilon);
    return withData(image, output);
  },
});

/** Two passes in double precision, over the channels from `first` up to `end`. */
function standardizeChannels(
  { data, channels }: Image,
  output: Float32Array,
  first: number,
  end: number,
  epsilon: number,
): void {
  const count = (data.length / channels) * (end - first);
  // Measured from one of the values, so that the mean of equal values is that value exactly.
  const origin = data[first]!;
  let sum = 0;
  for (let pixel = 0; pixel < data.length; pixel += channels) {
    for (let channel = first; channel < end; channel++) sum += data[pixel + channel]! - origin;
  }
  const mean = origin + sum / count;
  let squares = 0;
  for (let pixel = 0; pixel < data.length; pixel += channels) {
    for (let channel = first; channel < end; channel++) squares += (data[pixel + channel]! - mean) ** 2;
  }
  const deviation = Math.sqrt(squares / count + epsilon);
  // Without epsilon a constant image would be 0 / 0.
  const scale = deviation === 0 ? 0 : 1 / deviation;
  for (let pixel = 0; pixel < data.length; pixel += channels) {
    for (let channel = first; channel < end; channel++)
      output[pixel + channel] = (data[pixel + channel]! - mean) * scale;
  }
}
