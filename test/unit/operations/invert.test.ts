import assert from 'node:assert/strict';
import { invert } from '../../../src/engine/operations/color/invert.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('invert', () => {
  it('subtracts from the largest value of each type', () => {
    assert.deepEqual(rows(invert.apply(image([[0, 65535, 300]], 'uint16'), {})), [[65535, 0, 65235]]);
    assert.deepEqual(rows(invert.apply(image([[0, 0.25, 1, -1]], 'float32'), {})), [[1, 0.75, 0, 2]]);
  });

  it('leaves alpha alone in every type', () => {
    for (const dtype of ['uint8', 'uint16', 'float32'] as const) {
      const before = noise(3, 3, 4, dtype);
      const after = invert.apply(before, {});
      for (let index = 3; index < before.data.length; index += 4) {
        assert.equal(after.data[index], before.data[index]);
        assert.notEqual(after.data[index - 1], before.data[index - 1]);
      }
    }
  });

  it('undoes itself', () => {
    const before = noise(5, 4, 4, 'uint16');
    assert.deepEqual(invert.apply(invert.apply(before, {}), {}), before);
  });
});
