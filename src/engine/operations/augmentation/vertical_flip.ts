import { defineAugmentation, probability } from '../../augmentation.ts';

export const verticalFlip = defineAugmentation({
  id: 'vertical_flip',
  title: 'Random vertical flip',
  doc: 'Mirrors the image top to bottom, at random.',
  reference: 'albumentations.VerticalFlip; torchvision RandomVerticalFlip',
  parameters: { p: probability(0.5) },
  examples: [
    { doc: 'Always.', parameters: { p: 1 }, input: [[1], [2]], output: [[2], [1]] },
    { doc: 'Never.', parameters: { p: 0 }, input: [[1], [2]], output: [[1], [2]] },
  ],
  sample: () => [{ operation: 'flip', values: { axis: 'vertical' } }],
});
