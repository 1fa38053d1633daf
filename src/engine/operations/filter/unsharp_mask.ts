import { fullRange } from '../../../shared/shape.ts';
import { allocate, dataTypeOf, withData, type PixelData } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { match, number } from '../../parameters.ts';
import { roundHalfToEven } from '../../rounding.ts';
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
    const output = allocate(dataTypeOf(image.data), image.data.length);
    if (output instanceof Float32Array) addFloats(image.data, blurred.data, amount, threshold, output);
    else if (match === 'pillow') addTruncated(image.data, blurred.data, amount, threshold, output);
    else addRounded(image.data, blurred.data, amount, threshold, output);
    return withData(image, output);
  },
});

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
