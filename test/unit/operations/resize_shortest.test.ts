import assert from 'node:assert/strict';
import { shapeOf } from '../../../src/engine/image.ts';
import { resizeShortest } from '../../../src/engine/operations/geometry/resize_shortest.ts';
import { resolveStep } from '../../../src/engine/pipeline/resolve.ts';
import { landingPoint } from '../../../src/engine/geometry/point-map.ts';
import type { Match } from '../../../src/shared/pipeline.ts';
import { applied } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

function sizeOf(width: number, height: number, size: number, match: Match = 'opencv') {
  const output = applied(resizeShortest, { size }, noise(width, height, 1, 'uint8'), match);
  return [output.width, output.height];
}

describe('resize_shortest', () => {
  it('gives the shortest side its length, whichever it is, up and down', () => {
    assert.deepEqual(sizeOf(40, 20, 10), [20, 10]);
    assert.deepEqual(sizeOf(20, 40, 10), [10, 20]);
    assert.deepEqual(sizeOf(3, 3, 10), [10, 10]);
  });

  it('rounds half to even with opencv and truncates with pillow', () => {
    // 5/4 of 2 is 2.5, 15/6 of 3 is 7.5.
    assert.deepEqual(sizeOf(5, 4, 2), [2, 2]);
    assert.deepEqual(sizeOf(15, 6, 3), [8, 3]);
    assert.deepEqual(sizeOf(15, 6, 3, 'pillow'), [7, 3]);
    assert.deepEqual(sizeOf(640, 427, 256, 'pillow'), [383, 256]);
    assert.deepEqual(sizeOf(640, 427, 256, 'opencv'), [384, 256]);
  });

  it('leaves an image of that size alone', () => {
    const input = image([
      [1, 2],
      [3, 4],
    ]);
    assert.deepEqual(rows(applied(resizeShortest, { size: 2 }, input)), rows(input));
  });

  it('maps the frame onto the frame', () => {
    const { values } = resolveStep(resizeShortest, { size: 3 }, 'opencv');
    assert.deepEqual(
      landingPoint(resizeShortest.map(shapeOf(noise(15, 6, 1, 'uint8')), values)!, 15, 6),
      [8, 3],
    );
  });
});
