import { turnHueOpencv } from '../../color/hue-opencv.ts';
import { turnHuePillow } from '../../color/hue-pillow.ts';
import { turnHue } from '../../color/hue-unquantized.ts';
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
      parameters: { degrees: 180, match: 'pillow' },
      input: [[[0.75, 0.25, 0.25]]],
      output: [[[0.25, 0.75, 0.75]]],
    },
  ],
  apply(image, { degrees, match }) {
    if (image.channels === 1 || degrees === 0) return image;
    if (!(image.data instanceof Uint8Array)) return turnHue(image, degrees, match);
    return match === 'opencv' ? turnHueOpencv(image, degrees) : turnHuePillow(image, degrees);
  },
});
