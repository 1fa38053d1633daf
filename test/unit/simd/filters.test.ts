import assert from 'node:assert/strict';
import type { Image } from '../../../src/engine/image.ts';
import { medianPlainly } from '../../../src/engine/filter/median.ts';
import { medianOfBytes } from '../../../src/engine/simd/median.ts';
import { noise } from '../../fixtures/image.ts';

const borders = ['constant', 'replicate', 'reflect', 'reflect_101', 'wrap'] as const;

/** Images of every number of channels, of one pixel, of one row and column, and of widths around those of vectors. */
const images: readonly Image[] = ([1, 3, 4] as const).flatMap(channels =>
  (
    [
      [1, 1],
      [1, 12],
      [19, 1],
      [5, 6],
      [16, 9],
      [33, 7],
    ] as const
  ).flatMap(([width, height]) => {
    const image = noise(width, height, channels, 'uint8', width + height);
    return [image, { ...image, data: image.data.map(level => (level < 128 ? 0 : 255)) }];
  }),
);

describe('kernels of windows in WebAssembly', () => {
  it('find medians as the plain kernel does', () => {
    for (const image of images) {
      for (const border of borders) {
        for (const size of [3, 5, 7, 15])
          assert.deepEqual(medianOfBytes(image, size, border), medianPlainly(image, size, border));
      }
    }
  });
});
