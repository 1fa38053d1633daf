import assert from 'node:assert/strict';
import { autoContrast } from '../../../src/engine/operations/color/auto_contrast.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('auto_contrast', () => {
  it('stretches every channel by itself and leaves alpha alone', () => {
    const pixels = image([
      [
        [10, 0, 7, 33],
        [20, 255, 7, 44],
      ],
    ]);
    assert.deepEqual(rows(autoContrast.apply(pixels, { cutoff: 0 })), [
      [
        [0, 0, 7, 33],
        [255, 255, 7, 44],
      ],
    ]);
  });

  it('stretches 16 bits to their own range', () => {
    assert.deepEqual(rows(autoContrast.apply(image([[100, 150, 200]], 'uint16'), { cutoff: 0 })), [
      [0, 32767, 65535],
    ]);
  });

  it('stretches floats to 0 to 1, with a cutoff as the table of an integer image would', () => {
    const values = image([[-4, 1, 2, 3, 9]], 'float32');
    assert.deepEqual(rows(autoContrast.apply(values, { cutoff: 20 })), [[0, 0, 0.5, 1, 1]]);
    const [first] = rows(autoContrast.apply(values, { cutoff: 0 }))[0]!;
    assert.equal(first, 0);
  });

  it('changes nothing when the cutoff leaves nothing', () => {
    for (const dtype of ['uint8', 'uint16', 'float32'] as const) {
      const pixels = noise(4, 4, 1, dtype);
      assert.deepEqual(autoContrast.apply(pixels, { cutoff: 50 }), pixels);
      const one = noise(1, 1, 3, dtype);
      assert.deepEqual(autoContrast.apply(one, { cutoff: 10 }), one);
    }
  });
});
