import assert from 'node:assert/strict';
import { difference, differenceMapping } from '../../../src/engine/analysis/difference.ts';
import { affineOf } from '../../../src/engine/geometry/point-map.ts';
import type { Image } from '../../../src/engine/image.ts';
import { shapeOf } from '../../../src/engine/image.ts';
import { applySteps, inferShapes } from '../../../src/engine/pipeline/apply.ts';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import type { Affine } from '../../../src/shared/affine.ts';
import { DarkroomError } from '../../../src/shared/errors.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

const still: Affine = [1, 0, 0, 1, 0, 0];

/** The difference that a pipeline makes. */
function differenceBy(before: Image, ...written: unknown[]): Image {
  const { pipeline, diagnostics } = parsePipeline(JSON.stringify({ steps: written }), 'json');
  assert.ok(pipeline, diagnostics.map(({ message }) => message).join('\n'));
  const after = applySteps(before, pipeline.steps, 'inference');
  const map = affineOf(inferShapes(shapeOf(before), pipeline.steps, 'inference').map);
  assert.ok(map);
  return difference(before, after, map, pipeline.steps);
}

const largest = ({ data }: Image) => Math.max(...data);

describe('difference', () => {
  it('is per channel, in the unit of the image', () => {
    const result = difference(image([[[1, 2, 3]]]), image([[[4, 0, 3]]]), still, []);
    assert.deepEqual(rows(result), [[[3, 2, 0]]]);
    assert.ok(result.data instanceof Float32Array);
  });

  it('is 0 for everything that only moves pixels', () => {
    for (const channels of [1, 3, 4] as const) {
      const pixels = noise(7, 5, channels, 'uint8');
      const moves = [
        ['flip'],
        [{ flip: { axis: 'vertical' } }, { rotate90: { turns: 1 } }],
        [{ rotate90: { turns: 3 } }, 'flip', { crop: { x: 1, y: 2, width: 3, height: 4 } }],
        [{ pad: { width: 11, height: 9 } }],
      ];
      for (const steps of moves) assert.equal(largest(differenceBy(pixels, ...steps)), 0);
    }
  });

  it('is 0 where there was nothing before', () => {
    const padded = differenceBy(image([[5]]), { pad: { width: 3, height: 1, fill: 200 } });
    assert.deepEqual(rows(padded), [[0, 0, 0]]);
  });

  it('compares a mean with what it is the mean of', () => {
    const pooled = differenceBy(noise(8, 6, 3, 'float32'), { pool: { kind: 'mean' } });
    assert.deepEqual([pooled.width, pooled.height], [4, 3]);
    assert.ok(largest(pooled) < 1e-6);
  });

  it('interpolates where the map enlarges', () => {
    const result = difference(image([[0, 40]]), image([[0, 10, 30, 40]]), [2, 0, 0, 1, 0, 0], []);
    assert.deepEqual(rows(result), [[0, 0, 0, 0]]);
  });

  it('interpolates along slanted maps', () => {
    const ramp = image([
      [0, 10, 20],
      [10, 20, 30],
      [20, 30, 40],
    ]);
    const { SQRT1_2: s } = Math;
    // A turn by 45° about the middle, which keeps the value there.
    const turn: Affine = [s, s, -s, s, 1.5, 1.5 - 3 * s];
    const result = difference(
      ramp,
      image([
        [0, 0, 0],
        [0, 20, 0],
        [0, 0, 0],
      ]),
      turn,
      [],
    );
    assert.ok(result.data[4]! < 1e-4 && result.data[5]! > 1);
  });

  it('is 0 for a change of type or unit alone', () => {
    const pixels = noise(6, 5, 3, 'uint8');
    const wide = { ...pixels, data: Uint16Array.from(pixels.data, value => value * 257) };
    assert.equal(largest(difference(pixels, wide, still, [])), 0);
    assert.equal(largest(difference(wide, pixels, still, [])), 0);
    assert.ok(largest(differenceBy(pixels, 'rescale')) < 1e-4);
    assert.ok(largest(differenceBy(pixels, 'normalize')) < 1e-4);
    assert.ok(largest(differenceBy(pixels, { grayscale: { method: 'matlab', channels: 3 } })) > 10);
  });

  it('compares luma when colours come or go', () => {
    const result = difference(image([[[100, 0, 0]]]), image([[30]]), still, []);
    assert.ok(Math.abs(result.data[0]! - 0.1) < 1e-5);
    assert.equal(result.channels, 1);
  });

  it('leaves alpha out', () => {
    const result = difference(image([[[1, 2, 3, 0]]]), image([[[1, 2, 5, 255]]]), still, []);
    assert.deepEqual(rows(result), [[[0, 0, 2]]]);
  });

  it('is shown from 0 to its largest value', () => {
    const { mapping, white } = differenceMapping(image([[0, 3, 12.5]], 'float32'));
    assert.deepEqual([white, mapping.scale, mapping.offset], [12.5, [255 / 12.5], [0]]);
    assert.deepEqual(differenceMapping(image([[0, 0]], 'float32')).mapping.scale, [0]);
  });

  it('refuses a map without inverse', () => {
    assert.throws(
      () => difference(image([[1]]), image([[1]]), [0, 0, 0, 1, 0, 0], []),
      (thrown: unknown) => thrown instanceof DarkroomError && thrown.code === 'out_of_domain',
    );
  });
});
