import { mapPoints } from '../../color/table.ts';
import { defineOperation } from '../../operation.ts';
import { number } from '../../parameters.ts';

export const brightnessContrast = defineOperation({
  id: 'brightness_contrast',
  title: 'Brightness and contrast',
  family: 'color',
  doc: 'Multiplies every colour value by a contrast and adds a brightness.',
  reference:
    'albumentations.RandomBrightnessContrast: (1 + contrast) · x + brightness · full range, clipped; 8 bits in float32, fractions cut off',
  parameters: {
    brightness: number({
      default: 0,
      minimum: -1,
      maximum: 1,
      doc: 'Added, as a fraction of the full range.',
    }),
    contrast: number({
      default: 0,
      minimum: -1,
      maximum: 100,
      doc: 'Values are multiplied by 1 more than this; −1 leaves nothing.',
    }),
  },
  examples: [
    {
      doc: 'A fifth of the range brighter.',
      parameters: { brightness: 0.2 },
      input: [[0, 100, 250]],
      output: [[51, 151, 255]],
    },
    {
      doc: 'Half as much contrast.',
      parameters: { contrast: -0.5 },
      input: [[0, 101, 255]],
      output: [[0, 50, 127]],
    },
  ],
  apply(image, { brightness, contrast }) {
    const factor = Math.fround(1 + contrast);
    return mapPoints(
      image,
      (value, full) => {
        const added = brightness * full;
        // Of 8 bits, Albumentations makes a table in float32; of 16 it computes in double.
        if (full !== 255) return value * factor + added;
        return Math.fround(Math.fround(value * factor) + Math.fround(added));
      },
      (input, output) => {
        const added = Math.fround(brightness);
        for (let index = 0; index < input.length; index++) {
          const value = input[index]! * factor + added;
          output[index] = value < 0 ? 0 : value > 1 ? 1 : value;
        }
      },
    );
  },
});
