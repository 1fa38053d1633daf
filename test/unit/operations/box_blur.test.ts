import assert from 'node:assert/strict';
import { boxBlur } from '../../../src/engine/operations/filter/box_blur.ts';
import { convolve } from '../../../src/engine/operations/filter/convolve.ts';
import { applied } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('box_blur', () => {
  it('is a convolution with equal weights, at every border and size', () => {
    const input = noise(8, 6, 3, 'float32');
    for (const border_mode of ['constant', 'replicate', 'reflect', 'reflect_101']) {
      for (const kernel_size of [3, 5, 9]) {
        const weight = 1 / kernel_size ** 2;
        const kernel = Array.from({ length: kernel_size }, () => new Array<number>(kernel_size).fill(weight));
        const expected = applied(convolve, { kernel, border_mode }, input).data;
        const got = applied(boxBlur, { kernel_size, border_mode }, input).data;
        got.forEach((value, index) => {
          assert.ok(Math.abs(value - expected[index]!) < 1e-6);
        });
      }
    }
  });

  it('reaches further up and left with an even size', () => {
    const input = noise(8, 6, 3, 'float32');
    for (const size of [2, 4, 6]) {
      const weight = 1 / size ** 2;
      // An odd kernel whose last row and column weigh nothing.
      const kernel = Array.from({ length: size + 1 }, (_, row) =>
        Array.from({ length: size + 1 }, (_, column) => (row < size && column < size ? weight : 0)),
      );
      const expected = applied(convolve, { kernel }, input).data;
      const got = applied(boxBlur, { kernel_size: size }, input).data;
      got.forEach((value, index) => {
        assert.ok(Math.abs(value - expected[index]!) < 1e-6);
      });
    }
  });

  it('rounds once, to the nearest', () => {
    // Sums over nine: 9, 13, 4, 4, 5, 5.
    const output = applied(boxBlur, { border_mode: 'constant' }, image([[9, 0, 4, 0, 0, 5]]));
    assert.deepEqual(rows(output), [[1, 1, 0, 0, 1, 1]]);
  });

  it('scales sums of more than 32768 values of 16 bits in double precision, as OpenCV does', () => {
    const levels = [
      58792, 43960, 44014, 52756, 39413, 1484, 13605, 52949, 44480, 30726, 24639, 33772, 1142, 41303, 18300,
      18730,
    ];
    const last = (kernel_size: number) =>
      (
        rows(
          applied(boxBlur, { kernel_size, border_mode: 'reflect' }, image([levels], 'uint16')),
        )[0] as number[]
      ).at(-1);
    // Of cv2.blur in OpenCV 5. The last mean of 183 is 33049.497, which single precision rounds up.
    assert.deepEqual([last(181), last(182), last(183)], [33092, 33096, 33049]);
  });

  it('keeps the largest values of every type', () => {
    for (const [dtype, top] of [
      ['uint8', 255],
      ['uint16', 65535],
    ] as const) {
      const flat = image([new Array<number>(40).fill(top), new Array<number>(40).fill(top)], dtype);
      assert.deepEqual(applied(boxBlur, { kernel_size: 101 }, flat).data, flat.data);
    }
  });

  it('leaves an image as it is with a kernel of one pixel', () => {
    const input = noise(5, 4, 4, 'uint16');
    assert.deepEqual(applied(boxBlur, { kernel_size: 1 }, input).data, input.data);
  });
});
