import assert from 'node:assert/strict';
import { gaussianBlur } from '../../../src/engine/operations/filter/gaussian_blur.ts';
import { fixedPointKernel, gaussianKernel } from '../../../src/engine/filter/gaussian-kernel.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

const values = (more: object) => ({
  kernel_size: 5,
  sigma: 0,
  border_mode: undefined,
  match: 'opencv',
  ...more,
});

describe('gaussian_blur', () => {
  it('uses 1, 4, 6, 4, 1 in sixteenths by default and rounds once', () => {
    const spot = image([[0, 0, 160, 0, 0]]);
    assert.deepEqual(rows(gaussianBlur.apply(spot, values({ border_mode: 'replicate' }))), [
      [10, 40, 60, 40, 10],
    ]);
    // 8/16 rounds up.
    const half = image([[0, 0, 0, 8, 0, 0, 0]]);
    assert.deepEqual(rows(gaussianBlur.apply(half, values({ border_mode: 'replicate' }))), [
      [0, 1, 2, 3, 2, 1, 0],
    ]);
  });

  it('mirrors without the edge unless told otherwise', () => {
    const row = image([[0, 0, 0, 0, 16]]);
    const [first] = rows(gaussianBlur.apply(row, values({ border_mode: undefined })));
    assert.deepEqual(first, rows(gaussianBlur.apply(row, values({ border_mode: 'reflect_101' })))[0]);
    assert.deepEqual(first, [0, 0, 1, 4, 6]);
    assert.deepEqual(rows(gaussianBlur.apply(row, values({ border_mode: 'replicate' }))), [[0, 0, 1, 5, 11]]);
    assert.deepEqual(rows(gaussianBlur.apply(image([[16]]), values({ border_mode: 'constant' }))), [[2]]);
  });

  it('keeps the sum of a fixed-point kernel exact at any size and sigma', () => {
    for (const size of [3, 7, 31, 255]) {
      for (const sigma of [0, 0.2, 1, 9, 100]) {
        const kernel = gaussianKernel(size, sigma);
        const sum = (weights: Float64Array) => weights.reduce((total, weight) => total + weight, 0);
        assert.ok(Math.abs(sum(kernel) - 1) < 1e-12);
        assert.equal(sum(fixedPointKernel(kernel, 8)), 256);
        assert.equal(sum(fixedPointKernel(kernel, 16)), 65536);
      }
    }
  });

  it('leaves a flat image flat, in every type and for both libraries', () => {
    for (const match of ['opencv', 'pillow']) {
      for (const [dtype, value] of [
        ['uint8', 255],
        ['uint16', 65535],
        ['float32', -0.75],
      ] as const) {
        const flat = image(
          Array.from({ length: 9 }, () => Array.from({ length: 4 }, () => value)),
          dtype,
        );
        const blurred = gaussianBlur.apply(flat, values({ match, kernel_size: 0, sigma: 3 }));
        for (const got of blurred.data) assert.ok(Math.abs(got - value) < 1e-6, `${match} ${dtype} ${got}`);
      }
    }
  });

  it('follows Pillow’s boxes in 16 bits and float as closely as their precision goes', () => {
    const bytes = noise(13, 11, 3, 'uint8');
    const words = { ...bytes, data: Uint16Array.from(bytes.data, value => value * 257) };
    const floats = { ...bytes, data: Float32Array.from(bytes.data) };
    const pillow = values({ match: 'pillow', sigma: 2.3 });
    const expected = gaussianBlur.apply(floats, pillow).data;
    const wide = gaussianBlur.apply(words, pillow).data;
    const narrow = gaussianBlur.apply(bytes, pillow).data;
    for (let index = 0; index < expected.length; index++) {
      assert.ok(Math.abs(wide[index]! / 257 - expected[index]!) < 0.02);
      assert.ok(Math.abs(narrow[index]! - expected[index]!) < 2);
    }
  });

  it('keeps channels apart', () => {
    const red = image([
      [
        [90, 0, 7, 255],
        [90, 0, 7, 255],
      ],
    ]);
    for (const match of ['opencv', 'pillow']) {
      assert.deepEqual(rows(gaussianBlur.apply(red, values({ match }))), rows(red));
    }
  });

  it('leaves an image as it is with a kernel of one pixel', () => {
    const pixels = noise(5, 4, 1, 'uint8');
    for (const match of ['opencv', 'pillow']) {
      assert.deepEqual(gaussianBlur.apply(pixels, values({ match, kernel_size: 1 })).data, pixels.data);
    }
  });

  it('refuses what says nothing and what the library does not have', () => {
    const faults = (more: object) => gaussianBlur.check(values(more)).map(({ parameter }) => parameter);
    assert.deepEqual(faults({ kernel_size: 0 }), ['sigma']);
    assert.deepEqual(faults({ kernel_size: 0, sigma: 1 }), []);
    assert.deepEqual(faults({ match: 'pillow', border_mode: 'constant' }), ['border_mode']);
    assert.deepEqual(faults({ match: 'pillow', border_mode: 'replicate' }), []);
  });
});
