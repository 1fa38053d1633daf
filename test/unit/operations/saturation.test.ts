import assert from 'node:assert/strict';
import { saturation } from '../../../src/engine/operations/color/saturation.ts';
import { grayscale } from '../../../src/engine/operations/color/grayscale.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('saturation', () => {
  it('changes nothing at 1 and on one channel', () => {
    const pixels = noise(3, 3, 4, 'uint8');
    assert.equal(saturation.apply(pixels, { factor: 1, match: 'opencv' }), pixels);
    const gray = noise(3, 3, 1, 'float32');
    assert.equal(saturation.apply(gray, { factor: 0, match: 'opencv' }), gray);
  });

  it('leaves the gray of the same library at 0', () => {
    const pixels = noise(16, 16, 3, 'uint8');
    for (const match of ['opencv', 'pillow']) {
      const expected = grayscale.apply(pixels, { method: undefined, channels: 3, match });
      assert.deepEqual(saturation.apply(pixels, { factor: 0, match }), expected);
    }
  });

  it('rounds as OpenCV, cuts off as Pillow', () => {
    // Gray is 60; 0.71 · 2 + 0.29 · 60 = 18.8, 0.71 · 100 + 0.29 · 60 = 88.4, 0.71 · 9 + 0.29 · 60 = 23.8
    const pixel = image([[[2, 100, 9]]]);
    assert.deepEqual(rows(saturation.apply(pixel, { factor: 0.71, match: 'opencv' })), [[[19, 88, 24]]]);
    assert.deepEqual(rows(saturation.apply(pixel, { factor: 0.71, match: 'pillow' })), [[[18, 88, 23]]]);
  });

  it('clips every type to its range and leaves alpha alone', () => {
    assert.deepEqual(
      rows(saturation.apply(image([[[65535, 0, 0, 5]]], 'uint16'), { factor: 3, match: 'opencv' })),
      [[[65535, 0, 0, 5]]],
    );
    assert.deepEqual(
      rows(saturation.apply(image([[[1, 0, 0, 7]]], 'float32'), { factor: 3, match: 'opencv' })),
      [[[1, 0, 0, 7]]],
    );
  });
});
