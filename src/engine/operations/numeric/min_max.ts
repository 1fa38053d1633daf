import { channelHistograms } from '../../color/histogram.ts';
import { colorChannels, withData, type Image } from '../../image.ts';
import { hasManyBytes, mapLevels } from '../../numeric/byte-levels.ts';
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
    const colors = colorChannels(image.channels);
    if (hasManyBytes(image)) return stretchBytes(image, colors, low, high, per);
    const output = Float32Array.from(image.data);
    if (per === 'image') stretch(image, output, 0, colors, low, high);
    else
      for (let channel = 0; channel < colors; channel++)
        stretch(image, output, channel, channel + 1, low, high);
    return withData(image, output);
  },
});

function stretchBytes(
  image: Image,
  colors: number,
  low: number,
  high: number,
  per: 'image' | 'channel',
): Image {
  const counts = channelHistograms(image).slice(0, colors);
  const present = counts.map(channel => (level: number) => channel[level]! > 0);
  const levels = Array.from({ length: 256 }, (_level, level) => level);
  const mappingOf = (isPresent: (level: number) => boolean) => {
    const smallest = levels.find(isPresent)!;
    const largest = levels.findLast(isPresent)!;
    const scale = largest > smallest ? (high - low) / (largest - smallest) : 0;
    return (level: number) => (level - smallest) * scale + low;
  };
  if (per === 'channel') return mapLevels(image, present.map(mappingOf));
  const mapping = mappingOf(level => present.some(isPresent => isPresent(level)));
  return mapLevels(
    image,
    present.map(() => mapping),
  );
}

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
