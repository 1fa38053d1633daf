import assert from 'node:assert/strict';
import { flatten } from '../../../src/engine/operations/numeric/flatten.ts';
import { shapeOf } from '../../../src/engine/image.ts';
import { image } from '../../fixtures/image.ts';

const pixels = image([
  [
    [1, 2, 3],
    [4, 5, 6],
  ],
  [
    [7, 8, 9],
    [10, 11, 12],
  ],
]);

describe('flatten', () => {
  it('keeps the order of memory, or puts channel after channel', () => {
    assert.deepEqual(
      Array.from(flatten.apply(pixels, { layout: 'hwc' }).data),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    );
    assert.deepEqual(
      Array.from(flatten.apply(pixels, { layout: 'chw' }).data),
      [1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12],
    );
  });

  it('gives a vector, which has no places', () => {
    const vector = flatten.apply(pixels, { layout: 'hwc' });
    assert.deepEqual(shapeOf(vector), {
      width: 12,
      height: 1,
      channels: 1,
      dtype: 'uint8',
      orientation: 1,
      vector: true,
    });
    assert.equal(flatten.map(shapeOf(pixels), { layout: 'hwc' }), undefined);
    assert.deepEqual(flatten.apply(vector, { layout: 'chw' }), vector);
  });
});
