import assert from 'node:assert/strict';
import { decodeRuns, encodeRuns, extentOfRuns } from '../../../src/engine/labels/run-lengths.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('regions as run lengths', () => {
  const region = { width: 3, height: 2, counts: [1, 2, 2, 1] };
  const pixels = [
    [0, 1, 0],
    [1, 0, 1],
  ];

  it('run down the columns, beginning with what is not in the region', () => {
    assert.deepEqual(rows(decodeRuns(region)), pixels);
    assert.deepEqual(encodeRuns(image(pixels)), region);
    assert.deepEqual(encodeRuns(image([[1, 1]])), { width: 2, height: 1, counts: [0, 2] });
    assert.deepEqual(encodeRuns(image([[0, 0]])), { width: 2, height: 1, counts: [2] });
  });

  it('come back as they were', () => {
    const { data, ...frame } = noise(31, 17, 1, 'uint8');
    const mask = { ...frame, data: data.map(value => (value > 90 ? 1 : 0)) };
    assert.deepEqual(decodeRuns(encodeRuns(mask)), mask);
  });

  it('refuses runs of another size', () => {
    assert.throws(
      () => decodeRuns({ width: 3, height: 2, counts: [1, 2] }),
      /6 pixels .* 3×2 but received 3/,
    );
  });

  it('has a box around its pixels', () => {
    const box = (...pixels: (readonly number[])[]) => extentOfRuns(encodeRuns(image(pixels)));
    assert.deepEqual(box([0, 1, 0], [1, 0, 1]), [0, 0, 3, 2]);
    assert.deepEqual(box([0, 0, 0], [0, 1, 0]), [1, 1, 2, 2]);
    assert.deepEqual(box([0, 0, 0], [0, 1, 1], [0, 1, 1], [0, 0, 0]), [1, 1, 3, 3]);
    assert.deepEqual(box([0, 1], [0, 0], [1, 0]), [0, 0, 2, 3]);
    assert.equal(box([0, 0]), undefined);
  });

  it('refuses runs of another size before anything is allocated', () => {
    assert.throws(() => decodeRuns({ width: 1e6, height: 1e6, counts: [1] }), /but received 1/);
  });
});
