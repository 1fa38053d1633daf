import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { blurBytesByBoxes } from '../../../src/engine/simd/box.ts';
import { filterBytes, fitsBytes } from '../../../src/engine/simd/blur.ts';
import { withData, type Image } from '../../../src/engine/image.ts';
import type { BorderMode } from '../../../src/engine/parameters.ts';
import { finiteRange } from '../../../src/engine/simd/range.ts';
import { blurLinesByBoxes, boxWeights } from '../../../src/engine/filter/box-passes.ts';
import { fixedPointKernel, gaussianKernel } from '../../../src/engine/filter/gaussian-kernel.ts';
import { convolveBytes } from '../../../src/engine/simd/convolve.ts';
import { mixLinearBytes } from '../../../src/engine/simd/linear.ts';
import { resampleArea } from '../../../src/engine/resample/area.ts';
import { blockMeans } from '../../../src/engine/resample/blocks.ts';
import { toFixedPoint } from '../../../src/engine/resample/convolve-uint8.ts';
import { pillowFilters, type Filter } from '../../../src/engine/resample/filters.ts';
import { enlargingAreaAxis, linearAxis, type LinearAxis } from '../../../src/engine/resample/linear-axis.ts';
import type { Span } from '../../../src/engine/resample/span.ts';
import { fixedPoint } from '../../../src/engine/resample/linear-uint8.ts';
import { cubicAxis } from '../../../src/engine/resample/tap-axis.ts';
import { resampleTaps, resampleTapsPlainly } from '../../../src/engine/resample/taps.ts';
import { filterWeights } from '../../../src/engine/resample/weights.ts';
import { filterPlainly } from '../../fixtures/plain/blur.ts';
import { filterColumnsPlainly, filterRowsPlainly } from '../../fixtures/plain/convolve.ts';
import { mixLinearPlainly } from '../../fixtures/plain/linear.ts';
import { compiled, kernelModules } from '../../simd/compile.ts';
import { noise } from '../../fixtures/image.ts';

