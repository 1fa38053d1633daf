import assert from 'node:assert/strict';
import { applyMap } from '../../src/shared/affine.ts';
import { allocate, shapeOf, type Image } from '../../src/engine/image.ts';
import { operations } from '../../src/engine/operations/index.ts';
import { valuesToTry } from './cases.ts';

/** A black image with a white square of 3×3 around (x, y). */
function marked(width: number, height: number, x: number, y: number): Image {
  const data = allocate('float32', width * height);
  for (let row = y - 1; row <= y + 1; row++) data.fill(1, row * width + x - 1, row * width + x + 2);
  return { data, width, height, channels: 1, orientation: 1 };
}

/** Centre of mass of the brightest part, in continuous coordinates; undefined when the mark is not there. */
function centreOfMark({ data, width, height }: Image): readonly [number, number] | undefined {
  const lowest = Math.min(...data);
  const highest = Math.max(...data);
  let sum = 0;
  let sumX = 0;
  let sumY = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = data[y * width + x]! - lowest;
      if (value < (highest - lowest) * 0.4) continue;
      sum += value;
      sumX += value * (x + 0.5);
      sumY += value * (y + 0.5);
    }
  }
  return sum === 0 ? undefined : [sumX / sum, sumY / sum];
}

describe('kernel and map agree', () => {
  for (const operation of operations) {
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
          const expected = applyMap(map, x + 0.5, y + 0.5);
          const result = operation.apply(input, values);
          const scale = Math.max(1, Math.abs(map[0]) + Math.abs(map[1]), Math.abs(map[2]) + Math.abs(map[3]));
          const margin = 2 * scale;
          const inside =
            expected[0] > margin &&
            expected[1] > margin &&
            expected[0] < result.width - margin &&
            expected[1] < result.height - margin;
          // Where much is shrunk into little, a mark of three pixels is lost.
          if (!inside || Math.abs(map[0] * map[3] - map[1] * map[2]) < 0.04) continue;
          const found = centreOfMark(result);
          const what = `${operation.id} ${JSON.stringify(values)}: (${x}, ${y}) expected at ${expected.join(', ')}, found at ${found?.join(', ') ?? 'nowhere'}`;
          assert.ok(found, what);
          assert.ok(Math.hypot(found[0] - expected[0], found[1] - expected[1]) < 0.75 * scale, what);
        }
      }
    });
  }
});
