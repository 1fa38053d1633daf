import { mapPoints } from '../../color/table.ts';
import { defineOperation } from '../../operation.ts';

export const invert = defineOperation({
  id: 'invert',
  title: 'Invert',
  family: 'color',
  doc: 'The negative: white becomes black; alpha is left as it is.',
  reference:
    'full range − x (255, 65535, or 1 for float); torchvision invert, PIL.ImageOps.invert, albumentations.InvertImg',
  parameters: {},
  examples: [
    { doc: 'Black becomes white.', parameters: {}, input: [[0, 100, 255]], output: [[255, 155, 0]] },
    {
      doc: 'Alpha stays.',
      parameters: {},
      input: [[[0, 100, 255, 40]]],
      output: [[[255, 155, 0, 40]]],
    },
  ],
  apply: image =>
    mapPoints(
      image,
      (value, full) => full - value,
      (input, output) => {
        for (let index = 0; index < input.length; index++) output[index] = 1 - input[index]!;
      },
    ),
});
