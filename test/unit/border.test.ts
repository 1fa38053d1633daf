import assert from 'node:assert/strict';
import { borderIndex, borderIndices } from '../../src/engine/border.ts';

describe('borders', () => {
  it('continue a b c d as the catalogue says', () => {
    const around = (mode: Parameters<typeof borderIndex>[2]) => Array.from(borderIndices(4, 2, 2, mode));
    assert.deepEqual(around('constant'), [-1, -1, 0, 1, 2, 3, -1, -1]);
    assert.deepEqual(around('replicate'), [0, 0, 0, 1, 2, 3, 3, 3]);
    assert.deepEqual(around('reflect'), [1, 0, 0, 1, 2, 3, 3, 2]);
    assert.deepEqual(around('reflect_101'), [2, 1, 0, 1, 2, 3, 2, 1]);
    assert.deepEqual(around('wrap'), [2, 3, 0, 1, 2, 3, 0, 1]);
  });

  it('go on however far outside and however short the row', () => {
    assert.deepEqual(Array.from(borderIndices(2, 5, 3, 'reflect')), [0, 0, 1, 1, 0, 0, 1, 1, 0, 0]);
    assert.deepEqual(Array.from(borderIndices(3, 5, 0, 'reflect_101')), [1, 0, 1, 2, 1, 0, 1, 2]);
    for (const mode of ['replicate', 'reflect', 'reflect_101', 'wrap'] as const) {
      assert.equal(borderIndex(-1000, 1, mode), 0, mode);
      assert.equal(borderIndex(1000, 1, mode), 0, mode);
    }
  });
});
