import assert from 'node:assert/strict';
import { MaskIds } from '../../../webview/gallery/maskIds.ts';

const mask = (...runs: readonly number[]) => ({ width: 1, height: 1, runs: Uint16Array.from(runs) });

describe('ids of the masks that have been seen', () => {
  it('are listed in order, each once, without what is not painted', () => {
    const ids = new MaskIds();
    assert.equal(ids.see(mask(0, 4)), false);
    assert.equal(ids.see(mask(7, 1, 0, 2, 3, 1)), true);
    const { all } = ids;
    assert.deepEqual(all, [3, 7]);
    assert.equal(ids.see(mask(3, 2)), false);
    assert.equal(ids.all, all, 'the list is the same while no other has been seen');
    ids.see(mask(5, 1));
    assert.deepEqual(ids.all, [3, 5, 7]);
    ids.forget();
    assert.deepEqual(ids.all, []);
  });
});
