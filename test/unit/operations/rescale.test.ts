import assert from 'node:assert/strict';
import { rescale } from '../../../src/engine/operations/numeric/rescale.ts';
import { image, rows } from '../../fixtures/image.ts';

describe('rescale', () => {
  it('gives float from any type', () => {
    const values = { scale: 1 / 65535, offset: -0.5 };
    assert.deepEqual(rows(rescale.apply(image([[0, 65535]], 'uint16'), values)), [[-0.5, 0.5]]);
    assert.deepEqual(rows(rescale.apply(image([[-2, 0.25]], 'float32'), { scale: 4, offset: 1 })), [[-7, 2]]);
  });
});
