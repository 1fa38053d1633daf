import assert from 'node:assert/strict';
import { flip } from '../../../src/engine/operations/geometry/flip.ts';
import { applied, assertPixelsFollowMap } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

const grid = image([
  [1, 2, 3],
  [4, 5, 6],
]);

describe('flip', () => {
  it('mirrors left to right by default', () => {
    assert.deepEqual(rows(applied(flip, {}, grid)), [
      [3, 2, 1],
      [6, 5, 4],
    ]);
  });

  it('mirrors top to bottom', () => {
    assert.deepEqual(rows(applied(flip, { axis: 'vertical' }, grid)), [
      [4, 5, 6],
      [1, 2, 3],
    ]);
  });

  for (const axis of ['horizontal', 'vertical']) {
    it(`follows its map and undoes itself, ${axis}`, () => {
      assertPixelsFollowMap(flip, { axis }, noise(4, 3, 4, 'uint8'));
      const large = noise(37, 66, 3, 'uint16');
      assert.deepEqual(applied(flip, { axis }, applied(flip, { axis }, large)), large);
    });
  }

  it('keeps the orientation that is still to be applied', () => {
    assert.equal(applied(flip, {}, { ...grid, orientation: 6 }).orientation, 6);
  });
});
