import { DarkroomError } from '../../../shared/errors.ts';
import { describeShape, type Channels, type Shape } from '../../../shared/shape.ts';
import { colorChannels, shapeOf, withData } from '../../image.ts';
import { lookedUp } from '../../color/look-up.ts';
import { defineOperation } from '../../operation.ts';
import { number, numbers } from '../../parameters.ts';
import { recent } from '../../recent.ts';

/** Mean and standard deviation of well-known training sets, in fractions of the largest value. */
const sets = {
  imagenet: { doc: 'ImageNet.', mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  clip: {
    doc: 'CLIP.',
    mean: [0.48145466, 0.4578275, 0.40821073],
    std: [0.26862954, 0.26130258, 0.27577711],
  },
  inception: { doc: '−1 to 1, as Inception.', mean: [0.5], std: [0.5] },
  cifar10: { doc: 'CIFAR-10.', mean: [0.4914, 0.4822, 0.4465], std: [0.247, 0.2435, 0.2616] },
  mnist: { doc: 'MNIST.', mean: [0.1307], std: [0.3081] },
  zero_one: { doc: '0 to 1: only divided by the largest value.', mean: [0], std: [1] },
} as const;

function named(key: 'mean' | 'std') {
  return Object.fromEntries(
    Object.entries(sets).map(([name, set]) => [name, { values: set[key], doc: set.doc }]),
  );
}

export const normalize = defineOperation({
  id: 'normalize',
  title: 'Normalize',
  family: 'numeric',
  doc: 'Subtracts a training set’s mean and divides by its standard deviation; the result is float.',
  reference: '(x / max − mean) / std; albumentations.Normalize, torchvision Normalize after ToTensor',
  parameters: {
    mean: numbers({
      default: 'imagenet',
      minimum: -1e9,
      maximum: 1e9,
      named: named('mean'),
      doc: 'Subtracted: one for all channels or one per channel, in fractions of the largest value.',
    }),
    std: numbers({
      default: 'imagenet',
      minimum: 0,
      exclusiveMinimum: true,
      maximum: 1e9,
      named: named('std'),
      doc: 'Divided by: one for all channels or one per channel, in fractions of the largest value.',
    }),
    max_pixel_value: number({
      default: 255,
      minimum: 0,
      exclusiveMinimum: true,
      maximum: 1e9,
      doc: 'The value taken as 1: 255 for 8 bits, 65535 for 16 bits, 1 for values from 0 to 1.',
    }),
  },
  accepts: { vectors: true },
  examples: [
    {
      doc: 'Minus one to one.',
      parameters: { mean: 0.5, std: 0.5 },
      input: [[0, 255]],
      output: [[-1, 1]],
    },
    {
      doc: 'Every channel has its own; alpha is left as it is.',
      parameters: { mean: [0, 1, 2], std: [1, 2, 4], max_pixel_value: 10 },
      input: [[[10, 20, 30, 255]]],
      output: [[[1, 0.5, 0.25, 255]]],
    },
  ],
  check({ mean, std }) {
    if (mean.length === std.length || mean.length === 1 || std.length === 1) return [];
    return [
      {
        parameter: 'std',
        message: `Expected 1 or ${mean.length} numbers, as many as mean has, but received ${std.length}.`,
      },
    ];
  },
  shape(input, values) {
    channelNormalization(input, values);
    return { ...input, dtype: 'float32' };
  },
  apply(image, values) {
    const { channels } = image;
    const shape = shapeOf(image);
    const { mean, std } = channelNormalization(shape, values);
    const { max_pixel_value: unit } = values;
    if (shape.dtype === 'uint8') {
      const tables = Array.from({ length: channels }, (_value, channel) =>
        channel < mean.length ? tableOf(mean[channel]! * unit, 1 / (std[channel]! * unit)) : tableOf(0, 1),
      );
      return lookedUp(image, tables);
    }
    const { data } = image;
    const output = new Float32Array(data.length);
    for (let channel = 0; channel < channels; channel++) {
      if (channel >= mean.length) {
        for (let index = channel; index < data.length; index += channels) output[index] = data[index]!;
        continue;
      }
      const center = mean[channel]! * unit;
      const scale = 1 / (std[channel]! * unit);
      for (let index = channel; index < data.length; index += channels)
        output[index] = (data[index]! - center) * scale;
    }
    return withData(image, output);
  },
});

const tableOf = recent((center: number, scale: number) =>
  Float32Array.from({ length: 256 }, (_level, value) => (value - center) * scale),
);

export interface ChannelNormalization {
  /** One number for each channel that is normalized: the colours, and alpha only when four were given. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/**
 * What the written numbers mean for the channels of an image.
 * @throws DarkroomError `out_of_domain` when there is not one number for each colour.
 */
export function channelNormalization(
  input: Shape,
  { mean, std }: { readonly mean: readonly number[]; readonly std: readonly number[] },
): ChannelNormalization {
  const given = Math.max(mean.length, std.length);
  const colors = colorChannels(input.channels);
  const channels: Channels = given === 4 && input.channels === 4 ? 4 : colors;
  if (given !== 1 && given !== channels) {
    throw new DarkroomError(
      'out_of_domain',
      `Expected ${colors === 1 ? '1 number' : '1 or 3 numbers'} for mean and std of ${describeShape(input)} but received ${given}.`,
      {
        hint:
          colors === 1
            ? 'Give one mean and one std, such as mnist or 0.5, or keep the colours.'
            : 'Give one number for all channels or one for each.',
      },
    );
  }
  const perChannel = (values: readonly number[]) =>
    values.length === channels ? values : Array.from({ length: channels }, () => values[0]!);
  return { mean: perChannel(mean), std: perChannel(std) };
}
