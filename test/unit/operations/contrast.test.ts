import assert from 'node:assert/strict';
import { contrast } from '../../../src/engine/operations/drawn/contrast.ts';
import { applied } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('contrast', () => {
  it('is about the mean gray of the image, not about the middle of the range', () => {
    const dark = image([[10, 20, 30]]);
    assert.deepEqual(rows(applied(contrast, { factor: 2 }, dark)), [[0, 20, 40]]);
    assert.deepEqual(rows(applied(contrast, { factor: 0.5 }, dark)), [[15, 20, 25]]);
  });

  it('weighs the colours in that mean: pure green counts 150 of 255', () => {
    const green = image([[[0, 255, 0]]]);
    for (const match of ['opencv', 'pillow'] as const) {
      assert.deepEqual(rows(applied(contrast, { factor: 0 }, green, match)), [[[150, 150, 150]]]);
    }
  });

  it('rounds the mean with pillow and keeps it with opencv', () => {
    const pixels = image([[100, 101]]);
    assert.deepEqual(rows(applied(contrast, { factor: 2 }, pixels, 'opencv')), [[99, 101]]);
    assert.deepEqual(rows(applied(contrast, { factor: 2 }, pixels, 'pillow')), [[99, 101]]);
    assert.deepEqual(rows(applied(contrast, { factor: 3 }, pixels, 'opencv')), [[99, 102]]);
    assert.deepEqual(rows(applied(contrast, { factor: 3 }, pixels, 'pillow')), [[98, 101]]);
  });

  it('does the same to 16 bits and floats, and leaves alpha', () => {
    const wide = image([[1000, 2000, 3000]], 'uint16');
    assert.deepEqual(rows(applied(contrast, { factor: 0.5 }, wide, 'pillow')), [[1500, 2000, 2500]]);
    const floats = image([[0.25, 0.5, 0.75]], 'float32');
    assert.deepEqual(rows(applied(contrast, { factor: 2 }, floats)), [[0, 0.5, 1]]);
    const { data } = applied(contrast, { factor: 0 }, noise(4, 4, 4, 'uint16'));
    const before = noise(4, 4, 4, 'uint16').data;
    assert.deepEqual(
      data.filter((_value, index) => index % 4 === 3),
      before.filter((_value, index) => index % 4 === 3),
    );
  });

  it('changes nothing at 1', () => {
    const pixels = noise(3, 3, 3, 'float32');
    assert.equal(applied(contrast, { factor: 1 }, pixels), pixels);
  });
});
