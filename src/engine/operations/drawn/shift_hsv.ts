import { shiftHsvOpencv } from '../../color/hue-opencv.ts';
import { shiftHsv } from '../../color/hue-unquantized.ts';
import { mapPoints } from '../../color/table.ts';
import type { Image } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { number } from '../../parameters.ts';

export const shiftHueSaturationValue = defineOperation({
  id: 'shift_hsv',
  title: 'Shift of hue, saturation and value',
  family: 'color',
  doc: 'Adds to hue, saturation and value; gray stays gray, and of one channel only the value changes.',
  reference:
    'albumentations shift_hsv: 8 bits through OpenCV’s RGB2HSV and HSV2RGB, saturation and value shifted by whole levels. 16 bits and floats are shifted by the same amounts without steps, where Albumentations goes through 8 bits',
  parameters: {
    hue: number({
      default: 0,
      minimum: -180,
      maximum: 180,
      unit: '2°',
      doc: 'Added to the hue, in steps of 2° on the colour circle, positive from red to green.',
    }),
    saturation: number({
      default: 0,
      minimum: -255,
      maximum: 255,
      doc: 'Added to the saturation, of which 255 is the most.',
    }),
    value: number({
      default: 0,
      minimum: -255,
      maximum: 255,
      doc: 'Added to the value, the largest of the three colours, of which 255 is the most.',
    }),
  },
  examples: [
    {
      doc: 'A third of the circle: red becomes green. Gray stays.',
      parameters: { hue: 60 },
      input: [
        [
          [255, 0, 0],
          [80, 80, 80],
        ],
      ],
      output: [
        [
          [0, 255, 0],
          [80, 80, 80],
        ],
      ],
    },
    {
      doc: 'One channel has a value only; fractions are cut off.',
      parameters: { saturation: 30, value: -20.9 },
      input: [[10, 100, 255]],
      output: [[0, 80, 235]],
    },
    {
      doc: 'Without saturation the value is left; alpha stays.',
      parameters: { saturation: -255 },
      input: [[[200, 100, 0, 9]]],
      output: [[[200, 200, 200, 9]]],
    },
  ],
  apply(image, { hue, saturation, value }) {
    if (hue === 0 && saturation === 0 && value === 0) return image;
    if (image.channels === 1) return addValue(image, value);
    if (!(image.data instanceof Uint8Array)) return shiftHsv(image, 2 * hue, saturation / 255, value / 255);
    return shiftHsvOpencv(image, hue, Math.trunc(saturation), Math.trunc(value));
  },
});

function addValue(image: Image, value: number): Image {
  return mapPoints(
    image,
    (level, full) => level + (full === 255 ? Math.trunc(value) : Math.round((value / 255) * full)),
    (input, output) => {
      const added = value / 255;
      for (let index = 0; index < input.length; index++) {
        const sum = input[index]! + added;
        output[index] = sum < 0 ? 0 : sum > 1 ? 1 : sum;
      }
    },
  );
}
