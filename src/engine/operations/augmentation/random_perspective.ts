import { defineAugmentation, probability } from '../../augmentation.ts';
import { warpParameters } from '../../geometry/warp-parameters.ts';
import { range } from '../../parameters.ts';

/** Corners that are drawn in by less than a third of the sides always leave a convex quadrilateral. */
const deepest = 0.32;

export const randomPerspective = defineAugmentation({
  id: 'random_perspective',
  title: 'Random perspective',
  doc: 'Pulls four points near the corners, drawn at random, to the corners; the size stays.',
  reference:
    'albumentations.Perspective with keep_size: a deviation uniform within scale; every corner drawn in, along both axes, by a normal number of that deviation without its sign, modulo 0.32',
  parameters: {
    scale: range({
      default: [0.05, 0.1],
      minimum: 0,
      maximum: 1,
      doc: 'Standard deviation of the way from the corners to the points, as a fraction of the sides.',
    }),
    ...warpParameters,
    p: probability(0.5),
  },
  examples: [
    {
      doc: 'Without deviation the points are the corners.',
      parameters: { scale: [0, 0], p: 1 },
      input: [[1, 2, 3]],
      output: [[1, 2, 3]],
    },
    {
      doc: 'A flat image stays flat: the points lie inside, and the edge goes on.',
      parameters: { border_mode: 'replicate', p: 1 },
      input: [
        [7, 7],
        [7, 7],
      ],
      output: [
        [7, 7],
        [7, 7],
      ],
    },
  ],
  sample({ scale, interpolation, border_mode, fill }, _input, random) {
    const deviation = random.uniform(...scale);
    const way = () => Math.abs(random.normal(0, deviation)) % deepest;
    const corners = [
      [way(), way()],
      [1 - way(), way()],
      [1 - way(), 1 - way()],
      [way(), 1 - way()],
    ];
    return [{ operation: 'perspective', values: { corners, interpolation, border_mode, fill } }];
  },
});
