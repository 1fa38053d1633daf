import assert from 'node:assert/strict';
import { colorInOrder, colorOf } from '../../../webview/labels.ts';

describe('colours of classes', () => {
  afterEach(() => {
    colorInOrder([]);
  });

  it('differ among the first ten of a dataset, and are those of the name elsewhere', () => {
    const classes = ['cup', 'rocket', 'astronaut', 'cat', 'dog', 'bird', 'car', 'tree', 'boat', 'house'];
    const byName = classes.map(colorOf);
    assert.equal(byName[0], byName[1], 'these two are told apart by their order only');
    colorInOrder(classes);
    assert.equal(new Set(classes.map(colorOf)).size, classes.length);
    colorInOrder(['cat']);
    assert.deepEqual(classes.slice(0, 3).map(colorOf), byName.slice(0, 3));
  });
});
