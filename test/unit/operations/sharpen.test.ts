import assert from 'node:assert/strict';
import { sharpen } from '../../../src/engine/operations/filter/sharpen.ts';
import { applied } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('sharpen', () => {
  it('is 5 in the middle and −1 around', () => {
    const spot = image(
      [
        [0, 0, 0],
        [0, 2, 0],
        [0, 0, 0],
      ],
      'float32',
    );
    assert.deepEqual(rows(applied(sharpen, { border_mode: 'constant' }, spot)), [
      [0, -2, 0],
      [-2, 10, -2],
      [0, -2, 0],
    ]);
  });

  it('changes nothing with amount 0 and keeps the type', () => {
    for (const dtype of ['uint8', 'uint16', 'float32'] as const) {
      const input = noise(6, 5, 4, dtype);
      assert.deepEqual(applied(sharpen, { amount: 0 }, input), input);
    }
  });

  it('clips what would leave the range', () => {
    assert.deepEqual(rows(applied(sharpen, { amount: 10 }, image([[100, 150, 100]]))), [[0, 255, 0]]);
  });

  it('keeps the tag of orientation', () => {
    const turned = { ...noise(4, 3, 3, 'uint8'), orientation: 6 as const };
    assert.equal(applied(sharpen, {}, turned).orientation, 6);
  });
});
