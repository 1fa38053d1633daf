import type { Shape } from '../../../shared/shape.ts';
import { defineAugmentation, probability } from '../../augmentation.ts';
import { place } from '../../geometry/placement.ts';
import { antialias, height, interpolation, match, range, width } from '../../parameters.ts';
import type { Random } from '../../random.ts';
import { roundHalfToEven } from '../../rounding.ts';

export const randomResizedCrop = defineAugmentation({
  id: 'random_resized_crop',
  title: 'Random resized crop',
  doc: 'Cuts out a rectangle of random area and proportions, at a random place, and scales it to a size.',
  reference:
    'torchvision RandomResizedCrop; albumentations.RandomResizedCrop: the area uniform, the logarithm of the ratio uniform; after ten rectangles that do not fit, the largest one in the middle whose ratio is allowed',
  parameters: {
    width,
    height,
    scale: range({
      default: [0.08, 1],
      minimum: 0.0001,
      maximum: 1,
      doc: 'Area of the rectangle, as a fraction of the image’s.',
    }),
    ratio: range({
      default: [3 / 4, 4 / 3],
      minimum: 0.001,
      maximum: 1000,
      doc: 'Width of the rectangle divided by its height, before it is scaled.',
    }),
    interpolation,
    antialias,
    p: probability(1),
    match,
  },
  examples: [
    {
      doc: 'The whole image, scaled.',
      parameters: { width: 4, height: 4, scale: [1, 1], ratio: [1, 1], interpolation: 'nearest' },
      input: [
        [1, 2],
        [3, 4],
      ],
      output: [
        [1, 1, 2, 2],
        [1, 1, 2, 2],
        [3, 3, 4, 4],
        [3, 3, 4, 4],
      ],
    },
    {
      doc: 'A square of the whole area does not fit, so the middle one is taken.',
      parameters: { width: 1, height: 1, scale: [1, 1], ratio: [1, 1] },
      input: [[1, 2, 3]],
      output: [[2]],
    },
  ],
  sample({ width, height, scale, ratio, interpolation, antialias, match }, input, random) {
    return [
      { operation: 'crop', values: drawRectangle(input, scale, ratio, random) },
      {
        operation: 'resize',
        values: {
          width,
          height,
          fit: 'stretch',
          interpolation,
          antialias,
          fill: [0],
          position: 'center',
          match,
        },
      },
    ];
  },
});

type Range = readonly [number, number];

function drawRectangle(input: Shape, scale: Range, ratio: Range, random: Random) {
  const area = input.width * input.height;
  for (let attempt = 0; attempt < 10; attempt++) {
    const wanted = area * random.uniform(...scale);
    const proportion = Math.exp(random.uniform(Math.log(ratio[0]), Math.log(ratio[1])));
    const width = roundHalfToEven(Math.sqrt(wanted * proportion));
    const height = roundHalfToEven(Math.sqrt(wanted / proportion));
    if (width < 1 || height < 1 || width > input.width || height > input.height) continue;
    const x = random.integer(0, input.width - width);
    const y = random.integer(0, input.height - height);
    return { x, y, width, height };
  }
  const proportion = Math.min(ratio[1], Math.max(ratio[0], input.width / input.height));
  const width = side(input.height * proportion, input.width);
  const height = side(input.width / proportion, input.height);
  const { left, top } = place('center', input.width - width, input.height - height);
  return { x: left, y: top, width, height };
}

function side(wanted: number, most: number): number {
  return Math.min(most, Math.max(1, roundHalfToEven(wanted)));
}
