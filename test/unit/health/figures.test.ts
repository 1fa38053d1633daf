import assert from 'node:assert/strict';
import { distributionOf } from '../../../src/dataset/figures/distribution.ts';
import { setFigures } from '../../../src/dataset/figures/setFigures.ts';
import { recordPixels } from '../../../src/engine/analysis/pixel-record.ts';
import { shapeOf, type Image } from '../../../src/engine/image.ts';
import type { Dataset } from '../../../src/shared/dataset.ts';
import type { ImageRecord } from '../../../src/shared/imageRecord.ts';
import { image } from '../../fixtures/image.ts';

function record(picture: Image): ImageRecord {
  return {
    bytes: 10,
    format: 'png',
    shape: shapeOf(picture),
    pixels: { hash: '', ...recordPixels(picture) },
  };
}

function dataset(images: Dataset['images'], splits: readonly string[], classes: readonly string[]): Dataset {
  return {
    root: '/set',
    layout: 'classes',
    title: '',
    reasons: [],
    annotations: [],
    problems: [],
    images,
    splits,
    classes,
  };
}

describe('the figures of a set', () => {
  it('spread as numpy.percentile says', () => {
    // np.percentile([4, 1, 3, 2], [25, 50, 75]) is [1.75, 2.5, 3.25].
    const spread = distributionOf([4, 1, 3, 2])!;
    assert.deepEqual(spread.quartiles, [1.75, 2.5, 3.25]);
    assert.deepEqual([spread.minimum, spread.maximum, spread.mean, spread.count], [1, 4, 2.5, 4]);
    assert.equal(
      spread.bins.reduce((sum, count) => sum + count, 0),
      4,
    );
    assert.deepEqual([spread.bins[0], spread.bins.at(-1)], [1, 1]);
    assert.equal(distributionOf([]), undefined);
    assert.equal(distributionOf([7, 7])!.bins[0], 2);
  });

  it('leave out the sharpness of images whose values have none', () => {
    const infinite = { ...image([[0, 1]]), data: Float32Array.of(0, Infinity) };
    const listed = ['a', 'b'].map(name => ({
      relativePath: name,
      classes: [],
      size: 1,
      modified: 1,
      changed: 1,
    }));
    const sharp = record(image([[0, 200, 0]]));
    // As they come back from where they are kept.
    const kept = JSON.parse(JSON.stringify([sharp, record(infinite)])) as ImageRecord[];
    const records = new Map(listed.map(({ relativePath }, index) => [relativePath, kept[index]!]));
    const { sharpness } = setFigures(dataset(listed, [], []), records);
    assert.deepEqual([sharpness?.count, sharpness?.minimum], [1, sharp.pixels?.sharpness]);
  });

  it('counts what there is, and takes mean and std over all pixels', () => {
    const first = image([[0, 10]]);
    const second = image([[20], [50], [20]]);
    const turned = { ...image([[7, 7, 7]]), orientation: 6 as const };
    const listed = [
      { relativePath: 'train/a/1', split: 'train', classes: ['a'], size: 100, modified: 1, changed: 1 },
      { relativePath: 'train/b/2', split: 'train', classes: ['b'], size: 50, modified: 1, changed: 1 },
      { relativePath: 'val/a/3', split: 'val', classes: ['a'], size: 7, modified: 1, changed: 1 },
      { relativePath: 'val/a/4', split: 'val', classes: ['a'], size: 3, modified: 1, changed: 1 },
    ];
    const records = new Map<string, ImageRecord>([
      ['train/a/1', record(first)],
      ['train/b/2', record(second)],
      ['val/a/3', record(turned)],
      ['val/a/4', { bytes: 3, fault: { code: 'unreadable', message: 'Cut off.' } }],
    ]);
    const figures = setFigures(dataset(listed, ['train', 'val'], ['a', 'b']), records);
    assert.deepEqual([figures.images, figures.readable, figures.bytes], [4, 3, 160]);
    assert.deepEqual(figures.splits, [
      { value: 'train', count: 2 },
      { value: 'val', count: 2 },
    ]);
    assert.deepEqual(figures.classes, [
      { name: 'a', images: 3, bySplit: [1, 2] },
      { name: 'b', images: 1, bySplit: [1, 0] },
    ]);
    // As displayed: 3×1 turned by a quarter is 1×3.
    assert.deepEqual(figures.sizes, [
      { width: 1, height: 3, count: 2 },
      { width: 2, height: 1, count: 1 },
    ]);
    const values = [0, 10, 20, 50, 20, 7, 7, 7];
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    assert.deepEqual([figures.meanOf, figures.mean], [3, [mean]]);
    assert.ok(Math.abs(figures.std[0]! - Math.sqrt(variance)) < 1e-12);
  });
});
