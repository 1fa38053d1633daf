import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { healthRules } from '../../../src/dataset/health/index.ts';
import { plantedDatasets } from '../../fixtures/planted/index.ts';
import { PlantedDataset } from '../../fixtures/planted/planted.ts';
import { examine, score } from '../../health/examine.ts';

describe('datasets with planted faults', () => {
  const planted = new Set<string>();
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'darkroom-planted-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const [name, plant] of Object.entries(plantedDatasets)) {
    it(`finds every fault of ${name} and invents none`, async () => {
      const dataset = new PlantedDataset(join(folder, name));
      await plant(dataset);
      for (const { rule } of dataset.faults) planted.add(rule);
      const scores = score(dataset.faults, await examine(dataset.root, join(folder, 'records')));
      const wrong = scores.filter(({ missed, invented }) => missed.length + invented.length > 0);
      assert.deepEqual(wrong, []);
    }).timeout(60_000);
  }

  it('knows the image of a fault in the file of its labels', async () => {
    const dataset = new PlantedDataset(join(folder, 'again'));
    await plantedDatasets['yolo']!(dataset);
    const { findings } = await examine(dataset.root, join(folder, 'records'));
    const images = new Map(findings.map(({ rule, image }) => [rule, image]));
    assert.equal(images.get('unknownClass'), 'images/train/unknown.png');
    assert.equal(images.get('annotations'), 'images/train/words.png');
    assert.equal(images.get('orphans'), undefined);
  }).timeout(60_000);

  it('has faults for every rule', () => {
    const never = healthRules.filter(({ id }) => !planted.has(id)).map(({ id }) => id);
    assert.deepEqual(never, []);
  });
});
