import { defineAugmentation, probability } from '../../augmentation.ts';

export const horizontalFlip = defineAugmentation({
  id: 'horizontal_flip',
  title: 'Random horizontal flip',
  doc: 'Mirrors the image left to right, at random.',
  reference: 'albumentations.HorizontalFlip; torchvision RandomHorizontalFlip',
  parameters: { p: probability(0.5) },
  examples: [
    { doc: 'Always.', parameters: { p: 1 }, input: [[1, 2, 3]], output: [[3, 2, 1]] },
    { doc: 'Never.', parameters: { p: 0 }, input: [[1, 2, 3]], output: [[1, 2, 3]] },
  ],
  sample: () => [{ operation: 'flip', values: { axis: 'horizontal' } }],
});
