import assert from 'node:assert/strict';
import { shapeOf } from '../../../src/engine/image.ts';
import { crop } from '../../../src/engine/operations/geometry/crop.ts';
import { applied, assertPixelsFollowMap } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

const grid = image([
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
]);

describe('crop', () => {
  it('cuts a rectangle out', () => {
    assert.deepEqual(rows(applied(crop, { x: 1, y: 0, width: 2, height: 2 }, grid)), [
      [2, 3],
      [5, 6],
    ]);
  });

  it('keeps an image that fits exactly', () => {
    assert.deepEqual(applied(crop, { x: 0, y: 0, width: 3, height: 3 }, grid), grid);
  });

  it('follows its map', () => {
    assertPixelsFollowMap(crop, { x: 1, y: 2, width: 3, height: 2 }, noise(5, 6, 4, 'uint16'));
  });

  it('refuses a rectangle that ends outside, naming both sizes', () => {
    assert.throws(() => crop.shape(shapeOf(grid), { x: 2, y: 0, width: 2, height: 3 }), {
      code: 'out_of_domain',
      message:
        'Crop expects a rectangle inside the image of 3×3 but received 2×3 at (2, 0), which ends at (4, 3).',
    });
    assert.throws(() => crop.shape(shapeOf(grid), { x: 0, y: 3, width: 1, height: 1 }), {
      code: 'out_of_domain',
    });
  });
});
