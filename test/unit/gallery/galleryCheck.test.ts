import '../host/editor.ts';
import assert from 'node:assert/strict';
import type { HealthProblems } from '../../../src/host/gallery/healthProblems.ts';
import type { Services } from '../../../src/host/services.ts';
import type { Dataset } from '../../../src/shared/dataset.ts';
import { Workspace } from '../worker/workspace.ts';

describe('the health check of a gallery', () => {
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await Workspace.create();
  });
  afterEach(() => workspace.remove());

  /** Of a dataset that has no images but findings all the same. */
  async function start() {
    const { root } = workspace;
    const editor = await import('../host/vscode.ts');
    editor.workspace['getConfiguration'] = () => ({ get: (_key: string, otherwise: unknown) => otherwise });
    const { GalleryCheck } = await import('../../../src/host/gallery/galleryCheck.ts');
    const marked = new Set<string>();
    let checks = 0;
    const engine = {
      cancelJob: () => Promise.resolve(),
      checkDataset: () => {
        checks++;
        return Promise.resolve({ findings: [], rules: [], excluded: [], figures: {} });
      },
    };
    const problems = {
      show: (root: string) => marked.add(root).size,
      clear: (root: string) => marked.delete(root),
    } as unknown as HealthProblems;
    const dataset = { root, images: [] } as unknown as Dataset;
    const listing = {
      request: { folder: workspace.root },
      dataset,
      number: 1,
      isWhole: true,
      search: () => {
        listing.isWhole = true;
        return Promise.resolve();
      },
    };
    const check = new GalleryCheck(
      { engine, log: { failure: (thrown: unknown) => assert.fail(String(thrown)) } } as unknown as Services,
      { records: workspace.path('records'), problems },
      listing,
      () => undefined,
    );
    return { check, listing, marked, checks: () => checks };
  }

  it('does not begin for a gallery that was closed while its images were being listed', async () => {
    const { check, marked, checks } = await start();
    check.dispose();
    await check.run();
    assert.equal(checks(), 0);
    assert.deepEqual([...marked], []);
  });

  it('takes its findings back when the folder is read as something else, and at the end', async () => {
    const { check, listing, marked } = await start();
    await check.run();
    assert.deepEqual([...marked], [workspace.root]);
    const inside = workspace.path('inside');
    listing.dataset = { ...listing.dataset, root: inside };
    await check.run();
    assert.deepEqual([...marked], [inside]);
    listing.dataset = { ...listing.dataset, root: workspace.root };
    check.dispose();
    assert.deepEqual([...marked], []);
  });

  it('says that its images have changed since, or while it was running', async () => {
    const { check, listing } = await start();
    assert.ok(!check.isOutdated);
    await check.run();
    assert.ok(!check.isOutdated);
    listing.number++;
    assert.ok(check.isOutdated);
    const running = check.run();
    assert.ok(!check.isOutdated, 'it is being made again');
    listing.number++;
    await running;
    assert.ok(check.isOutdated);
    await check.run();
    assert.ok(!check.isOutdated);
  });

  it('is one of all images, though their search was stopped', async () => {
    const { check, listing, checks } = await start();
    listing.isWhole = false;
    await check.run();
    assert.ok(listing.isWhole);
    assert.equal(checks(), 1);
    listing.isWhole = false;
    listing.search = () => Promise.resolve();
    await check.run();
    assert.equal(checks(), 1, 'what is not all listed is not judged');
  });
});
