import assert from 'node:assert/strict';
import type { Locate } from '../../../src/engine/geometry/locate.ts';
import { sampleBilinear } from '../../../src/engine/geometry/sample-bilinear.ts';
import { warpBytes } from '../../../src/engine/simd/sample.ts';
import { noise } from '../../fixtures/image.ts';

/** Places (a·x + b·y + c, d·x + e·y + f). */
const affine =
  (a: number, b: number, c: number, d: number, e: number, f: number): Locate =>
  (y, xs, ys) => {
    for (let x = 0; x < xs.length; x++) {
      xs[x] = a * x + b * y + c;
      ys[x] = d * x + e * y + f;
    }
  };

const locates: Record<string, Locate> = {
  'a turn': affine(0.87, -0.5, 9.3, 0.5, 0.87, -20.7),
  halves: affine(1, 0, 0.5, 0, 1, -0.5),
  'a sliver': affine(0.01, 1e-9, 1e-8, 1e-10, 0.013, -1e-7),
  'far smaller': affine(9, 0.1, -40, 0.1, 7, -30),
  'far away': affine(1, 0, 1e7, 0, 1, -1e7),
  'no numbers': (y, xs, ys) => {
    xs.forEach((_x, x) => (xs[x] = x % 50 === 49 ? NaN : x));
    ys.fill(y % 70 === 69 ? Infinity : y + 0.25);
  },
};

describe('sampling in WebAssembly', () => {
  for (const [name, locate] of Object.entries(locates)) {
    it(`finds what the plain sampler finds: ${name}`, () => {
      for (const channels of [1, 3, 4] as const) {
        for (const [width, height] of [
          [1, 1],
          [37, 23],
          [210, 90],
        ] as const) {
          const image = noise(width, height, channels, 'uint8', width);
          const data = image.data as Uint8Array;
          for (const border of ['constant', 'replicate', 'reflect', 'reflect_101', 'wrap'] as const) {
            const source = { ...image, data, border, color: [9, 200, 7, 255].slice(0, channels) };
            const [columns, rows] = [width + 3, height + 1];
            const expected = new Uint8Array(columns * rows * channels);
            const xs = new Float32Array(columns);
            const ys = new Float32Array(columns);
            for (let y = 0; y < rows; y++) {
              locate(y, xs, ys);
              sampleBilinear(source, xs, ys, expected, y * columns * channels);
            }
            assert.deepEqual(warpBytes(source, locate, columns, rows), expected);
          }
        }
      }
    });
  }
});
