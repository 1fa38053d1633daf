import assert from 'node:assert/strict';
import { posterize } from '../../../src/engine/operations/color/posterize.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('posterize', () => {
  it('keeps the highest bits of 16', () => {
    const levels = image([[0x1234, 0xffff]], 'uint16');
    assert.deepEqual(rows(posterize.apply(levels, { bits: 4 })), [[0x1000, 0xf000]]);
    assert.deepEqual(rows(posterize.apply(levels, { bits: 12 })), [[0x1230, 0xfff0]]);
  });

  it('changes nothing when as many bits are kept as there are', () => {
    const pixels = noise(4, 4, 3, 'uint8');
    assert.deepEqual(posterize.apply(pixels, { bits: 8 }), pixels);
    assert.deepEqual(posterize.apply(pixels, { bits: 16 }), pixels);
  });

  it('keeps floats within the range, and what is not a number', () => {
    const values = image([[-0.3, 0.999, 1, 7, NaN]], 'float32');
    assert.deepEqual(rows(posterize.apply(values, { bits: 2 })), [[0, 0.75, 0.75, 0.75, NaN]]);
  });
});
