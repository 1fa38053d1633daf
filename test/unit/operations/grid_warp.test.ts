import assert from 'node:assert/strict';
import { landingPoint } from '../../../src/engine/geometry/point-map.ts';
import { gridWarp } from '../../../src/engine/operations/drawn/grid_warp.ts';
import { resolveStep } from '../../../src/engine/pipeline/resolve.ts';
import { applied } from '../../fixtures/applied.ts';
import { image, rows } from '../../fixtures/image.ts';
import { shapeOf } from '../../../src/engine/image.ts';

const row = image([[0, 10, 20, 30, 40, 50]], 'float32');

describe('grid_warp', () => {
  it('shows in every cell its first place to its last in even steps', () => {
    const written = {
      steps: [
        [1, 0.5, 0.5],
        [1, 1, 0],
      ],
      border_mode: 'replicate',
    };
    const two = image([...rows(row), ...rows(row)], 'float32');
    // Cells of three pixels: from 0 to 3, and from 3 to 4.5.
    assert.deepEqual(rows(applied(gridWarp, written, two))[0], [0, 15, 30, 30, 37.5, 45]);
  });

  it('spans with the last step whatever is left', () => {
    // Four cells of one pixel leave three of seven.
    const steps = [
      [1, 1, 1, 1, 2],
      [1, 1, 1, 1, 0],
    ];
    const seven = image(
      Array.from({ length: 4 }, () => [0, 10, 20, 30, 40, 50, 60]),
      'float32',
    );
    assert.deepEqual(rows(applied(gridWarp, { steps }, seven))[3], [0, 10, 20, 30, 40, 50, 60]);
  });

  it('lands points between, on, and beyond the places that are looked up', () => {
    const { values } = resolveStep(
      gridWarp,
      {
        steps: [
          [1, 0],
          [0, 0],
        ],
      },
      'opencv',
    );
    const three = image([[1, 2, 3]]);
    const map = gridWarp.map(shapeOf(three), values)!;
    // The pixels 0, 1 and 2 are looked up at 0, 1.5 and 3.
    const land = (x: number) => landingPoint(map, x + 0.5, 0.5)[0] - 0.5;
    assert.deepEqual([0, 1.5, 3].map(land), [0, 1, 2]);
    assert.deepEqual([0.75, 2.25].map(land), [0.5, 1.5]);
    assert.deepEqual([-1, 5].map(land), [-1, 4]);
  });

  it('lands a point that several pixels show in their middle', () => {
    const { values } = resolveStep(
      gridWarp,
      {
        steps: [
          [0.75, 0, 2],
          [0, 0, 0],
        ],
      },
      'opencv',
    );
    const shape = { ...shapeOf(image([[0]])), width: 9, height: 2 };
    // Pixels 3 to 8 are looked up at 3, where the first cell of four ends and the second stays.
    const [x] = landingPoint(gridWarp.map(shape, values)!, 3.5, 0.5);
    assert.equal(x, 6);
  });

  it('refuses steps that are negative, not of two axes, or not as many on both', () => {
    for (const steps of [
      [[1, 1]],
      [
        [1, 1],
        [1, -1],
      ],
      [[1], [1]],
      [
        [1, 1, 1],
        [1, 1, 1],
        [1, 1, 1],
      ],
    ]) {
      const { faults } = resolveStep(gridWarp, { steps }, 'opencv');
      assert.equal(faults[0]?.parameter, 'steps', JSON.stringify(steps));
    }
  });
});
