import assert from 'node:assert/strict';
import { standardize } from '../../../src/engine/operations/numeric/standardize.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('standardize', () => {
  it('has the epsilon inside the root', () => {
    // Mean 2, variance 4: ±2 / √(4 + 5) = ±2/3.
    const result = standardize.apply(image([[0, 4]]), { epsilon: 5, per: 'image' });
    assert.deepEqual(rows(result), [[Math.fround(-2 / 3), Math.fround(2 / 3)]]);
  });

  it('makes exact zeros of a constant image, without epsilon too', () => {
    const flat = image(
      Array.from({ length: 7 }, () => Array.from({ length: 9 }, () => 0.1)),
      'float32',
    );
    for (const epsilon of [0, 1e-5]) {
      for (const per of ['image', 'channel']) {
        assert.ok(standardize.apply(flat, { epsilon, per }).data.every(value => value === 0));
      }
    }
  });

  it('leaves alpha out and as it is', () => {
    const pixels = image([
      [
        [1, 1, 1, 200],
        [3, 3, 3, 0],
      ],
    ]);
    for (const per of ['image', 'channel']) {
      assert.deepEqual(rows(standardize.apply(pixels, { epsilon: 0, per })), [
        [
          [-1, -1, -1, 200],
          [1, 1, 1, 0],
        ],
      ]);
    }
  });

  it('gives mean 0 and variance 1 per channel', () => {
    const { data } = standardize.apply(noise(31, 17, 3, 'uint16'), { epsilon: 0, per: 'channel' });
    for (let channel = 0; channel < 3; channel++) {
      const values = Array.from(data).filter((_value, index) => index % 3 === channel);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      assert.ok(Math.abs(mean) < 1e-6 && Math.abs(variance - 1) < 1e-5);
    }
  });
});
