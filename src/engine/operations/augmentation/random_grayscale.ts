import { defineAugmentation, probability } from '../../augmentation.ts';
import { match } from '../../parameters.ts';

export const randomGrayscale = defineAugmentation({
  id: 'random_grayscale',
  title: 'Random grayscale',
  doc: 'Takes the colour away, at random; the number of channels stays.',
  reference: 'albumentations.ToGray; torchvision RandomGrayscale',
  parameters: { p: probability(0.1), match },
  examples: [
    {
      doc: 'Always: three equal channels.',
      parameters: { p: 1 },
      input: [
        [
          [255, 0, 0],
          [0, 255, 0],
        ],
      ],
      output: [
        [
          [76, 76, 76],
          [150, 150, 150],
        ],
      ],
    },
    { doc: 'One channel is gray already.', parameters: { p: 1 }, input: [[1, 2]], output: [[1, 2]] },
  ],
  sample: ({ match }, { channels }) => [
    {
      operation: 'grayscale',
      values: { method: undefined, channels: channels === 1 ? 1 : 3, match },
    },
  ],
});
