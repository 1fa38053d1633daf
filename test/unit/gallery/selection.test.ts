import assert from 'node:assert/strict';
import {
  emptySelection,
  select,
  selectAll,
  withoutGone,
  type Selection,
} from '../../../webview/gallery/selection.ts';

const paths = ['a', 'b', 'c', 'd', 'e'];
const pathAt = (position: number) => paths[position];
const chosen = ({ chosen: set }: Selection) => [...set].sort();

describe('the selection of images', () => {
  it('is one after a click, and toggles one by one', () => {
    const one = select(emptySelection, 1, 'only', pathAt);
    assert.deepEqual([chosen(one), one.active, one.anchor], [['b'], 1, 1]);
    const two = select(one, 3, 'toggle', pathAt);
    assert.deepEqual(chosen(two), ['b', 'd']);
    assert.deepEqual(chosen(select(two, 1, 'toggle', pathAt)), ['d']);
    assert.deepEqual(chosen(one), ['b'], 'what was before is left as it was');
  });

  it('extends from the anchor, both ways', () => {
    const start = select(emptySelection, 2, 'only', pathAt);
    const down = select(start, 4, 'extend', pathAt);
    assert.deepEqual(chosen(down), ['c', 'd', 'e']);
    const up = select(down, 0, 'extend', pathAt);
    assert.deepEqual([chosen(up), up.active, up.anchor], [['a', 'b', 'c'], 0, 2]);
  });

  it('stays when the focus alone moves, and when there is no such tile', () => {
    const start = select(emptySelection, 2, 'only', pathAt);
    assert.deepEqual(select(start, 4, 'move', pathAt), { ...start, active: 4 });
    assert.equal(select(start, 9, 'only', pathAt), start);
  });

  it('is everything, and loses what is gone', () => {
    const all = selectAll(emptySelection, paths.length, pathAt);
    assert.deepEqual(chosen(all), paths);
    assert.deepEqual(chosen(withoutGone(all, path => path !== 'c')), ['a', 'b', 'd', 'e']);
    assert.equal(
      withoutGone(all, () => true),
      all,
    );
  });
});
