import assert from 'node:assert/strict';
import { relu } from '../../../src/engine/operations/numeric/relu.ts';
import { image, noise } from '../../fixtures/image.ts';

describe('relu', () => {
  it('makes negative values 0, not −0, and keeps what is not a number', () => {
    const { data } = relu.apply(image([[-3, -0, 0, 5, NaN, -Infinity, Infinity]], 'float32'), {});
    assert.deepEqual(Array.from(data), [0, 0, 0, 5, NaN, 0, Infinity]);
  });

  it('passes whole numbers on', () => {
    const pixels = noise(3, 3, 3, 'uint16');
    assert.equal(relu.apply(pixels, {}), pixels);
  });
});
