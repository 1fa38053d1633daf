import assert from 'node:assert/strict';
import { shapeOf, type Image } from '../../../src/engine/image.ts';
import { fillOfMask, moveMask, startMask } from '../../../src/engine/labels/mask.ts';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import type { Shape } from '../../../src/shared/shape.ts';
import { image, rows } from '../../fixtures/image.ts';

/** A mask after a step of its colour image's pipeline. */
function moved(mask: Image, step: string): Image | undefined {
  const { pipeline, diagnostics } = parsePipeline(`steps: [${step}]`, 'yaml');
  assert.deepEqual(diagnostics, []);
  const input: Shape = { ...shapeOf(mask), channels: 3, dtype: 'uint8' };
  return moveMask(mask, pipeline!.steps[0]!, input);
}

const ids = image([
  [1, 2, 3, 4],
  [5, 6, 7, 8],
]);

describe('masks', () => {
  it('are filled with 255, whatever the colour of the image’s fill', () => {
    assert.deepEqual(rows(moved(image([[1, 2]]), '{ pad: { width: 4, fill: [1, 2, 3] } }')!), [
      [255, 1, 2, 255],
    ]);
    const resized = moved(image([[1, 2]]), '{ resize: { width: 2, height: 3, fit: contain, fill: 114 } }')!;
    assert.deepEqual(rows(resized), [
      [255, 255],
      [1, 2],
      [255, 255],
    ]);
  });

  it('are mirrored where the image is', () => {
    const step = '{ pad: { width: 6, border_mode: reflect_101, position: top_left } }';
    assert.deepEqual(rows(moved(image([[1, 2, 3, 4]]), step)!), [[1, 2, 3, 4, 3, 2]]);
  });

  it('take the nearest pixel where the image takes a mean', () => {
    assert.deepEqual(rows(moved(ids, '{ resize: { width: 2, height: 1, interpolation: area } }')!), [[1, 3]]);
    const pillow = '{ resize: { width: 2, height: 1, match: pillow } }';
    assert.deepEqual(rows(moved(ids, pillow)!), [[6, 8]]);
  });

  it('take the first pixel of every block of a pool, and what stands under the middle of a kernel', () => {
    assert.deepEqual(rows(moved(ids, '{ pool: { kind: mean } }')!), [[1, 3]]);
    assert.deepEqual(rows(moved(image([[1, 2, 3]]), '{ pool: { size: [1, 3] } }')!), [[2]]);
    const kernel = '{ convolve: { kernel: [[1, 1, 1]], padding: valid } }';
    assert.deepEqual(rows(moved(image([[1, 2, 3, 4]]), kernel)!), [[2, 3]]);
  });

  it('say nothing about a block whose middle lies beyond the image', () => {
    assert.deepEqual(rows(moved(image([[1, 2, 3, 4, 5]]), '{ pool: { size: [1, 4] } }')!), [[2, 255]]);
  });

  it('stay the same under colour, also under operations that want colours', () => {
    assert.equal(moved(ids, '{ saturation: { factor: 2 } }'), ids);
    assert.equal(moved(ids, 'normalize'), ids);
  });

  it('hold more than 256 classes in 16 bits', () => {
    const wide = image([[1000, 2000]], 'uint16');
    assert.deepEqual(rows(moved(wide, '{ pad: { width: 4 } }')!), [[255, 1000, 2000, 255]]);
  });

  it('are filled with background where 255 is an object, or may be one', () => {
    assert.equal(fillOfMask(image([[0, 0]])), 0, 'an empty mask among binary ones');
    assert.equal(fillOfMask(image([[0, 255]])), 0);
    assert.equal(fillOfMask(image([[255, 255]])), 0);
    assert.equal(fillOfMask(image([[0, 256, 7]], 'uint16')), 0, 'instances');
    assert.equal(fillOfMask(image([[0, 7]])), 255);
    assert.equal(fillOfMask(image([[255, 7, 0]], 'uint16')), 255);
  });

  it('end with a vector', () => {
    assert.equal(moved(ids, 'flatten'), undefined);
  });

  it('begin on the stored frame', () => {
    const input: Shape = { width: 2, height: 1, channels: 3, dtype: 'uint8', orientation: 6 };
    const displayed = startMask(image([[1], [2]]), input, { frame: 'displayed' });
    assert.deepEqual(rows(displayed), [[1, 2]]);
    assert.equal(displayed.orientation, 6);
    assert.deepEqual(rows(moved(displayed, 'orient')!), [[1], [2]]);
    assert.deepEqual(rows(startMask(image([[1, 2]]), input, { frame: 'stored' })), [[1, 2]]);
  });

  it('refuse what is no mask of the image', () => {
    const input: Shape = { width: 2, height: 1, channels: 3, dtype: 'uint8', orientation: 1 };
    const start = (mask: Image) => startMask(mask, input, { frame: 'displayed' });
    assert.throws(() => start(image([[1, 2, 3]])), /^DarkroomError: The mask is for an image of 3×1.* 2×1/);
    assert.throws(
      () =>
        start(
          image([
            [
              [1, 2, 3],
              [1, 2, 3],
            ],
          ]),
        ),
      /one channel .* but received 3 channels of uint8/,
    );
    assert.throws(() => start(image([[0.5, 1]], 'float32')), /received 1 channels of float32/);
  });
});
