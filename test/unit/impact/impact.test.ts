import assert from 'node:assert/strict';
import { impactOf } from '../../../src/dataset/impact/impact.ts';
import { checkPipeline } from '../../../src/engine/pipeline/check.ts';
import type { Dataset } from '../../../src/shared/dataset.ts';
import type { ImageRecord } from '../../../src/shared/imageRecord.ts';

/** Images as wide as their number in tens, from 10 to 1000 pixels, and 100 high. */
function start(steps: string, excluded?: ReadonlySet<string>) {
  const images = Array.from({ length: 100 }, (_value, index) => ({
    ...{ relativePath: `${index}.png`, classes: [], size: 1, modified: 1, changed: 1 },
  }));
  const dataset: Dataset = {
    ...{ root: '/set', layout: 'images', title: '', reasons: [], annotations: [] },
    ...{ images, classes: [], splits: [], problems: [] },
  };
  const shape = { height: 100, channels: 3, dtype: 'uint8', orientation: 1 } as const;
  const records = new Map<string, ImageRecord>(
    images.map(({ relativePath }, index) => [
      relativePath,
      { bytes: 1, shape: { ...shape, width: 10 * (index + 1) } },
    ]),
  );
  const { pipeline } = checkPipeline(`steps: [${steps}]`, 'yaml');
  return impactOf({
    ...{ dataset, records, pipeline: pipeline!, mode: 'inference', smallBox: 8 },
    ...(excluded && { excluded }),
    labelsOf: () => Promise.resolve([]),
    sizeOf: () => Promise.resolve(undefined),
  });
}

describe('the impact of a pipeline on a dataset', () => {
  it('counts shapes, and what is enlarged and padded', async () => {
    const impact = await start('resize: { width: 100, height: 100, fit: contain }');
    assert.equal(impact.images, 100);
    assert.deepEqual(impact.shapes, [{ value: '100×100×3 uint8', count: 100 }]);
    assert.equal(impact.upscaled.images, 0);
    // All but the one that is a square.
    assert.equal(impact.padding.images, 99);
    assert.deepEqual(impact.memory, { bytes: 100 * 30_000, largest: 30_000 });
    const stretched = await start('resize: { width: 500, height: 100 }');
    assert.deepEqual(stretched.upscaled, { images: 49, worst: { image: '0.png', value: 50 } });
  });

  it('leaves out what the pipeline excludes, in the sample too', async () => {
    const none = await start('resize: { width: 500, height: 100 }');
    assert.equal(none.excluded, undefined);
    assert.equal(none.sample.length, 48);
    assert.equal(new Set(none.sample).size, 48);
    const excluded = new Set(Array.from({ length: 60 }, (_value, index) => `${index}.png`));
    const impact = await start('resize: { width: 500, height: 100 }', excluded);
    assert.equal(impact.excluded, 60);
    assert.equal(impact.images, 40);
    assert.equal(impact.upscaled.images, 0);
    assert.equal(impact.sample.length, 40);
    assert.ok(impact.sample.every(path => !excluded.has(path)));
  });
});
