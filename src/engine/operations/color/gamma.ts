import { mapPoints } from '../../color/table.ts';
import { defineOperation } from '../../operation.ts';
import { match, number } from '../../parameters.ts';
import { roundHalfToEven } from '../../rounding.ts';

export const gamma = defineOperation({
  id: 'gamma',
  title: 'Gamma',
  family: 'color',
  doc: 'Raises every colour value to a power: above 1 darkens, below 1 brightens the middle tones.',
  reference:
    'opencv: round(full · (x / full)^γ), the table given to cv2.LUT (Albumentations cuts its fractions off, and loses a level where γ is 1); pillow: ⌊(full + 0.999) · (x / full)^γ⌋, torchvision adjust_gamma; float: x^γ within 0 to 1',
  parameters: {
    gamma: number({ default: 1, minimum: 0, exclusiveMinimum: true, maximum: 100, doc: 'The exponent.' }),
    match,
  },
  examples: [
    {
      doc: 'The middle becomes darker, the ends stay.',
      parameters: { gamma: 2 },
      input: [[0, 51, 128, 255]],
      output: [[0, 10, 64, 255]],
    },
    {
      doc: 'A square root.',
      parameters: { gamma: 0.5 },
      input: [[0, 0.25, 1]],
      output: [[0, 0.5, 1]],
    },
  ],
  apply: (image, { gamma, match }) =>
    mapPoints(
      image,
      (value, full) =>
        match === 'opencv'
          ? roundHalfToEven((value / full) ** gamma * full)
          : (full + 1 - 1e-3) * (value / full) ** gamma,
      (input, output) => {
        for (let index = 0; index < input.length; index++) {
          const value = input[index]!;
          output[index] = value <= 0 ? 0 : value >= 1 ? 1 : value ** gamma;
        }
      },
    ),
});
