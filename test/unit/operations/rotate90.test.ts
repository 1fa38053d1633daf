import assert from 'node:assert/strict';
import { rotate90 } from '../../../src/engine/operations/geometry/rotate90.ts';
import { applied, assertPixelsFollowMap } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

const grid = image([
  [1, 2, 3],
  [4, 5, 6],
]);

describe('rotate90', () => {
  it('turns counter-clockwise', () => {
    assert.deepEqual(rows(applied(rotate90, {}, grid)), [
      [3, 6],
      [2, 5],
      [1, 4],
    ]);
    assert.deepEqual(rows(applied(rotate90, { turns: 2 }, grid)), [
      [6, 5, 4],
      [3, 2, 1],
    ]);
  });

  it('turns clockwise by three turns or by minus one', () => {
    const clockwise = [
      [4, 1],
      [5, 2],
      [6, 3],
    ];
    assert.deepEqual(rows(applied(rotate90, { turns: 3 }, grid)), clockwise);
    assert.deepEqual(rows(applied(rotate90, { turns: -1 }, grid)), clockwise);
  });

  for (const turns of [-3, -2, -1, 0, 1, 2, 3]) {
    it(`follows its map with ${turns} turns`, () => {
      assertPixelsFollowMap(rotate90, { turns }, noise(4, 3, 3, 'uint8'));
    });
  }
});
