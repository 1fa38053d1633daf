import { turnHueOpencv } from '../../color/hue-opencv.ts';
import { turnHuePillow } from '../../color/hue-pillow.ts';
import { copyAlpha } from '../../color/table.ts';
import { allocate, dataTypeOf, withData, type Image } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { match, number } from '../../parameters.ts';

export const hue = defineOperation({
  id: 'hue',
  title: 'Hue',
  family: 'color',
  doc: 'Turns all colours around the colour circle; gray stays gray.',
  reference:
    'HSV with value = max, saturation = (max − min) / max, the hue turned. 8 bits: albumentations adjust_hue_torchvision with OpenCV’s HSV (steps of 2°), torchvision adjust_hue with Pillow’s (255 steps); 16 bits and float: unquantized',
  parameters: {
    degrees: number({
      default: 0,
      minimum: -180,
      maximum: 180,
      unit: '°',
      doc: 'Angle on the colour circle, positive from red to green; 0 changes nothing.',
    }),
    match,
  },
  examples: [
    {
      doc: 'Red becomes green, gray stays.',
      parameters: { degrees: 120 },
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
      doc: 'Half way round is the complement.',
      parameters: { degrees: 180 },
      input: [[[0.75, 0.25, 0.25]]],
      output: [[[0.25, 0.75, 0.75]]],
    },
  ],
  apply(image, { degrees, match }) {
    if (image.channels === 1 || degrees === 0) return image;
    if (!(image.data instanceof Uint8Array)) return turnHue(image, degrees);
    return match === 'opencv' ? turnHueOpencv(image, degrees) : turnHuePillow(image, degrees);
  },
});

/** Each colour is min + range · a trapezoid of the hue, so neither saturation nor value is ever divided. */
function turnHue(image: Image, degrees: number): Image {
  const { data, channels } = image;
  const dtype = dataTypeOf(data);
  const half = dtype === 'float32' ? 0 : 0.5;
  const turn = (degrees + 360) / 60;
  const output = allocate(dtype, data.length);
  for (let index = 0; index < data.length; index += channels) {
    const r = data[index]!;
    const g = data[index + 1]!;
    const b = data[index + 2]!;
    const most = Math.max(r, g, b);
    const least = Math.min(r, g, b);
    const range = most - least;
    const along = most === r ? (g - b) / range : most === g ? 2 + (b - r) / range : 4 + (r - g) / range;
    const hue = range === 0 ? 0 : (along + turn) % 6;
    output[index] = least + range * unit(Math.abs(hue - 3) - 1) + half;
    output[index + 1] = least + range * unit(2 - Math.abs(hue - 2)) + half;
    output[index + 2] = least + range * unit(2 - Math.abs(hue - 4)) + half;
  }
  copyAlpha(image, output);
  return withData(image, output);
}

function unit(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}
