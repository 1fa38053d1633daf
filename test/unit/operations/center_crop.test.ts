import assert from 'node:assert/strict';
import { shapeOf } from '../../../src/engine/image.ts';
import { centerCrop } from '../../../src/engine/operations/geometry/center_crop.ts';
import { applied, assertPixelsFollowMap } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

const grid = image([
  [1, 2, 3, 4],
  [5, 6, 7, 8],
  [9, 10, 11, 12],
]);

describe('center_crop', () => {
  it('takes the middle, the odd pixel left at the bottom and right', () => {
    assert.deepEqual(rows(applied(centerCrop, { width: 3, height: 2 }, grid)), [
      [1, 2, 3],
      [5, 6, 7],
    ]);
    assert.deepEqual(rows(applied(centerCrop, { width: 2, height: 1 }, grid)), [[6, 7]]);
  });

  it('pads what is too small, and cuts the other direction', () => {
    const output = applied(centerCrop, { width: 2, height: 6, pad_if_needed: true, fill: 99 }, grid);
    assert.deepEqual(rows(output), [
      [99, 99],
      [2, 3],
      [6, 7],
      [10, 11],
      [99, 99],
      [99, 99],
    ]);
  });

  it('follows its map', () => {
    const frame = noise(5, 4, 3, 'uint8');
    assertPixelsFollowMap(centerCrop, { width: 2, height: 3 }, frame);
    assertPixelsFollowMap(centerCrop, { width: 8, height: 3, pad_if_needed: true }, frame);
    assertPixelsFollowMap(centerCrop, { width: 8, height: 9, pad_if_needed: true }, frame);
  });

  it('refuses an image that is too small, and says what would help', () => {
    const values = { width: 2, height: 4, pad_if_needed: false, fill: [0] };
    assert.throws(() => centerCrop.shape(shapeOf(grid), values), {
      code: 'out_of_domain',
      message: 'Center crop expects an image of at least 2×4 but received 4×3.',
      hint: /pad_if_needed/,
    });
  });
});
