import assert from 'node:assert/strict';
import { convert } from '../../../src/engine/operations/color/convert.ts';
import { image, rows } from '../../fixtures/image.ts';

describe('convert', () => {
  it('gives every 8-bit level back after 16 bits and after float', () => {
    const levels = image([Array.from({ length: 256 }, (_level, index) => index)]);
    for (const dtype of ['uint16', 'float32']) {
      assert.deepEqual(convert.apply(convert.apply(levels, { dtype }), { dtype: 'uint8' }), levels, dtype);
    }
  });

  it('gives every 16-bit level back after float', () => {
    const levels = image([Array.from({ length: 65536 }, (_level, index) => index)], 'uint16');
    const floats = convert.apply(levels, { dtype: 'float32' });
    assert.deepEqual(convert.apply(floats, { dtype: 'uint16' }), levels);
  });

  it('rounds 16 bits to the nearest of 8', () => {
    assert.deepEqual(rows(convert.apply(image([[128, 129, 65406, 65407]], 'uint16'), { dtype: 'uint8' })), [
      [0, 1, 254, 255],
    ]);
  });

  it('saturates floats, infinite ones too; not a number becomes 0', () => {
    const far = image([[-Infinity, -0.1, 1.001, Infinity, NaN]], 'float32');
    assert.deepEqual(rows(convert.apply(far, { dtype: 'uint8' })), [[0, 0, 255, 255, 0]]);
    assert.deepEqual(rows(convert.apply(far, { dtype: 'uint16' })), [[0, 0, 65535, 65535, 0]]);
  });

  it('converts alpha with the colours', () => {
    assert.deepEqual(rows(convert.apply(image([[[0, 1, 2, 255]]]), { dtype: 'uint16' })), [
      [[0, 257, 514, 65535]],
    ]);
  });
});
