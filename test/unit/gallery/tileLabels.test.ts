import assert from 'node:assert/strict';
import { applyMap } from '../../../src/shared/affine.ts';
import type { Labels } from '../../../src/shared/labels.ts';
import { placeOf } from '../../../webview/gallery/tileLabels.ts';

const pixels: Labels = { classes: [], objects: [] };

describe('labels on a tile', () => {
  it('lie on the picture, which is fitted into a square', () => {
    const wide = placeOf({ labels: pixels, width: 400, height: 200 }, 100)!;
    assert.deepEqual(applyMap(wide, 0, 0), [0, 25]);
    assert.deepEqual(applyMap(wide, 400, 200), [100, 75]);
    const tall = placeOf({ labels: { ...pixels, units: 'fractions' }, width: 50, height: 100 }, 100)!;
    assert.deepEqual(applyMap(tall, 0, 0), [25, 0]);
    assert.deepEqual(applyMap(tall, 1, 1), [75, 100]);
  });

  it('are left out when they are of an image of another size, or nothing is known of it', () => {
    assert.equal(placeOf({ labels: { ...pixels, width: 300 }, width: 400, height: 200 }, 100), undefined);
    assert.equal(placeOf({ labels: pixels }, 100), undefined);
  });
});
