import assert from 'node:assert/strict';
import { isConvex, type Point } from '../../../src/engine/geometry/quadrilateral.ts';
import { sampled } from '../../fixtures/sampled.ts';

/** How far the four points lie inside the corners, along x and y. */
function waysOf(parameters: Readonly<Record<string, unknown>>, draw: number): readonly number[] {
  const [perspective] = sampled('random_perspective', { p: 1, ...parameters }, draw);
  const corners = perspective?.values['corners'] as readonly Point[];
  assert.ok(isConvex(corners), JSON.stringify(corners));
  const [topLeft, topRight, bottomRight, bottomLeft] = corners as readonly [Point, Point, Point, Point];
  return [
    ...topLeft,
    1 - topRight[0],
    topRight[1],
    1 - bottomRight[0],
    1 - bottomRight[1],
    bottomLeft[0],
    1 - bottomLeft[1],
  ];
}

describe('random_perspective', () => {
  it('draws the points in by normal numbers without sign', () => {
    const ways = Array.from({ length: 500 }, (_, draw) => waysOf({ scale: [0.05, 0.05] }, draw)).flat();
    const count = ways.length;
    assert.ok(ways.every(way => way >= 0));
    // The mean of the absolute of a normal number is σ √(2/π), its variance σ² (1 − 2/π).
    const mean = ways.reduce((sum, way) => sum + way, 0) / count;
    const expected = 0.05 * Math.sqrt(2 / Math.PI);
    assert.ok(Math.abs(mean - expected) < 5 * 0.05 * Math.sqrt((1 - 2 / Math.PI) / count), String(mean));
    const within = ways.filter(way => way < 0.05).length;
    assert.ok(Math.abs(within - 0.682689 * count) < 5 * Math.sqrt(count * 0.2166), String(within));
  });

  it('goes further with a larger scale, and stays convex at any', () => {
    const mean = (scale: readonly number[]) => {
      const ways = Array.from({ length: 200 }, (_, draw) => waysOf({ scale }, draw)).flat();
      return ways.reduce((sum, way) => sum + way, 0) / ways.length;
    };
    assert.ok(mean([0.02, 0.04]) < mean([0.05, 0.1]));
    // Modulo 0.32, a wide normal number is nearly uniform.
    assert.ok(Math.abs(mean([1, 1]) - 0.16) < 0.02, String(mean([1, 1])));
  });
});
