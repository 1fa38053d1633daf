import { mapPoints } from '../../color/table.ts';
import { defineOperation } from '../../operation.ts';
import { number } from '../../parameters.ts';
import { roundHalfToEven } from '../../rounding.ts';

export const brightness = defineOperation({
  id: 'brightness',
  title: 'Brightness',
  family: 'color',
  doc: 'Multiplies every colour value by a factor.',
  reference:
    'factor · x, clipped; 8 bits in float32, fractions cut off, which albumentations adjust_brightness_torchvision and PIL.ImageEnhance.Brightness (torchvision adjust_brightness) have in common; 16 bits in double, rounded, as Albumentations',
  parameters: {
    factor: number({
      default: 1,
      minimum: 0,
      maximum: 100,
      doc: 'What values are multiplied by; 0 leaves black, 1 changes nothing.',
    }),
  },
  examples: [
    {
      doc: 'Half as bright.',
      parameters: { factor: 0.5 },
      input: [[0, 101, 255]],
      output: [[0, 50, 127]],
    },
    {
      doc: 'Saturated at the top; alpha stays.',
      parameters: { factor: 2 },
      input: [[[200, 100, 0, 9]]],
      output: [[[255, 200, 0, 9]]],
    },
  ],
  apply(image, { factor }) {
    if (factor === 1) return image;
    const multiplier = Math.fround(factor);
    return mapPoints(
      image,
      (value, full) => (full === 255 ? Math.fround(value * multiplier) : roundHalfToEven(value * factor)),
      (input, output) => {
        for (let index = 0; index < input.length; index++) {
          const value = input[index]! * multiplier;
          output[index] = value < 0 ? 0 : value > 1 ? 1 : value;
        }
      },
    );
  },
});
