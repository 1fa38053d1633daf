import assert from 'node:assert/strict';
import { brightness } from '../../../src/engine/operations/drawn/brightness.ts';
import { applied } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('brightness', () => {
  it('cuts fractions of 8 bits off and rounds those of 16', () => {
    assert.deepEqual(rows(applied(brightness, { factor: 0.55 }, image([[3, 201]]))), [[1, 110]]);
    const wide = applied(brightness, { factor: 0.55 }, image([[3, 201]], 'uint16'));
    assert.deepEqual(rows(wide), [[2, 111]]);
  });

  it('keeps floats within 0 to 1, and alpha as it is', () => {
    const { data } = applied(brightness, { factor: 2 }, image([[[0.25, 0.75, -1, 0.5]]], 'float32'));
    assert.deepEqual(Array.from(data), [0.5, 1, 0, 0.5]);
  });

  it('changes nothing at 1', () => {
    const pixels = noise(3, 3, 3, 'float32');
    assert.equal(applied(brightness, { factor: 1 }, pixels), pixels);
  });
});
