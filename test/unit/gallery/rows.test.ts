import assert from 'node:assert/strict';
import { Rows } from '../../../webview/gallery/rows.ts';

/** Two groups of five and two tiles in rows of three: header, 3, 2, header, 2. */
const grouped = new Rows(
  [
    { label: 'a', images: [10, 11, 12, 13, 14] },
    { label: 'b', images: [20, 21] },
  ],
  3,
);

describe('rows of tiles', () => {
  it('count headers and tiles', () => {
    assert.equal(grouped.count, 5);
    assert.equal(grouped.tiles, 7);
    assert.deepEqual(grouped.at(0), { kind: 'header', label: 'a', count: 5 });
    assert.deepEqual(grouped.at(1), { kind: 'tiles', first: 0, images: [10, 11, 12] });
    assert.deepEqual(grouped.at(2), { kind: 'tiles', first: 3, images: [13, 14] });
    assert.deepEqual(grouped.at(3), { kind: 'header', label: 'b', count: 2 });
    assert.deepEqual(grouped.at(4), { kind: 'tiles', first: 5, images: [20, 21] });
    assert.equal(grouped.at(5), undefined);
  });

  it('have no header without groups', () => {
    const rows = new Rows([{ label: undefined, images: [0, 1, 2, 3] }], 3);
    assert.equal(rows.count, 2);
    assert.equal(rows.isHeader(0), false);
    assert.deepEqual(rows.at(1), { kind: 'tiles', first: 3, images: [3] });
    assert.equal(rows.headersAbove(1), 0);
  });

  it('can be empty', () => {
    const rows = new Rows([], 4);
    assert.deepEqual([rows.count, rows.tiles, rows.at(0), rows.imageAt(0)], [0, 0, undefined, undefined]);
    assert.equal(rows.move(0, 'end', 3), 0);
  });

  it('find row, image and position of each other', () => {
    for (let position = 0; position < grouped.tiles; position++) {
      const row = grouped.at(grouped.rowOf(position));
      assert.ok(row?.kind === 'tiles');
      assert.equal(row.images[position - row.first], grouped.imageAt(position));
      assert.equal(grouped.positionOf(grouped.imageAt(position)!), position);
    }
    assert.equal(grouped.positionOf(99), undefined);
  });

  it('say how many headers stand above', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4].map(row => grouped.headersAbove(row)),
      [0, 1, 1, 1, 2],
    );
  });

  it('are moved through by keys: sideways through all groups', () => {
    assert.equal(grouped.move(4, 'right', 2), 5);
    assert.equal(grouped.move(6, 'right', 2), 6);
    assert.equal(grouped.move(0, 'left', 2), 0);
    assert.equal(grouped.move(3, 'start', 2), 0);
    assert.equal(grouped.move(3, 'end', 2), 6);
  });

  it('are moved through by keys: up and down over headers, to the last tile of a shorter row', () => {
    assert.equal(grouped.move(1, 'down', 2), 4);
    assert.equal(grouped.move(2, 'down', 2), 4);
    assert.equal(grouped.move(3, 'down', 2), 5);
    assert.equal(grouped.move(6, 'down', 2), 6);
    assert.equal(grouped.move(6, 'up', 2), 4);
    assert.equal(grouped.move(0, 'up', 2), 0);
    assert.equal(grouped.move(1, 'pageDown', 2), 6);
    assert.equal(grouped.move(6, 'pageUp', 9), 1);
  });
});
