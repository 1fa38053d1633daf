import assert from 'node:assert/strict';
import { exposure } from '../../../src/engine/operations/color/exposure.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('exposure', () => {
  it('changes nothing at 0 stops', () => {
    for (const dtype of ['uint8', 'uint16'] as const) {
      const pixels = noise(16, 16, 4, dtype);
      assert.deepEqual(exposure.apply(pixels, { stops: 0 }), pixels);
    }
  });

  it('doubles light, not values', () => {
    // 0.5 is 21.4 % of the light; 42.8 % of it is 0.6858.
    const brighter = exposure.apply(image([[0.5]], 'float32'), { stops: 1 });
    assert.ok(Math.abs(brighter.data[0]! - 0.6858) < 1e-4);
    const [twice] = exposure.apply(image([[0.5]], 'float32'), { stops: 2 }).data;
    const [again] = exposure.apply(brighter, { stops: 1 }).data;
    assert.ok(Math.abs(twice! - again!) < 1e-6);
  });

  it('clips floats to 0 to 1 and leaves alpha alone', () => {
    const pixels = image([[[-1, 0.9, NaN, 5]]], 'float32');
    assert.deepEqual(rows(exposure.apply(pixels, { stops: 3 })), [[[0, 1, NaN, 5]]]);
  });
});
