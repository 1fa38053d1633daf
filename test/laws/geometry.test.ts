import assert from 'node:assert/strict';
import { landingPoint, type PointMap } from '../../src/engine/geometry/point-map.ts';
import { allocate, shapeOf, type Image } from '../../src/engine/image.ts';
import { deterministicOperations } from '../../src/engine/operations/index.ts';
import { valuesToTry } from './cases.ts';

/** A black image. */
function blank(width: number, height: number): Image {
  return { data: allocate('float32', width * height), width, height, channels: 1, orientation: 1 };
}

/** A black image with a light square of 3×3 around (x, y); not white, which solarizing makes black. */
function marked(width: number, height: number, x: number, y: number): Image {
  const image = blank(width, height);
  for (let row = y - 1; row <= y + 1; row++) image.data.fill(0.9, row * width + x - 1, row * width + x + 2);
  return image;
}

/** Centre of mass of where two images differ most, in continuous coordinates; undefined when they are equal. */
function centreOfDifference(a: Image, b: Image): readonly [number, number] | undefined {
  const { width, height, channels } = a;
  const differences = Float64Array.from({ length: width * height }, (_value, pixel) =>
    Math.abs(a.data[pixel * channels]! - b.data[pixel * channels]!),
  );
  const threshold = Math.max(...differences) * 0.4;
  if (threshold === 0) return undefined;
  let sum = 0;
  let sumX = 0;
  let sumY = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = differences[y * width + x]!;
      if (value < threshold) continue;
      sum += value;
      sumX += value * (x + 0.5);
      sumY += value * (y + 0.5);
    }
  }
  return [sumX / sum, sumY / sum];
}

/** What a map does to a mark: how far a step across and a step down lead, on the mean over its three pixels. */
function derivative(
  map: PointMap,
  x: number,
  y: number,
): readonly [a: number, b: number, c: number, d: number] {
  const [left, top] = landingPoint(map, x - 1.5, y);
  const [right, bottom] = landingPoint(map, x + 1.5, y);
  const [aboveX, aboveY] = landingPoint(map, x, y - 1.5);
  const [belowX, belowY] = landingPoint(map, x, y + 1.5);
  return [(right - left) / 3, (bottom - top) / 3, (belowX - aboveX) / 3, (belowY - aboveY) / 3];
}

describe('kernel and map agree', () => {
  for (const operation of deterministicOperations) {
    it(`${operation.id}: a painted mark lands where the map says`, () => {
      for (const values of valuesToTry(operation)) {
        for (const [x, y] of [
          [10, 8],
          [29, 12],
          [20, 21],
        ] as const) {
          const input = marked(40, 30, x, y);
          let map;
          try {
            operation.shape(shapeOf(input), values);
            map = operation.map(shapeOf(input), values);
          } catch {
            continue;
          }
          if (!map) continue;
          const expected = landingPoint(map, x + 0.5, y + 0.5);
          const result = operation.apply(input, values);
          const [a, b, c, d] = derivative(map, x + 0.5, y + 0.5);
          const scale = Math.max(1, Math.abs(a) + Math.abs(b), Math.abs(c) + Math.abs(d));
          const margin = 2 * scale;
          const inside =
            expected[0] > margin &&
            expected[1] > margin &&
            expected[0] < result.width - margin &&
            expected[1] < result.height - margin;
          // Where much is shrunk into little, a mark of three pixels is lost.
          if (!inside || Math.abs(a * d - b * c) < 0.04) continue;
          const found = centreOfDifference(result, operation.apply(blank(40, 30), values));
          const what = `${operation.id} ${JSON.stringify(values)}: (${x}, ${y}) expected at ${expected.join(', ')}, found at ${found?.join(', ') ?? 'nowhere'}`;
          assert.ok(found, what);
          assert.ok(Math.hypot(found[0] - expected[0], found[1] - expected[1]) < 0.75 * scale, what);
        }
      }
    });
  }
});
