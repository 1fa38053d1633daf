import { cellsOf, gridMap, locateGrid, type GridSteps } from '../../geometry/grid.ts';
import { samplingFor, warpParameters } from '../../geometry/warp-parameters.ts';
import { warp } from '../../geometry/warp.ts';
import { shapeOf } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { matrix } from '../../parameters.ts';

export const gridWarp = defineOperation({
  id: 'grid_warp',
  title: 'Grid warp',
  family: 'geometry',
  doc: 'Stretches and squeezes the columns and rows of a grid of cells; the size stays.',
  reference:
    'albumentations generate_grid and cv2.remap (OpenCV 5). Where the rest of a side is more than a cell, Albumentations looks up its last pixels at 0; here the last step spans it',
  parameters: {
    steps: matrix({
      required: true,
      maximumRows: 2,
      maximumColumns: 256,
      doc: 'Two rows, across and down: how many cells’ worth of the image each cell shows, the last number for the rest of the side.',
    }),
    ...warpParameters,
  },
  examples: [
    {
      doc: 'One cell: its first pixel shows the left edge, its last what is just beyond the right edge.',
      parameters: {
        steps: [
          [1, 0],
          [0, 0],
        ],
        interpolation: 'nearest',
        border_mode: 'replicate',
      },
      input: [[1, 2, 3]],
      output: [[1, 3, 3]],
    },
    {
      doc: 'The first of two cells shows one pixel and a half, the second the other half pixel.',
      parameters: {
        steps: [
          [1.5, 0.5, 0],
          [1, 1, 0],
        ],
        border_mode: 'replicate',
      },
      input: [
        [10, 20, 30, 40],
        [10, 20, 30, 40],
      ],
      output: [
        [10, 40, 40, 40],
        [10, 40, 40, 40],
      ],
    },
  ],
  check({ steps }) {
    const [across, down] = steps;
    const isComplete = steps.length === 2 && across!.length === down!.length && across!.length >= 2;
    if (isComplete && steps.flat().every(step => step >= 0 && step <= 65535)) return [];
    const message = `Expected two rows of at least two numbers from 0 to 65535 for steps but received ${JSON.stringify(steps)}.`;
    return [{ parameter: 'steps', message }];
  },
  shape(input, values) {
    cellsOf('Grid warp', input, values.steps[0]!.length - 1);
    samplingFor('Grid warp', input, values);
    return input;
  },
  map: (input, { steps }) => gridMap(input, steps as unknown as GridSteps),
  apply(image, values) {
    const sampling = samplingFor('Grid warp', shapeOf(image), values);
    return warp(image, locateGrid(image, values.steps as unknown as GridSteps), image, sampling);
  },
});
