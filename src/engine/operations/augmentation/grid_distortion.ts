import { defineAugmentation, probability } from '../../augmentation.ts';
import { cellsOf, normalizeSteps } from '../../geometry/grid.ts';
import { warpParameters } from '../../geometry/warp-parameters.ts';
import { boolean, integer, range } from '../../parameters.ts';

export const gridDistortion = defineAugmentation({
  id: 'grid_distortion',
  title: 'Grid distortion',
  doc: 'Stretches and squeezes the columns and rows of a grid of cells, each by a random amount; the size stays.',
  reference:
    'albumentations.GridDistortion; every step 1 plus a uniform number within distort_limit. As there, even an undistorted cell shows its first pixel’s place to its end, so that [0, 0] is not quite the image itself',
  parameters: {
    num_steps: integer({ default: 5, minimum: 1, maximum: 255, doc: 'Cells along each side.' }),
    distort_limit: range({
      default: [-0.3, 0.3],
      minimum: -1,
      maximum: 1,
      doc: 'How much more of the image a cell may show, as a fraction of its size; below 0 less, which enlarges.',
    }),
    normalized: boolean({
      default: true,
      doc: 'Scales the steps so that together they show the whole image and nothing beyond.',
    }),
    ...warpParameters,
    p: probability(0.5),
  },
  examples: [
    {
      doc: 'One cell: its first pixel shows the left edge, its last what is just beyond the right edge.',
      parameters: { num_steps: 1, interpolation: 'nearest', border_mode: 'replicate', p: 1 },
      input: [[1, 2, 3]],
      output: [[1, 3, 3]],
    },
    {
      doc: 'A flat image stays flat, whatever is drawn: the edge goes on.',
      parameters: { num_steps: 2, border_mode: 'replicate', p: 1 },
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
  sample({ num_steps, distort_limit, normalized, interpolation, border_mode, fill }, input, random) {
    cellsOf('Grid distortion', input, num_steps);
    // A grid of nothing but zeros could not be scaled to the image.
    const step = () => 1 + random.uniform(...distort_limit) || Number.EPSILON;
    const draw = () => Array.from({ length: num_steps + 1 }, step);
    const [across, down] = [draw(), draw()];
    const steps = normalized
      ? [normalizeSteps(across, input.width), normalizeSteps(down, input.height)]
      : [across, down];
    return [{ operation: 'grid_warp', values: { steps, interpolation, border_mode, fill } }];
  },
});
