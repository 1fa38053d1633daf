import assert from 'node:assert/strict';
import { inPixels } from '../../../src/engine/labels/units.ts';
import type { Labels } from '../../../src/shared/labels.ts';

describe('units of labels', () => {
  const object = {
    id: 3,
    label: 'cat',
    box: [0.25, 0.5, 0.75, 1],
    polygons: [[0, 0, 1, 0, 0.5, 1]],
    keypoints: [{ x: 0.5, y: 0.125, visibility: 1 }],
  } as const;

  it('multiplies fractions by the sides of the frame', () => {
    const labels: Labels = { units: 'fractions', classes: ['indoors'], objects: [object] };
    assert.deepEqual(inPixels(labels, 200, 80), {
      units: 'pixels',
      width: 200,
      height: 80,
      classes: ['indoors'],
      objects: [
        {
          id: 3,
          label: 'cat',
          box: [50, 40, 150, 80],
          polygons: [[0, 0, 200, 0, 100, 80]],
          keypoints: [{ x: 100, y: 10, visibility: 1 }],
        },
      ],
    } satisfies Labels);
    assert.equal(labels.objects[0]?.box?.[2], 0.75);
  });

  it('leaves pixels alone', () => {
    const labels: Labels = { classes: [], objects: [object] };
    assert.equal(inPixels(labels, 200, 80), labels);
  });

  it('gives an object no parts that it does not have', () => {
    const labels: Labels = { units: 'fractions', classes: [], objects: [{ id: 0, label: 'cat' }] };
    assert.deepEqual(inPixels(labels, 2, 2).objects, [{ id: 0, label: 'cat' }]);
  });
});
