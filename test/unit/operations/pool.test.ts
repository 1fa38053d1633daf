import assert from 'node:assert/strict';
import { pool } from '../../../src/engine/operations/filter/pool.ts';
import { dataTypeOf, shapeOf } from '../../../src/engine/image.ts';
import { landingPoint } from '../../../src/engine/geometry/point-map.ts';
import { DarkroomError } from '../../../src/shared/errors.ts';
import { image, rows } from '../../fixtures/image.ts';

const values = (more: object) => ({ kind: 'max', size: [2, 2], stride: undefined, padding: 'zero', ...more });
const grid = image([
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
]);

describe('pool', () => {
  it('completes blocks with zeros, which count', () => {
    assert.deepEqual(rows(pool.apply(grid, values({ kind: 'sum' }))), [
      [12, 9],
      [15, 9],
    ]);
    assert.deepEqual(rows(pool.apply(grid, values({ kind: 'mean' }))), [
      [3, 2.25],
      [3.75, 2.25],
    ]);
    assert.deepEqual(rows(pool.apply(grid, values({ kind: 'min' }))), [
      [1, 0],
      [0, 0],
    ]);
    assert.deepEqual(rows(pool.apply(grid, values({ kind: 'median' }))), [
      [3, 1.5],
      [3.5, 0],
    ]);
    const negative = image([[-1, -2, -3]], 'float32');
    assert.deepEqual(rows(pool.apply(negative, values({ size: [1, 2] }))), [[-1, 0]]);
  });

  it('leaves incomplete blocks out with valid, and counts only pixels with same', () => {
    assert.deepEqual(rows(pool.apply(grid, values({ padding: 'valid' }))), [[5]]);
    assert.deepEqual(rows(pool.apply(grid, values({ kind: 'mean', padding: 'same' }))), [
      [3, 4.5],
      [7.5, 9],
    ]);
    const negative = image([[-1, -2, -3]], 'float32');
    assert.deepEqual(rows(pool.apply(negative, values({ size: [1, 2], padding: 'same' }))), [[-1, -3]]);
    assert.deepEqual(
      rows(pool.apply(grid, values({ kind: 'median', size: [3, 3], stride: [1, 1], padding: 'same' }))),
      [
        [3, 3.5, 4],
        [4.5, 5, 5.5],
        [6, 6.5, 7],
      ],
    );
  });

  it('keeps the type for max and min only', () => {
    for (const kind of ['max', 'min', 'mean', 'median', 'sum']) {
      const expected = kind === 'max' || kind === 'min' ? 'uint8' : 'float32';
      assert.equal(dataTypeOf(pool.apply(grid, values({ kind })).data), expected);
    }
  });

  it('does not begin a block outside the image', () => {
    assert.deepEqual(rows(pool.apply(grid, values({ size: [1, 2], stride: [3, 3] }))), [[2]]);
  });

  it('pools every channel by itself', () => {
    const colors = image([
      [
        [1, 20, 3, 9],
        [4, 5, 60, 9],
      ],
    ]);
    assert.deepEqual(rows(pool.apply(colors, values({}))), [[[4, 20, 60, 9]]]);
  });

  it('lets not-a-number through', () => {
    const holes = image([[1, NaN, 2, 3]], 'float32');
    for (const kind of ['max', 'min', 'mean', 'median', 'sum']) {
      const { data } = pool.apply(holes, values({ kind, size: [1, 2] }));
      assert.ok(Number.isNaN(data[0]) && !Number.isNaN(data[1]), kind);
    }
  });

  it('sorts large blocks as well as small ones', () => {
    const row = image([Array.from({ length: 41 }, (_value, index) => (index * 17) % 41)]);
    assert.deepEqual(rows(pool.apply(row, values({ kind: 'median', size: [1, 41] }))), [[20]]);
  });

  it('refuses an image smaller than a block with valid, naming both', () => {
    assert.throws(
      () => pool.shape(shapeOf(grid), values({ size: [4, 2], padding: 'valid' })),
      (thrown: unknown) =>
        thrown instanceof DarkroomError &&
        thrown.code === 'out_of_domain' &&
        thrown.message.includes('2×4') &&
        thrown.message.includes('3×3×1'),
    );
  });

  it('maps the middle of a block to the middle of its pixel', () => {
    const map = pool.map(shapeOf(grid), values({ size: [3, 3], stride: [1, 2], padding: 'valid' }))!;
    assert.deepEqual(landingPoint(map, 1.5, 1.5), [0.5, 0.5]);
    assert.deepEqual(landingPoint(map, 3.5, 2.5), [1.5, 1.5]);
  });
});
