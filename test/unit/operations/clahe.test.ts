import assert from 'node:assert/strict';
import { clahe } from '../../../src/engine/operations/color/clahe.ts';
import { shapeOf } from '../../../src/engine/image.ts';
import { image, noise } from '../../fixtures/image.ts';

const values = (more: object) => ({ clip_limit: 4, tile_grid: [8, 8], ...more });

/** Largest minus smallest value. */
function spread(data: ArrayLike<number>): number {
  const sorted = Array.from(data).sort((a, b) => a - b);
  return sorted[sorted.length - 1]! - sorted[0]!;
}

describe('clahe', () => {
  it('keeps the order of levels within one tile', () => {
    const levels = image([Array.from({ length: 64 }, (_value, index) => 100 + (index >> 2))]);
    const { data } = clahe.apply(levels, values({ tile_grid: [1, 1], clip_limit: 0 }));
    for (let index = 1; index < data.length; index++) assert.ok(data[index]! >= data[index - 1]!);
    assert.ok(spread(data) > spread(levels.data) * 10);
  });

  it('spreads less the lower the limit is', () => {
    const levels = image([Array.from({ length: 4096 }, (_value, index) => 120 + (index >> 8))]);
    const spreads = [0, 40, 4, 1].map(limit =>
      spread(clahe.apply(levels, values({ tile_grid: [1, 1], clip_limit: limit })).data),
    );
    assert.deepEqual(
      spreads,
      [...spreads].sort((a, b) => b - a),
    );
    assert.ok(spreads[0]! > 2 * spreads[3]!);
  });

  it('works on images smaller than the grid', () => {
    for (const [width, height] of [
      [1, 1],
      [3, 20],
      [7, 2],
    ] as const) {
      const { data } = clahe.apply(noise(width, height, 3, 'uint8'), values({}));
      assert.equal(data.length, width * height * 3);
    }
  });

  it('changes the lightness of colours and leaves gray gray and alpha alone', () => {
    const gray = noise(24, 24, 1, 'uint8');
    const pixels = image([Array.from(gray.data, (value, index) => [value, value, value, index % 256])]);
    const { data } = clahe.apply({ ...pixels, width: 24, height: 24 }, values({}));
    for (let index = 0; index < data.length; index += 4) {
      assert.ok(spread(data.slice(index, index + 3)) <= 1);
      assert.equal(data[index + 3], (index / 4) % 256);
    }
    assert.notDeepEqual(data, pixels.data);
  });

  it('refuses what has not 8 bits', () => {
    for (const dtype of ['uint16', 'float32'] as const) {
      const shape = shapeOf(noise(2, 2, 1, dtype));
      assert.throws(() => clahe.shape(shape, values({})), { code: 'out_of_domain', message: /uint8/ });
    }
  });
});
