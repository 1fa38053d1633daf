import { fullRange, type Channels } from '../../../shared/shape.ts';
import { allocate, dataTypeOf, withFrame, type Image } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { choice } from '../../parameters.ts';

type Order = 'rgb' | 'bgr' | 'r' | 'g' | 'b' | 'rgba';

/** Which of red, green, blue and alpha each channel of the result is. */
const sources: Readonly<Record<Order, readonly number[]>> = {
  rgb: [0, 1, 2],
  bgr: [2, 1, 0],
  r: [0],
  g: [1],
  b: [2],
  rgba: [0, 1, 2, 3],
};

export const channels = defineOperation({
  id: 'channels',
  title: 'Channels',
  family: 'color',
  doc: 'Reorders the channels, takes one of them out, adds or drops alpha.',
  reference: 'NumPy indexing, cv2.cvtColor RGB2BGR and GRAY2RGBA, PIL.Image.getchannel, albumentations.ToRGB',
  parameters: {
    order: choice({
      default: 'rgb',
      doc: 'The channels of the result, in order; one gray channel stands for all three colours.',
      choices: [
        { value: 'rgb', doc: 'Three colours; gray is repeated, alpha dropped.' },
        { value: 'bgr', doc: 'Three colours as OpenCV holds them; alpha is dropped.' },
        { value: 'r', doc: 'Red alone.' },
        { value: 'g', doc: 'Green alone.' },
        { value: 'b', doc: 'Blue alone.' },
        { value: 'rgba', doc: 'Three colours and alpha; without alpha, an opaque one.' },
      ],
    }),
  },
  examples: [
    { doc: 'As OpenCV.', parameters: { order: 'bgr' }, input: [[[1, 2, 3]]], output: [[[3, 2, 1]]] },
    { doc: 'Green alone.', parameters: { order: 'g' }, input: [[[1, 2, 3, 4]]], output: [[2]] },
    { doc: 'Gray becomes opaque.', parameters: { order: 'rgba' }, input: [[7]], output: [[[7, 7, 7, 255]]] },
  ],
  shape: (input, { order }) => ({ ...input, channels: sources[order].length as Channels }),
  apply(image, { order }) {
    const { data, width, height, channels } = image;
    const picked = sources[order];
    if (picked.length === channels && picked.every((source, channel) => source === channel)) return image;
    const dtype = dataTypeOf(data);
    const output = allocate(dtype, (data.length / channels) * picked.length);
    for (const [channel, source] of picked.entries()) {
      if (source === 3 && channels !== 4) fillChannel(output, channel, picked.length, fullRange[dtype]);
      else copyChannel(image, channels === 1 ? 0 : source, output, channel, picked.length);
    }
    return withFrame(image, output, width, height, picked.length as Channels);
  },
});

function copyChannel(
  { data, channels }: Image,
  from: number,
  output: Image['data'],
  to: number,
  step: number,
) {
  for (let source = from, target = to; source < data.length; source += channels, target += step) {
    output[target] = data[source]!;
  }
}

function fillChannel(output: Image['data'], channel: number, step: number, value: number): void {
  for (let index = channel; index < output.length; index += step) output[index] = value;
}
