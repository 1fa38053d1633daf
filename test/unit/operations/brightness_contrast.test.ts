import assert from 'node:assert/strict';
import { brightnessContrast } from '../../../src/engine/operations/color/brightness_contrast.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('brightness_contrast', () => {
  it('changes nothing by default', () => {
    for (const dtype of ['uint8', 'uint16'] as const) {
      const pixels = noise(6, 5, 4, dtype);
      assert.deepEqual(brightnessContrast.apply(pixels, { brightness: 0, contrast: 0 }), pixels);
    }
  });

  it('saturates at both ends', () => {
    const levels = image([[0, 100, 255]]);
    assert.deepEqual(rows(brightnessContrast.apply(levels, { brightness: 1, contrast: 0 })), [
      [255, 255, 255],
    ]);
    assert.deepEqual(rows(brightnessContrast.apply(levels, { brightness: -1, contrast: 0 })), [[0, 0, 0]]);
    assert.deepEqual(rows(brightnessContrast.apply(levels, { brightness: 0, contrast: -1 })), [[0, 0, 0]]);
  });

  it('measures brightness in the range of the type', () => {
    const wide = image([[0, 1000]], 'uint16');
    assert.deepEqual(rows(brightnessContrast.apply(wide, { brightness: 0.5, contrast: 0 })), [
      [32767, 33767],
    ]);
    const floats = image([[0, 0.25, 0.75]], 'float32');
    assert.deepEqual(rows(brightnessContrast.apply(floats, { brightness: 0.5, contrast: 0 })), [
      [0.5, 0.75, 1],
    ]);
  });

  it('leaves alpha alone', () => {
    const pixel = image([[[10, 20, 30, 40]]]);
    assert.deepEqual(rows(brightnessContrast.apply(pixel, { brightness: 0, contrast: 1 })), [
      [[20, 40, 60, 40]],
    ]);
  });
});
