import assert from 'node:assert/strict';
import { DatasetMoments, mergeMoments, standardDeviationOf } from '../../../src/engine/analysis/moments.ts';
import { measured } from '../../../src/engine/analysis/statistics.ts';
import { shapeOf, type Image } from '../../../src/engine/image.ts';
import type { Moments } from '../../../src/shared/moments.ts';
import { image, noise } from '../../fixtures/image.ts';

function figuresOf(images: readonly Image[]) {
  const dataset = new DatasetMoments();
  for (const one of images) dataset.add(shapeOf(one), measured(one).moments);
  return dataset.figures();
}

describe('moments of a dataset', () => {
  it('weigh images by their pixels', () => {
    const figures = figuresOf([image([[0]]), image([[4, 4, 4]])]);
    assert.deepEqual(figures.mean, [3]);
    assert.deepEqual(figures.std, [Math.sqrt(3)]);
    assert.equal(figures.count, 2);
  });

  it('equal those of all pixels at once', () => {
    for (const dtype of ['uint8', 'uint16', 'float32'] as const) {
      const images = Array.from({ length: 20 }, (_value, index) =>
        noise(3 + index, 40 - index, 3, dtype, index + 1),
      );
      const figures = figuresOf(images);
      for (let channel = 0; channel < 3; channel++) {
        const values = images.flatMap(({ data }) =>
          Array.from(data).filter((_value, index) => index % 3 === channel),
        );
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
        const std = Math.sqrt(squares / values.length);
        const scale = std * 1e-13;
        if (dtype !== 'float32') assert.equal(figures.mean[channel], mean);
        assert.ok(Math.abs(figures.mean[channel]! - mean) <= scale);
        assert.ok(Math.abs(figures.std[channel]! - std) <= scale);
      }
    }
  });

  it('of integers are the same for any split of the work, in any order', () => {
    const parts = Array.from(
      { length: 9 },
      (_value, index) => measured(noise(31 + index, 17, 1, 'uint16', index + 1)).moments[0]!,
    );
    const forwards = parts.reduce(mergeMoments);
    assert.deepEqual([...parts].reverse().reduce(mergeMoments), forwards);
    const halves = [parts.slice(0, 4), parts.slice(4)].map(half => half.reduce(mergeMoments));
    assert.deepEqual(halves.reduce(mergeMoments), forwards);
  });

  it('stay exact beyond what doubles hold', () => {
    const white: Moments = {
      kind: 'integers',
      count: 2 ** 40,
      sum: 65535n << 40n,
      squares: (65535n * 65535n) << 40n,
    };
    const almost: Moments = { kind: 'integers', count: 1, sum: 65534n, squares: 65534n * 65534n };
    const both = mergeMoments(white, almost);
    // One value that is one lower: the variance is n / (n + 1)², here 2⁻⁴⁰.
    assert.ok(Math.abs(standardDeviationOf(both) / 2 ** -20 - 1) < 1e-11);
  });

  it('leave out images of another number of channels or type, and say so', () => {
    const gray = image([[7]]);
    const color = image([[[1, 2, 3]]]);
    const deep = image([[[1, 2, 3]]], 'uint16');
    const figures = figuresOf([gray, color, deep, color]);
    assert.deepEqual([figures.count, figures.channels, figures.dtype], [2, 3, 'uint8']);
    assert.deepEqual(figures.mean, [1, 2, 3]);
    assert.deepEqual(figures.leftOut, [
      { channels: 1, dtype: 'uint8', images: 1 },
      { channels: 3, dtype: 'uint16', images: 1 },
    ]);
  });

  it('leave out values that are not finite', () => {
    const figures = figuresOf([image([[NaN, NaN]], 'float32'), image([[1, NaN, 3]], 'float32')]);
    assert.deepEqual([figures.mean, figures.std], [[2], [1]]);
  });

  it('are empty without images', () => {
    assert.deepEqual(figuresOf([]), { count: 0, mean: [], std: [], leftOut: [] });
  });
});
