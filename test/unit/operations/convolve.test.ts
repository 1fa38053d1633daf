import assert from 'node:assert/strict';
import { convolve } from '../../../src/engine/operations/filter/convolve.ts';
import { pool } from '../../../src/engine/operations/filter/pool.ts';
import { relu } from '../../../src/engine/operations/numeric/relu.ts';
import { dataTypeOf, shapeOf } from '../../../src/engine/image.ts';
import { DarkroomError } from '../../../src/shared/errors.ts';
import { image, rows } from '../../fixtures/image.ts';

const values = (more: object) => ({
  stride: 1,
  padding: 'same',
  border_mode: 'constant',
  flip: false,
  bias: 0,
  round: false,
  ...more,
});

describe('convolve', () => {
  it('gives the feature maps of the textbook example, with ReLU and pooling after it', () => {
    const grid = image([
      [4, 21, 54, 92, 48],
      [2, 22, 54, 36, 22],
      [3, 42, 37, 86, 73],
    ]);
    const kernel = [
      [0, -1],
      [1, 1],
    ];
    const map = convolve.apply(grid, values({ kernel, padding: 'valid' }));
    assert.deepEqual(rows(map), [
      [3, 22, -2, 10],
      [23, 25, 87, 137],
    ]);
    const rectified = relu.apply(map, {});
    assert.deepEqual(rows(rectified), [
      [3, 22, 0, 10],
      [23, 25, 87, 137],
    ]);
    const pooling = { kind: 'max', size: [2, 2], stride: [1, 1] };
    assert.deepEqual(rows(pool.apply(rectified, { ...pooling, padding: 'valid' })), [[25, 87, 137]]);
    assert.deepEqual(rows(pool.apply(rectified, { ...pooling, padding: 'same' })), [
      [25, 87, 137, 137],
      [25, 87, 137, 137],
    ]);
  });

  it('turns the kernel only when asked', () => {
    const spot = image([[0, 0, 1, 0, 0]]);
    const kernel = [[1, 2, 3]];
    assert.deepEqual(rows(convolve.apply(spot, values({ kernel }))), [[0, 3, 2, 1, 0]]);
    assert.deepEqual(rows(convolve.apply(spot, values({ kernel, flip: true }))), [[0, 1, 2, 3, 0]]);
  });

  it('uses every border, however far the kernel reaches', () => {
    const row = image([[1, 2, 3]]);
    const kernel = [[1, 0, 0, 0, 0, 0, 0]];
    const border = (border_mode: string) => rows(convolve.apply(row, values({ kernel, border_mode })));
    assert.deepEqual(border('constant'), [[0, 0, 0]]);
    assert.deepEqual(border('replicate'), [[1, 1, 1]]);
    assert.deepEqual(border('reflect'), [[3, 2, 1]]);
    assert.deepEqual(border('reflect_101'), [[2, 3, 2]]);
    assert.deepEqual(border('wrap'), [[1, 2, 3]]);
  });

  it('strides over floor((length + 2p − k) / s) + 1 places', () => {
    const row = image([[1, 2, 3, 4, 5, 6, 7]]);
    const kernel = [[1, 1, 1]];
    assert.deepEqual(rows(convolve.apply(row, values({ kernel, stride: 2 }))), [[3, 9, 15, 13]]);
    assert.deepEqual(rows(convolve.apply(row, values({ kernel, stride: 2, padding: 'valid' }))), [
      [6, 12, 18],
    ]);
    const colors = image([
      [
        [1, 10, 100],
        [2, 20, 200],
        [3, 30, 250],
      ],
    ]);
    assert.deepEqual(rows(convolve.apply(colors, values({ kernel: [[2]], stride: 2 }))), [
      [
        [2, 20, 200],
        [6, 60, 500],
      ],
    ]);
  });

  it('adds the bias, and rounds half to even and clips when asked', () => {
    const row = image([[1, 2, 3, 5, 200]]);
    const half = values({ kernel: [[0.5]], round: true });
    assert.deepEqual(rows(convolve.apply(row, half)), [[0, 1, 2, 2, 100]]);
    assert.deepEqual(rows(convolve.apply(row, values({ kernel: [[2]], bias: -10, round: true }))), [
      [0, 0, 0, 0, 255],
    ]);
    assert.deepEqual(rows(convolve.apply(row, values({ kernel: [[2]], bias: -10 }))), [[-8, -6, -4, 0, 390]]);
    const wide = convolve.apply(image([[40000]], 'uint16'), values({ kernel: [[2]], round: true }));
    assert.deepEqual([dataTypeOf(wide.data), wide.data[0]], ['uint16', 65535]);
  });

  it('refuses a kernel larger than the image with valid', () => {
    assert.throws(
      () => convolve.shape(shapeOf(image([[1]])), values({ kernel: [[1, 2]], padding: 'valid' })),
      (thrown: unknown) => thrown instanceof DarkroomError && thrown.code === 'out_of_domain',
    );
  });
});
