import { checkpoint, checkpointEvery } from '../../checkpoint.ts';
import { fullRange } from '../../../shared/shape.ts';
import { allocate, dataTypeOf, withData, type PixelData } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { match, number } from '../../parameters.ts';
import { recent } from '../../recent.ts';
import { roundHalfToEven } from '../../rounding.ts';
import { spareBytes } from '../../spare.ts';
import { gaussianBlur } from './gaussian_blur.ts';

export const unsharpMask = defineOperation({
  id: 'unsharp_mask',
  title: 'Unsharp mask',
  family: 'filter',
  doc: 'Adds to each pixel how much it differs from a blurred image, all channels (alpha too).',
  reference:
    'x + amount · (x − blurred) where |x − blurred| exceeds the threshold: cv2.GaussianBlur and cv2.addWeighted, ' +
    'rounded once, half to even; with match pillow PIL.ImageFilter.UnsharpMask, the added part truncated to whole levels',
  parameters: {
    radius: number({
      default: 2,
      minimum: 0,
      exclusiveMinimum: true,
      maximum: 170,
      unit: 'px',
      doc: 'Standard deviation of the blur.',
    }),
    amount: number({
      default: 1,
      minimum: 0,
      maximum: 100,
      doc: 'How much of the difference is added. With match pillow it counts in hundredths (percent).',
    }),
    threshold: number({
      default: 0,
      minimum: 0,
      maximum: 65535,
      doc: 'Pixels that differ by no more than this, in image units, stay as they are.',
    }),
    match,
  },
  examples: [
    {
      doc: 'A flat area stays flat.',
      parameters: {},
      input: [[7, 7, 7]],
      output: [[7, 7, 7]],
    },
    {
      doc: 'A step becomes steeper.',
      parameters: { radius: 0.8, match: 'opencv' },
      input: [[100, 100, 100, 200, 200, 200]],
      output: [[100, 98, 75, 225, 202, 200]],
    },
    {
      doc: 'Differences up to the threshold are left alone.',
      parameters: { threshold: 20 },
      input: [[100, 110, 100]],
      output: [[100, 110, 100]],
    },
  ],
  apply(image, { radius, amount, threshold, match }) {
    const blurred = gaussianBlur.apply(image, {
      kernel_size: 0,
      sigma: radius,
      border_mode: undefined,
      match,
    });
    const { data } = image;
    if (data instanceof Uint8Array && data.length >= pairsPay) {
      return withData(image, addBytes(data, blurred.data, pairsOf(match, amount, threshold)));
    }
    const output = allocate(dataTypeOf(data), data.length);
    if (output instanceof Float32Array) addFloats(data, blurred.data, amount, threshold, output);
    else if (match === 'pillow') addTruncated(data, blurred.data, amount, threshold, output);
    else addRounded(data, blurred.data, amount, threshold, output);
    return withData(image, output);
  },
});

/** Results of fewer bytes are not worth a table. */
const pairsPay = 2 ** 16;

/** What is made of every byte, by what it is blurred to: at value · 256 + blurred. */
const pairsOf = recent((match: 'opencv' | 'pillow', amount: number, threshold: number) => {
  const values = Uint8Array.from({ length: 65536 }, (_value, pair) => pair >> 8);
  const blurred = values.map((_value, pair) => pair);
  const pairs = new Uint8Array(65536);
  const add = match === 'pillow' ? addTruncated : addRounded;
  add(values, blurred, amount, threshold, pairs);
  return pairs;
}, 4);

function addBytes(data: Uint8Array, blurred: PixelData, pairs: Uint8Array): Uint8Array {
  const output = spareBytes(data.length);
  for (let from = 0; from < data.length; from += checkpointEvery) {
    checkpoint();
    const end = Math.min(from + checkpointEvery, data.length);
    for (let index = from; index < end; index++)
      output[index] = pairs[(data[index]! << 8) | blurred[index]!]!;
  }
  return output;
}

/** One pass over all values: what is added to `data` where it differs from `blurred`. */
type Add = (
  data: PixelData,
  blurred: PixelData,
  amount: number,
  threshold: number,
  output: PixelData,
) => void;

const addFloats: Add = (data, blurred, amount, threshold, output) => {
  for (let index = 0; index < data.length; index++) {
    const value = data[index]!;
    const difference = value - blurred[index]!;
    output[index] = Math.abs(difference) <= threshold ? value : value + amount * difference;
  }
};

/** In single precision with a fused multiply-add, as addWeighted. */
const addRounded: Add = (data, blurred, amount, threshold, output) => {
  const highest = fullRange[dataTypeOf(output)];
  const { fround } = Math;
  const own = fround(1 + amount);
  const other = fround(-amount);
  for (let index = 0; index < data.length; index++) {
    const value = data[index]!;
    const isLeft = Math.abs(value - blurred[index]!) <= threshold;
    const sum = isLeft ? value : roundHalfToEven(fround(value * own + fround(blurred[index]! * other)));
    output[index] = sum < 0 ? 0 : sum > highest ? highest : sum;
  }
};

/** Pillow's integers: whole percents, and a division that truncates. */
const addTruncated: Add = (data, blurred, amount, threshold, output) => {
  const highest = fullRange[dataTypeOf(output)];
  const percent = Math.round(amount * 100);
  for (let index = 0; index < data.length; index++) {
    const value = data[index]!;
    const difference = value - blurred[index]!;
    const sum = Math.abs(difference) <= threshold ? value : value + Math.trunc((difference * percent) / 100);
    output[index] = sum < 0 ? 0 : sum > highest ? highest : sum;
  }
};
