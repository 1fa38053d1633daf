import { DarkroomError } from '../../../shared/errors.ts';
import { describeShape } from '../../../shared/shape.ts';
import type { SampledStep } from '../../../shared/view.ts';
import { defineAugmentation, probability } from '../../augmentation.ts';
import { boolean, fill, height, width } from '../../parameters.ts';

export const randomCrop = defineAugmentation({
  id: 'random_crop',
  title: 'Random crop',
  doc: 'Cuts out a rectangle of a fixed size, at a random place.',
  reference: 'albumentations.RandomCrop; torchvision RandomCrop',
  parameters: {
    width,
    height,
    pad_if_needed: boolean({ default: false, doc: 'Pads a smaller image first, evenly on both sides.' }),
    fill,
    p: probability(1),
  },
  examples: [
    {
      doc: 'There is one place for a crop of the whole.',
      parameters: { width: 2, height: 1 },
      input: [[1, 2]],
      output: [[1, 2]],
    },
    {
      doc: 'A smaller image is padded when that is allowed.',
      parameters: { width: 3, height: 1, pad_if_needed: true, fill: 9 },
      input: [[1]],
      output: [[9, 1, 9]],
    },
  ],
  sample({ width, height, pad_if_needed, fill }, input, random) {
    const steps: SampledStep[] = [];
    const padded = { width: Math.max(width, input.width), height: Math.max(height, input.height) };
    if (padded.width > input.width || padded.height > input.height) {
      if (!pad_if_needed) {
        throw new DarkroomError(
          'out_of_domain',
          `Expected an image of at least ${width}×${height} for random_crop but received ${describeShape(input)}.`,
          { hint: 'Set pad_if_needed: true, crop less, or resize before.' },
        );
      }
      steps.push({
        operation: 'pad',
        values: { ...padded, position: 'center', border_mode: 'constant', fill },
      });
    }
    const x = random.integer(0, padded.width - width);
    const y = random.integer(0, padded.height - height);
    steps.push({ operation: 'crop', values: { x, y, width, height } });
    return steps;
  },
});
