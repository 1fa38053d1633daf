import { mapPoints } from '../../color/table.ts';
import { threshold as level, thresholdFor } from '../../color/threshold.ts';
import { shapeOf } from '../../image.ts';
import { defineOperation } from '../../operation.ts';

export const solarize = defineOperation({
  id: 'solarize',
  title: 'Solarize',
  family: 'color',
  doc: 'Inverts the colour values from a level on.',
  reference:
    'torchvision solarize, PIL.ImageOps.solarize, albumentations.Solarize: x ≥ threshold ? full range − x : x',
  parameters: { threshold: level },
  examples: [
    { doc: 'Half of the range.', parameters: {}, input: [[0, 127, 128, 255]], output: [[0, 127, 127, 0]] },
    {
      doc: 'Floats are inverted within 0 to 1.',
      parameters: { threshold: 0.75 },
      input: [[0.5, 0.75, 1]],
      output: [[0.5, 0.25, 0]],
    },
  ],
  shape(input, values) {
    thresholdFor('Solarize', input, values.threshold);
    return input;
  },
  apply(image, { threshold: written }) {
    const threshold = thresholdFor('Solarize', shapeOf(image), written);
    return mapPoints(
      image,
      (value, full) => (value >= threshold ? full - value : value),
      (input, output) => {
        for (let index = 0; index < input.length; index++) {
          output[index] = input[index]! >= threshold ? 1 - input[index]! : input[index]!;
        }
      },
    );
  },
});
