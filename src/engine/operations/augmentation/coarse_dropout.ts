import { DarkroomError } from '../../../shared/errors.ts';
import { defineAugmentation, probability } from '../../augmentation.ts';
import { fill, maximumSide, range } from '../../parameters.ts';
import type { Random } from '../../random.ts';

const holeSide = (side: string) =>
  range({
    default: [0.1, 0.2],
    minimum: 0,
    maximum: maximumSide,
    doc: `Least and largest ${side} of a hole: whole numbers are pixels, numbers below 1 fractions of the image’s ${side}.`,
  });

export const coarseDropout = defineAugmentation({
  id: 'coarse_dropout',
  title: 'Coarse dropout',
  doc: 'Covers random rectangles with one colour, all channels (alpha too). Labels stay as they are.',
  reference:
    'albumentations.CoarseDropout: number, sizes and places uniform, every hole inside the image; in pixels no larger than the image, of fractions the part of a pixel cut off. Albumentations can also drop labels that holes cover; here boxes, masks and keypoints stay',
  parameters: {
    num_holes_range: range({
      default: [1, 2],
      minimum: 1,
      maximum: 1000,
      doc: 'Least and largest number of holes.',
    }),
    hole_height_range: holeSide('height'),
    hole_width_range: holeSide('width'),
    fill: { ...fill, doc: 'Colour of the holes, in the units of the image.' },
    p: probability(0.5),
  },
  examples: [
    {
      doc: 'A hole of two by two pixels covers an image of that size.',
      parameters: {
        num_holes_range: [1, 1],
        hole_height_range: [2, 2],
        hole_width_range: [2, 2],
        fill: 9,
        p: 1,
      },
      input: [
        [1, 2],
        [3, 4],
      ],
      output: [
        [9, 9],
        [9, 9],
      ],
    },
    {
      doc: 'Less than a fifth of four pixels is less than one, and nothing is covered.',
      parameters: { p: 1 },
      input: [[1, 2, 3, 4]],
      output: [[1, 2, 3, 4]],
    },
  ],
  check({ num_holes_range, hole_height_range, hole_width_range }) {
    if (!num_holes_range.every(Number.isInteger)) {
      const message = `Expected whole numbers for num_holes_range but received [${num_holes_range.join(', ')}].`;
      return [{ parameter: 'num_holes_range', message }];
    }
    for (const [parameter, ends] of Object.entries({ hole_height_range, hole_width_range })) {
      if (ends.every(Number.isInteger) || ends[1] < 1) continue;
      const message = `Expected either whole numbers (pixels) or numbers below 1 (fractions) for ${parameter} but received [${ends.join(', ')}].`;
      return [{ parameter, message }];
    }
    const [heights, widths] = [unitOf(hole_height_range), unitOf(hole_width_range)];
    if (heights === undefined || widths === undefined || heights === widths) return [];
    const message = `Expected hole_height_range and hole_width_range in the same unit but received ${heights} and ${widths}.`;
    return [{ parameter: 'hole_width_range', message }];
  },
  sample({ num_holes_range, hole_height_range, hole_width_range, fill }, input, random) {
    const holes = Array.from({ length: random.integer(...num_holes_range) }, () => {
      const height = drawSide('height', hole_height_range, input.height, random);
      const width = drawSide('width', hole_width_range, input.width, random);
      const y = random.integer(0, input.height - height);
      const x = random.integer(0, input.width - width);
      return [x, y, width, height];
    });
    return [{ operation: 'erase', values: { holes, fill } }];
  },
});

type Ends = readonly [number, number];

/** Zero is as well a number of pixels as a fraction. */
function unitOf([, largest]: Ends): 'pixels' | 'fractions' | undefined {
  if (largest === 0) return undefined;
  return largest < 1 ? 'fractions' : 'pixels';
}

function drawSide(name: string, ends: Ends, side: number, random: Random): number {
  if (unitOf(ends) !== 'pixels') return Math.floor(side * random.uniform(...ends));
  const [least, largest] = ends;
  if (least > side) {
    throw new DarkroomError(
      'out_of_domain',
      `Expected an image with a ${name} of at least ${least} pixels for coarse_dropout but received ${side}.`,
      { hint: `Lower hole_${name}_range, or write it in fractions of the image.` },
    );
  }
  return random.integer(least, Math.min(largest, side));
}
