import assert from 'node:assert/strict';
import { shapeOf } from '../../../src/engine/image.ts';
import { resizeLongest } from '../../../src/engine/operations/geometry/resize_longest.ts';
import { resizeShortest } from '../../../src/engine/operations/geometry/resize_shortest.ts';
import { resolveStep } from '../../../src/engine/pipeline/resolve.ts';
import { landingPoint } from '../../../src/engine/geometry/point-map.ts';
import type { Match } from '../../../src/shared/pipeline.ts';
import { applied } from '../../fixtures/applied.ts';
import { noise, rows } from '../../fixtures/image.ts';

function sizeOf(width: number, height: number, size: number, match: Match = 'opencv') {
  const output = applied(resizeLongest, { size }, noise(width, height, 1, 'uint8'), match);
  return [output.width, output.height];
}

describe('resize_longest', () => {
  it('gives the longest side its length, whichever it is, up and down', () => {
    assert.deepEqual(sizeOf(40, 20, 10), [10, 5]);
    assert.deepEqual(sizeOf(20, 40, 10), [5, 10]);
    assert.deepEqual(sizeOf(3, 3, 10), [10, 10]);
  });

  it('rounds half to even with opencv and truncates with pillow', () => {
    // 5/8 of 4 is 2.5, 7/10 of 5 is 3.5.
    assert.deepEqual(sizeOf(8, 5, 4), [4, 2]);
    assert.deepEqual(sizeOf(10, 7, 5), [5, 4]);
    assert.deepEqual(sizeOf(10, 7, 5, 'pillow'), [5, 3]);
    assert.deepEqual(sizeOf(100, 99, 10, 'pillow'), [10, 9]);
  });

  it('keeps one pixel of a thin image', () => {
    assert.deepEqual(sizeOf(500, 1, 10), [10, 1]);
    assert.deepEqual(sizeOf(1, 500, 10, 'pillow'), [1, 10]);
  });

  it('takes the same pixels as resize_shortest to the same size, with every interpolation', () => {
    const input = noise(12, 8, 3, 'uint16');
    for (const interpolation of ['nearest', 'bilinear', 'bicubic', 'area', 'lanczos']) {
      for (const match of ['opencv', 'pillow'] as const) {
        const longest = applied(resizeLongest, { size: 6, interpolation }, input, match);
        assert.deepEqual(longest, applied(resizeShortest, { size: 4, interpolation }, input, match));
      }
    }
  });

  it('widens the filter with antialias', () => {
    const input = noise(32, 16, 1, 'uint8');
    const plain = rows(applied(resizeLongest, { size: 5 }, input));
    assert.notDeepEqual(rows(applied(resizeLongest, { size: 5, antialias: true }, input)), plain);
  });

  it('maps the frame onto the frame', () => {
    const { values } = resolveStep(resizeLongest, { size: 4 }, 'opencv');
    assert.deepEqual(
      landingPoint(resizeLongest.map(shapeOf(noise(8, 5, 1, 'uint8')), values)!, 8, 5),
      [4, 2],
    );
  });
});
