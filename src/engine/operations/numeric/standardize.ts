import { channelHistograms } from '../../color/histogram.ts';
import { colorChannels, withData, type Image } from '../../image.ts';
import { hasManyBytes, mapLevels } from '../../numeric/byte-levels.ts';
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
    const colors = colorChannels(image.channels);
    const groups = Array.from({ length: per === 'image' ? 1 : colors }, (_group, channel) =>
      per === 'image' ? ([0, colors] as const) : ([channel, channel + 1] as const),
    );
    const scales = groups.map(([first, end]) => scaleOf(image, first, end, epsilon));
    if (hasManyBytes(image)) {
      return mapLevels(
        image,
        Array.from({ length: colors }, (_mapping, channel) => {
          const { mean, scale } = scales[channel] ?? scales[0]!;
          return (level: number) => (level - mean) * scale;
        }),
      );
    }
    const { data, channels } = image;
    const output = Float32Array.from(data);
    for (const [group, [first, end]] of groups.entries()) {
      const { mean, scale } = scales[group]!;
      for (let pixel = 0; pixel < data.length; pixel += channels) {
        for (let index = pixel + first; index < pixel + end; index++)
          output[index] = (data[index]! - mean) * scale;
      }
    }
    return withData(image, output);
  },
});

/** In double precision, over the channels from `first` up to `end`. */
function scaleOf(image: Image, first: number, end: number, epsilon: number) {
  const { data, channels } = image;
  const count = (data.length / channels) * (end - first);
  // Measured from one of the values, so that the mean of equal values is that value exactly.
  const origin = data[first]!;
  const mean = origin + sumOf(image, first, end, origin) / count;
  const deviation = Math.sqrt(sumOfSquares(image, first, end, mean) / count + epsilon);
  // Without epsilon a constant image would be 0 / 0.
  return { mean, scale: deviation === 0 ? 0 : 1 / deviation };
}

function sumOf(image: Image, first: number, end: number, origin: number): number {
  const { data, channels } = image;
  let sum = 0;
  if (hasManyBytes(image)) {
    // Exact, so their order does not matter.
    for (const counts of channelHistograms(image).slice(first, end))
      for (const [level, count] of counts.entries()) sum += count * (level - origin);
    return sum;
  }
  for (let pixel = 0; pixel < data.length; pixel += channels) {
    for (let index = pixel + first; index < pixel + end; index++) sum += data[index]! - origin;
  }
  return sum;
}

function sumOfSquares({ data, channels }: Image, first: number, end: number, mean: number): number {
  let squares = 0;
  if (end - first === channels) {
    for (let index = 0; index < data.length; index++) squares += (data[index]! - mean) ** 2;
    return squares;
  }
  for (let pixel = 0; pixel < data.length; pixel += channels) {
    for (let index = pixel + first; index < pixel + end; index++) squares += (data[index]! - mean) ** 2;
  }
  return squares;
}
