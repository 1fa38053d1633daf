import assert from 'node:assert/strict';
import { gamma } from '../../../src/engine/operations/color/gamma.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('gamma', () => {
  it('changes nothing at 1, for both libraries and every integer type', () => {
    for (const match of ['opencv', 'pillow']) {
      for (const dtype of ['uint8', 'uint16'] as const) {
        const pixels = noise(16, 16, 4, dtype);
        assert.deepEqual(gamma.apply(pixels, { gamma: 1, match }), pixels);
      }
    }
  });

  it('rounds as a table for cv2.LUT, cuts off as torchvision', () => {
    // 255 · (52/255)² = 10.60
    const pixel = image([[52]]);
    assert.deepEqual(rows(gamma.apply(pixel, { gamma: 2, match: 'opencv' })), [[11]]);
    assert.deepEqual(rows(gamma.apply(pixel, { gamma: 2, match: 'pillow' })), [[10]]);
  });

  it('keeps the ends whatever the exponent', () => {
    for (const exponent of [0.01, 0.5, 3, 100]) {
      const ends = gamma.apply(image([[0, 65535]], 'uint16'), { gamma: exponent, match: 'opencv' });
      assert.deepEqual(rows(ends), [[0, 65535]]);
    }
  });

  it('clips floats to 0 to 1, keeps alpha and what is not a number', () => {
    const pixels = image([[[-1, 2, NaN, -3]]], 'float32');
    assert.deepEqual(rows(gamma.apply(pixels, { gamma: 0.5, match: 'opencv' })), [[[0, 1, NaN, -3]]]);
  });
});
