import assert from 'node:assert/strict';
import { minMax } from '../../../src/engine/operations/numeric/min_max.ts';
import { resolveStep } from '../../../src/engine/pipeline/resolve.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

const values = (more: object) => ({ low: 0, high: 1, per: 'image', ...more });

describe('min_max', () => {
  it('reaches both ends exactly', () => {
    for (const dtype of ['uint8', 'uint16', 'float32'] as const) {
      const { data } = minMax.apply(noise(9, 9, 3, dtype), values({ low: -3, high: 5 }));
      assert.equal(Math.min(...data), -3);
      assert.equal(Math.max(...data), 5);
    }
  });

  it('shares the extremes between channels unless told otherwise', () => {
    const pixels = image([
      [
        [0, 10, 20],
        [10, 20, 40],
      ],
    ]);
    assert.deepEqual(rows(minMax.apply(pixels, values({ high: 4 }))), [
      [
        [0, 1, 2],
        [1, 2, 4],
      ],
    ]);
    assert.deepEqual(rows(minMax.apply(pixels, values({ per: 'channel' }))), [
      [
        [0, 0, 0],
        [1, 1, 1],
      ],
    ]);
  });

  it('does not count alpha', () => {
    const pixels = image([
      [
        [10, 10, 10, 0],
        [20, 20, 20, 255],
      ],
    ]);
    assert.deepEqual(rows(minMax.apply(pixels, values({}))), [
      [
        [0, 0, 0, 0],
        [1, 1, 1, 255],
      ],
    ]);
  });

  it('looks past what is not a number', () => {
    assert.deepEqual(rows(minMax.apply(image([[NaN, 1, 3]], 'float32'), values({}))), [[NaN, 0, 1]]);
  });

  it('refuses a range turned around', () => {
    const { faults } = resolveStep(minMax, { low: 1, high: 1 }, 'opencv');
    assert.equal(faults[0]?.parameter, 'high');
  });
});
