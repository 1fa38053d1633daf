import assert from 'node:assert/strict';
import { EngineClient } from '../../../src/worker/client.ts';
import { makeDataset } from '../../fixtures/datasets/index.ts';
import { bundle } from './bundle.ts';
import { Workspace } from './workspace.ts';

describe('datasets by way of the worker', () => {
  let workspace: Workspace;
  let client: EngineClient;
  beforeEach(async () => {
    workspace = await Workspace.create();
    client = new EngineClient({ entry: bundle('child.js'), threads: 1 });
  });
  afterEach(async () => {
    await client.dispose();
    await workspace.remove();
  });

  it('are recognised, listed, and their labels read', async () => {
    const { images } = await makeDataset('voc', workspace.path('set'), { splits: ['train', 'val'] });
    const folder = workspace.path('set');
    const [first] = await client.service.recognizeDatasets({ folder });
    assert.deepEqual([first?.layout, first?.root], ['voc', folder]);
    const dataset = await client.service.listDataset({ folder, layout: 'voc' });
    assert.deepEqual([dataset.images.length, dataset.splits], [8, ['train', 'val']]);
    const labels = await client.service.datasetLabels({ folder, layout: 'voc', relativePaths: [images[1]!] });
    assert.equal(labels[0]?.objects.length, 2);
  });

  it('are given up when nobody wants them any more, and looked at again', async () => {
    await makeDataset('yolo', workspace.path('set'), { count: 600, width: 2, height: 2 });
    const folder = workspace.path('set');
    await client.service.recognizeDatasets({ folder });
    const cancelled = new AbortController();
    const listing = client.service.listDataset({ folder }, cancelled.signal);
    setTimeout(() => {
      cancelled.abort();
    }, 20);
    await assert.rejects(listing, { name: 'AbortError' });
    assert.equal((await client.service.listDataset({ folder })).images.length, 600);
  });

  it('may take longer than an image', async () => {
    await makeDataset('yolo', workspace.path('set'), { count: 600, width: 2, height: 2 });
    await client.service.configure({ maximumMegapixels: 250, timeLimitSeconds: 0.02 });
    const dataset = await client.service.listDataset({ folder: workspace.path('set') });
    assert.equal(dataset.images.length, 600);
  });

  it('that are not there are an error in words', async () => {
    const folder = workspace.path('gone');
    await assert.rejects(client.service.listDataset({ folder }), {
      name: 'DarkroomError',
      code: 'not_found',
    });
  });
});
