import { applyImpulses, chooseImpulses } from '../../noise/impulse.ts';
import { defineOperation } from '../../operation.ts';
import { integer, number } from '../../parameters.ts';

export const impulseNoise = defineOperation({
  id: 'impulse_noise',
  title: 'Impulse noise',
  family: 'color',
  doc: 'Turns single pixels white (salt) or black (pepper), all colours of a pixel alike.',
  reference:
    'albumentations.SaltAndPepper and apply_salt_and_pepper: of the pixels, ⌊amount · count⌋ are changed, of these ⌊salt_vs_pepper · changed⌋ to white. Which ones: selection sampling (Knuth, algorithm S) with draws from Philox 4×32-10',
  parameters: {
    amount: number({
      default: 0.05,
      minimum: 0,
      maximum: 1,
      doc: 'How many pixels are changed, as a fraction of all.',
    }),
    salt_vs_pepper: number({
      default: 0.5,
      minimum: 0,
      maximum: 1,
      doc: 'How many of these turn white, as a fraction; the others turn black.',
    }),
    key: integer({
      default: 0,
      minimum: 0,
      maximum: 2 ** 32 - 1,
      doc: 'Which pixels they are: the same key chooses the same ones.',
    }),
  },
  examples: [
    {
      doc: 'A third of three pixels turns white; alpha stays.',
      parameters: { amount: 0.34, salt_vs_pepper: 1, key: 1 },
      input: [
        [
          [7, 8, 9, 1],
          [7, 8, 9, 2],
          [7, 8, 9, 3],
        ],
      ],
      output: [
        [
          [7, 8, 9, 1],
          [7, 8, 9, 2],
          [255, 255, 255, 3],
        ],
      ],
    },
    {
      doc: 'Two of eight, one white and one black.',
      parameters: { amount: 0.25, key: 7 },
      input: [
        [9, 9, 9, 9],
        [9, 9, 9, 9],
      ],
      output: [
        [9, 9, 255, 0],
        [9, 9, 9, 9],
      ],
    },
  ],
  apply(image, { amount, salt_vs_pepper, key }) {
    const count = image.width * image.height;
    const changed = Math.floor(count * amount);
    const salt = Math.floor(changed * salt_vs_pepper);
    return applyImpulses(image, chooseImpulses(count, salt, changed - salt, key));
  },
});
