import assert from 'node:assert/strict';
import { imageCompression } from '../../../src/engine/operations/augmentation/image_compression.ts';
import { resolveStep } from '../../../src/engine/pipeline/resolve.ts';
import { sampled } from '../../fixtures/sampled.ts';

describe('image_compression', () => {
  it('draws every whole quality of the range equally often', () => {
    const counts = new Map<number, number>();
    for (let draw = 0; draw < 2000; draw++) {
      const [step] = sampled('image_compression', { quality_range: [30, 39], p: 1 }, draw);
      assert.equal(step?.operation, 'compress');
      const quality = step.values['quality'] as number;
      counts.set(quality, (counts.get(quality) ?? 0) + 1);
    }
    assert.deepEqual([...counts.keys()].sort((a, b) => a - b), [30, 31, 32, 33, 34, 35, 36, 37, 38, 39]); // prettier-ignore
    for (const [quality, count] of counts) {
      assert.ok(Math.abs(count - 200) < 5 * Math.sqrt(180), `${quality}: ${count}`);
    }
  });

  it('refuses a quality that is no whole number', () => {
    const { faults } = resolveStep(imageCompression, { quality_range: [50, 60.5] }, 'opencv');
    assert.deepEqual(faults.map(({ parameter }) => parameter), ['quality_range']); // prettier-ignore
  });
});