describe('kernels in WebAssembly', () => {
  it('are those of the source', async () => {
    const modules = kernelModules();
    assert.ok(modules.length > 0);
    for (const { source, target } of modules)
      assert.equal(readFileSync(target, 'utf8'), await compiled(source), `Run npm run simd: ${target}`);
  })
    // The compiler optimises until nothing changes, which takes many seconds on a busy machine.
    .timeout(300_000);

  const fixedGaussian = (size: number, sigma: number) => fixedPointKernel(gaussianKernel(size, sigma), 8);
  const assertBlurred = (image: Image, across: Float64Array, down: Float64Array, border: BorderMode) => {
    assert.deepEqual(filterBytes(image, across, down, border), filterPlainly(image, across, down, border));
  };

  it('blur bytes exactly as sums of whole numbers do, at every width', () => {
    const kernel = fixedGaussian(7, 1.3);
    for (const channels of [1, 3, 4] as const)
      for (let width = 1; width < 24; width++)
        assertBlurred(noise(width, 5, channels, 'uint8', width), kernel, kernel, 'replicate');
  });

  it('blur with every border, images smaller than the kernel too', () => {
    const [across, down] = [fixedGaussian(9, 2), fixedGaussian(5, 0)];
    for (const border of ['constant', 'replicate', 'reflect', 'reflect_101', 'wrap'] as const) {
      for (const channels of [1, 3, 4] as const) {
        for (const [width, height] of [
          [1, 1],
          [2, 1],
          [1, 3],
          [3, 2],
          [37, 11],
        ] as const) {
          const image = noise(width, height, channels, 'uint8', width);
          assertBlurred(image, across, down, border);
          assertBlurred(image, down, across, border);
          assertBlurred(image, Float64Array.of(256), down, border);
          assertBlurred(image, across, Float64Array.of(256), border);
        }
      }
    }
  });

  it('blur an image of many parts, and white, whose sums are the largest', () => {
    const [across, down] = [fixedGaussian(3, 0), fixedGaussian(5, 0)];
    const image = noise(401, 90, 3, 'uint8', 1);
    assertBlurred(image, across, down, 'wrap');
    assertBlurred(image, down, across, 'constant');
    const white = withData(image, new Uint8Array(image.data.length).fill(255));
    assertBlurred(white, across, down, 'constant');
    assertBlurred(noise(700, 60, 1, 'uint8', 2), across, fixedGaussian(41, 6), 'reflect_101');
  });

  it('blur no kernel whose sums could overflow', () => {
    assert.equal(fitsBytes(Float64Array.of(64, 128, 64)), true);
    assert.equal(fitsBytes(Float64Array.of(-64, 384, -64)), false);
    assert.equal(fitsBytes(Float64Array.of(64, 129, 64)), false);
  });

  it('slide boxes as the plain kernel does, wherever the box ends', () => {
    for (const channels of [1, 3, 4] as const) {
      for (const [width, height] of [
        [1, 1],
        [1, 40],
        [40, 1],
        [5, 17],
        [17, 16],
        [33, 50],
      ] as const) {
        for (const radius of [0.04, 0.9, 1, 2.6, 15.5, 63.9, 64.1]) {
          const image = noise(width, height, channels, 'uint8', width * height);
          const weights = boxWeights(radius, true);
          assert.deepEqual(blurBytesByBoxes(image, weights, 3), blurLinesByBoxes(image, weights));
        }
      }
    }
    const white = { ...noise(20, 20, 3, 'uint8', 1), data: new Uint8Array(1200).fill(255) };
    for (const radius of [63.9, 64.1, 300])
      assert.deepEqual(blurBytesByBoxes(white, boxWeights(radius, true), 3), white.data);
  });

  it('find the range of bytes of any length, alpha left out', () => {
    for (let pixels = 1; pixels < 40; pixels++) {
      const bytes = Uint8Array.from({ length: pixels * 3 }, (_value, index) => 100 + ((index * 7) % 50));
      assert.deepEqual(finiteRange(bytes, 3), [Math.min(...bytes), Math.max(...bytes)]);
      const withAlpha = Uint8Array.from({ length: pixels * 4 }, (_value, index) =>
        index % 4 === 3 ? (index % 8 === 3 ? 0 : 255) : 20 + (index % 9),
      );
      const colors = withAlpha.filter((_value, index) => index % 4 !== 3);
      assert.deepEqual(finiteRange(withAlpha, 4), [Math.min(...colors), Math.max(...colors)]);
    }
    const large = new Uint8Array(200_000).fill(9);
    large[199_999] = 200;
    large[70_000] = 3;
    assert.deepEqual(finiteRange(large, 1), [3, 200]);
  });

  it('find the range of floats, leaving out what is not finite', () => {
    for (let length = 1; length < 20; length++) {
      const floats = Float32Array.from({ length }, (_value, index) => Math.fround((index - 7) / 3));
      assert.deepEqual(finiteRange(floats, 1), [floats[0], floats[length - 1]]);
    }
    assert.deepEqual(finiteRange(Float32Array.of(NaN, -Infinity, 2, Infinity, 5, NaN, 1, 3), 1), [1, 5]);
    assert.deepEqual(finiteRange(Float32Array.of(1, 2, 3, 99, 4, 5, 6, -99), 4), [1, 6]);
    assert.deepEqual(finiteRange(Float32Array.of(NaN, NaN, NaN, NaN), 1), [Infinity, -Infinity]);
  });

  const assertMixed = ({ data, width, channels }: Image, columns: LinearAxis, rows: LinearAxis) => {
    const [across, down] = [fixedPoint(columns), fixedPoint(rows)];
    assert.deepEqual(
      mixLinearBytes(data as Uint8Array, width, channels, across, down),
      mixLinearPlainly(data as Uint8Array, width, channels, across, down),
    );
  };

  it('mix neighbouring pixels as plain numbers do', () => {
    for (const channels of [1, 3, 4] as const) {
      for (const [from, to] of [
        [1, 1],
        [1, 4],
        [2, 1],
        [2, 3],
        [7, 5],
        [5, 13],
        [40, 9],
      ] as const) {
        const image = noise(from, to, channels, 'uint8', from);
        const columns = { source: from, target: to, first: 0, count: to };
        const rows = { source: to, target: from, first: 0, count: from };
        assertMixed(image, linearAxis(columns, 'columns'), linearAxis(rows, 'rows'));
        assertMixed(image, enlargingAreaAxis(columns, 'columns'), enlargingAreaAxis(rows, 'rows'));
      }
    }
  });

  it('mix images of many parts, rows longer than a part, and a region of the result', () => {
    const axes = (columns: Span, rows: Span) =>
      [linearAxis(columns, 'columns'), linearAxis(rows, 'rows')] as const;
    const whole = (source: number, target: number) => ({ source, target, first: 0, count: target });
    assertMixed(noise(331, 173, 3, 'uint8', 1), ...axes(whole(331, 222), whole(173, 99)));
    assertMixed(noise(331, 173, 4, 'uint8', 1), ...axes(whole(331, 77), whole(173, 12)));
    assertMixed(noise(99, 45, 3, 'uint8', 2), ...axes(whole(99, 501), whole(45, 301)));
    assertMixed(noise(30_000, 5, 3, 'uint8', 3), ...axes(whole(30_000, 25_001), whole(5, 4)));
    const region = { source: 331, target: 222, first: 31, count: 101 };
    assertMixed(noise(331, 331, 1, 'uint8', 4), ...axes(region, region));
    const white = withData(noise(64, 64, 3, 'uint8', 5), new Uint8Array(64 * 64 * 3).fill(255));
    assertMixed(white, ...axes(whole(64, 51), whole(64, 99)));
  });

  it('take the means of areas of bytes as of the same floats, rounded half to even', () => {
    for (const channels of [1, 3, 4] as const) {
      for (const [width, height, across, down] of [
        [3, 2, 2, 1],
        [5, 7, 5, 3],
        [23, 9, 7, 4],
        [301, 120, 97, 41],
        [200, 13, 3, 12],
      ] as const) {
        const image = noise(width, height, channels, 'uint8', width);
        for (const { data } of [image, { data: image.data.map(() => 255) }]) {
          const columns = { source: width, target: across, first: 1, count: across - 1 };
          const rows = { source: height, target: down, first: 0, count: down };
          const floats = resampleArea(withData(image, Float32Array.from(data)), columns, rows).data;
          const means = resampleArea(withData(image, data), columns, rows).data;
          assert.deepEqual([...means], [...Uint8ClampedArray.from(floats)]);
        }
      }
    }
  });

  it('take the means of whole blocks of bytes as plain numbers do', () => {
    for (const channels of [1, 3, 4] as const) {
      for (const [across, down, blockWidth, blockHeight] of [
        [5, 3, 2, 2],
        [7, 4, 4, 2],
        [3, 2, 1, 3],
        [19, 5, 7, 5],
        [2, 1, 256, 256],
        [1, 2, 400, 200],
      ] as const) {
        const [width, height] = [across * blockWidth, down * blockHeight];
        const image = noise(width, height, channels, 'uint8', width);
        for (const { data } of [image, { data: image.data.map(() => 255) }]) {
          const columns = { source: width, target: across, first: 0, count: across };
          const rows = { source: height, target: down, first: 0, count: down };
          assert.deepEqual(
            resampleArea(withData(image, data), columns, rows).data,
            blockMeans(withData(image, data), columns, rows, blockWidth, blockHeight),
          );
        }
      }
    }
  });

  it('interpolate over four taps as plain numbers do, at the edges and beyond the last eight values', () => {
    for (const channels of [1, 3, 4] as const) {
      for (const [source, target] of [
        [1, 5],
        [3, 2],
        [23, 7],
        [9, 31],
        [200, 13],
      ] as const) {
        const pictures = [
          noise(source, 17, channels, 'uint8', source),
          noise(source, 17, channels, 'uint8', 1),
        ];
        // The sharpest edges there are, which overshoot on both sides.
        pictures[1]!.data.forEach((value, index, data) => (data[index] = value > 127 ? 255 : 0));
        for (const image of pictures) {
          const columns = cubicAxis({ source, target, first: 0, count: target });
          for (const height of [5, 40]) {
            const rows = cubicAxis({ source: 17, target: height, first: 0, count: height });
            assert.deepEqual(
              resampleTaps(image, columns, rows).data,
              resampleTapsPlainly(image, columns, rows).data,
            );
          }
        }
      }
    }
  });

  it('filter rows and columns as plain numbers do', () => {
    const filters = [pillowFilters.bilinear, pillowFilters.lanczos];
    for (const channels of [1, 3, 4] as const) {
      for (const [source, target] of [
        [1, 3],
        [3, 1],
        [23, 7],
        [9, 31],
        [200, 3],
      ] as const) {
        for (const filter of filters) {
          const data = noise(source, target, channels, 'uint8', source).data as Uint8Array;
          const across = weightsOf(filter, source, target);
          const down = weightsOf(filter, target, source);
          const length = target * channels;
          const between = filterColumnsPlainly(data, source, channels, 0, target, across);
          assert.deepEqual(convolveBytes(data, source, channels, across, undefined), between);
          assert.deepEqual(
            convolveBytes(data, source, channels, across, down),
            filterRowsPlainly(between, length, 0, down),
          );
          assert.deepEqual(
            convolveBytes(data, source, channels, undefined, down),
            filterRowsPlainly(data, source * channels, 0, down),
          );
        }
      }
    }
  });
});

function weightsOf(filter: Filter, source: number, target: number) {
  return toFixedPoint(filterWeights(filter, { source, target, first: 0, count: target }, true));
}
