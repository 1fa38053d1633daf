import '../host/editor.ts';
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Services } from '../../../src/host/services.ts';
import type { Dataset, DatasetLayout } from '../../../src/shared/dataset.ts';
import type { Uri } from 'vscode';

/** Longer than the listing waits for a folder to come to rest. */
const rested = 900;

async function start(layout: DatasetLayout = 'yolo') {
  const editor = await import('../host/vscode.ts');
  const [changed, created, deleted] = [0, 1, 2].map(() => new editor.EventEmitter<unknown>());
  editor.workspace['createFileSystemWatcher'] = () => ({
    onDidChange: changed!.event,
    onDidCreate: created!.event,
    onDidDelete: deleted!.event,
    dispose: () => undefined,
  });
  const { GalleryListing } = await import('../../../src/host/gallery/galleryListing.ts');
  const image = { relativePath: 'images/a.png', classes: [], size: 1, modified: 1, changed: 1 };
  const dataset = { root: '/set', layout, images: [image] } as unknown as Dataset;
  const list = { answer: (): Promise<Dataset> => Promise.resolve(structuredClone(dataset)) };
  const listing = new GalleryListing(
    { engine: { listDataset: () => list.answer() } } as unknown as Services,
    editor.Uri.file('/set') as unknown as Uri,
    () => undefined,
    () => undefined,
    { earlier: undefined, keep: () => undefined },
  );
  await listing.search();
  const uriOf = (path: string) => editor.Uri.file(path);
  return { listing, list, changed: changed!, created: created!, deleted: deleted!, uriOf };
}

describe('the listing of a gallery', () => {
  it('tells that labels are others where annotations are, though the images are the same', async () => {
    const { listing, changed, uriOf } = await start();
    const { number, labels } = listing;
    changed.fire(uriOf('/set/labels/a.txt'));
    await pause(rested);
    assert.notEqual(listing.labels, labels);
    assert.equal(listing.number, number);
    listing.dispose();
  });

  it('tells so where a mask or a folder is another, or a person says how they are read', async () => {
    const { listing, changed, deleted, uriOf } = await start('masks');
    const seen = [listing.labels];
    changed.fire(uriOf('/set/masks/a.png'));
    await pause(rested);
    seen.push(listing.labels);
    deleted.fire(uriOf('/set/masks'));
    await pause(rested);
    seen.push(listing.labels);
    await listing.choose('images');
    seen.push(listing.labels);
    assert.equal(new Set(seen).size, seen.length, seen.join());
    listing.dispose();
  });

  it('is read again when its folder comes back, or another is moved in', async () => {
    const { listing, list, created, uriOf } = await start();
    const { workspace, FileType } = await import('../host/vscode.ts');
    workspace['fs'] = {
      stat: ({ path }: Uri) =>
        Promise.resolve({ type: path.endsWith('.bin') ? FileType.File : FileType.Directory }),
    };
    let searches = 0;
    const { answer } = list;
    list.answer = () => (searches++, answer());
    for (const [path, expected] of [
      ['/set', 1],
      ['/set/moved', 2],
      ['/set/other.bin', 2],
    ] as const) {
      created.fire(uriOf(path));
      await pause(rested + 200);
      assert.equal(searches, expected, path);
    }
    listing.dispose();
  });

  it('does not tell so where images alone have changed', async () => {
    const { listing, changed, uriOf } = await start();
    const { labels } = listing;
    changed.fire(uriOf('/set/images/a.png'));
    await pause(rested);
    assert.equal(listing.labels, labels);
    listing.dispose();
  });

  it('is whole when its search has come to its end, not when that was stopped', async () => {
    const { listing, list } = await start();
    assert.ok(listing.isWhole);
    list.answer = () => new Promise(() => undefined);
    void listing.choose('coco');
    listing.stop();
    assert.ok(!listing.isWhole);
    listing.dispose();
  });
});
