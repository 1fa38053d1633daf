import { mapPoints } from '../../color/table.ts';
import { defineOperation } from '../../operation.ts';
import { integer } from '../../parameters.ts';

export const posterize = defineOperation({
  id: 'posterize',
  title: 'Posterize',
  family: 'color',
  doc: 'Keeps the highest bits of every colour value and drops the rest.',
  reference:
    'torchvision posterize, PIL.ImageOps.posterize, albumentations.Posterize: x & mask; float: ⌊x · 2ᵇⁱᵗˢ⌋ / 2ᵇⁱᵗˢ within 0 to 1',
  parameters: {
    bits: integer({
      default: 4,
      minimum: 1,
      maximum: 16,
      doc: 'Bits that are kept; as many as the type has, or more, change nothing.',
    }),
  },
  examples: [
    {
      doc: 'Two bits leave four levels.',
      parameters: { bits: 2 },
      input: [[0, 63, 64, 200, 255]],
      output: [[0, 0, 64, 192, 192]],
    },
    {
      doc: 'Floats are levels of the range 0 to 1.',
      parameters: { bits: 1 },
      input: [[0.2, 0.5, 1]],
      output: [[0, 0.5, 0.5]],
    },
  ],
  apply: (image, { bits }) =>
    mapPoints(
      image,
      (value, full) => {
        const dropped = (full === 255 ? 8 : 16) - bits;
        return dropped <= 0 ? value : (value >> dropped) << dropped;
      },
      (input, output) => {
        const levels = 2 ** bits;
        for (let index = 0; index < input.length; index++) {
          const level = Math.floor(input[index]! * levels);
          output[index] = (level < 0 ? 0 : level >= levels ? levels - 1 : level) / levels;
        }
      },
    ),
});
