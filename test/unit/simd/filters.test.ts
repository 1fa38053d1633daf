import assert from 'node:assert/strict';
import { bilateralFilter, bilateralPlainly } from '../../../src/engine/filter/bilateral.ts';
import { boxMeanPlainly } from '../../../src/engine/filter/box-mean.ts';
import { correlate, correlatePlainly, type Kernel } from '../../../src/engine/filter/correlate.ts';
import { PaddedRows } from '../../../src/engine/filter/padded-rows.ts';
import { placeWindows } from '../../../src/engine/filter/windows.ts';
import type { Image } from '../../../src/engine/image.ts';
import { medianPlainly } from '../../../src/engine/filter/median.ts';
import { meanOfBytes } from '../../../src/engine/simd/mean.ts';
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

  it('find means as the plain kernel does, wherever the divisor changes', () => {
    for (const image of images) {
      for (const border of borders) {
        for (const size of [2, 3, 4, 6, 16, 17, 40])
          assert.deepEqual(meanOfBytes(image, size, border), boxMeanPlainly(image, size, border));
      }
    }
  });

  it('correlate as the plain kernel does, whether or not single precision rounds', () => {
    const third = 1 / 3;
    const kernels: readonly Kernel[] = [
      [
        [0, -1, 0],
        [-1, 5, -1],
        [0, -1, 0],
      ],
      [
        [0.1, third, 0.7],
        [-third, 0, 2.9],
      ],
      [[0.25, 0.5, 0.25]],
      [[1e-45], [300.7], [1e300]],
      [[0]],
    ];
    for (const image of images) {
      for (const border of borders) {
        for (const kernel of kernels) {
          const rows = placeWindows(image.height, kernel.length, 1, 'same');
          const columns = placeWindows(image.width, kernel[0]!.length, 1, 'same');
          const margins = {
            left: columns.before,
            right: columns.size - 1 - columns.before,
            top: rows.before,
            bottom: rows.size - 1 - rows.before,
          };
          const padded = new PaddedRows(image, margins, border);
          for (const dtype of ['uint8', 'float32'] as const) {
            for (const bias of [0, 0.5, -20.1]) {
              const correlation = { kernel, rows, columns, bias, dtype };
              assert.deepEqual(
                correlate(image, padded, correlation),
                correlatePlainly(image, padded, correlation),
              );
            }
          }
        }
      }
    }
  });

  it('average what is alike as the plain kernel does', () => {
    for (const image of images) {
      for (const border of borders) {
        for (const [diameter, color, space] of [
          [3, 5, 75],
          [5, 75, 1.3],
          [9, 1e6, 1e6],
          [7, 1e-3, 2],
        ] as const) {
          const sigmas = { color, space };
          assert.deepEqual(
            bilateralFilter(image, diameter, sigmas, border),
            bilateralPlainly(image, diameter, sigmas, border),
          );
        }
      }
    }
  });
});
