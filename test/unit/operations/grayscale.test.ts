import assert from 'node:assert/strict';
import { grayscale } from '../../../src/engine/operations/color/grayscale.ts';
import { dataTypeOf } from '../../../src/engine/image.ts';
import { image, rows } from '../../fixtures/image.ts';

const values = (more: object) => ({ method: undefined, channels: 1, match: 'opencv', ...more });

describe('grayscale', () => {
  it('takes the method from match', () => {
    // 0.587 · 2 + 0.114 · 152 = 18.502: rounded up with 16-bit weights, just below the half with 15-bit ones.
    const pixel = image([[[0, 2, 152]]]);
    assert.deepEqual(rows(grayscale.apply(pixel, values({}))), [[18]]);
    assert.deepEqual(rows(grayscale.apply(pixel, values({ match: 'pillow' }))), [[19]]);
    assert.deepEqual(rows(grayscale.apply(pixel, values({ method: 'pillow' }))), [[19]]);
  });

  it('gives MATLAB’s unrounded 254.9745 for white and drops alpha', () => {
    const white = image([[[255, 255, 255, 128]]]);
    const gray = grayscale.apply(white, values({ method: 'matlab' }));
    assert.equal(dataTypeOf(gray.data), 'float32');
    assert.ok(Math.abs(gray.data[0]! - 254.9745) < 1e-4);
    assert.equal(grayscale.apply(white, values({ method: 'matlab', channels: 3 })).channels, 3);
  });

  it('carries alpha with three channels, in the unit of the result', () => {
    const pixel = image([[[10, 20, 30, 51]]]);
    assert.deepEqual(rows(grayscale.apply(pixel, values({ method: 'average', channels: 3 }))), [
      [[20, 20, 20, 51]],
    ]);
    const skimage = grayscale.apply(pixel, values({ method: 'skimage', channels: 3 }));
    assert.equal(skimage.data[3], Math.fround(0.2));
  });

  it('rounds an average half up and cuts off as torchvision', () => {
    assert.deepEqual(rows(grayscale.apply(image([[[0, 0, 2]]]), values({ method: 'average' }))), [[1]]);
    // 0.9999 · 255 = 254.97
    assert.deepEqual(rows(grayscale.apply(image([[[255, 255, 255]]]), values({ method: 'torchvision' }))), [
      [254],
    ]);
  });

  it('keeps 16 bits and does not overflow', () => {
    const white = image([[[65535, 65535, 65535]]], 'uint16');
    for (const method of ['opencv', 'pillow', 'average', 'max']) {
      const gray = grayscale.apply(white, values({ method }));
      assert.deepEqual([dataTypeOf(gray.data), gray.data[0]], ['uint16', 65535], method);
    }
  });

  it('passes one channel through', () => {
    const gray = image([[7]]);
    assert.equal(grayscale.apply(gray, values({})), gray);
    assert.deepEqual(rows(grayscale.apply(gray, values({ channels: 3 }))), [[[7, 7, 7]]]);
    assert.deepEqual(rows(grayscale.apply(image([[51]]), values({ method: 'skimage' }))), [
      [Math.fround(0.2)],
    ]);
    assert.deepEqual(grayscale.apply(gray, values({ method: 'matlab' })).data, new Float32Array([7]));
  });
});
