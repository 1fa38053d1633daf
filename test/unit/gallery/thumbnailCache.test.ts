import assert from 'node:assert/strict';
import { readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ThumbnailCache } from '../../../src/host/gallery/thumbnailCache.ts';
import { Workspace } from '../worker/workspace.ts';

const key = (path: string, more: object = {}) => ({ path, size: 10, modified: 1, longest: 160, ...more });
const bytes = (length: number, value = 1) => ({
  width: 400,
  height: 300,
  bytes: new Uint8Array(length).fill(value),
});

describe('thumbnails on disk', () => {
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await Workspace.create();
  });
  afterEach(() => workspace.remove());

  const cacheOf = (limit = 1e6) => new ThumbnailCache(workspace.path('thumbnails'), () => limit);
  const files = async () =>
    (await readdir(workspace.path('thumbnails'), { recursive: true, withFileTypes: true }))
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));

  it('are found again, by another window too', async () => {
    await cacheOf().put(key('/a.jpg'), bytes(5, 7));
    assert.deepEqual(await cacheOf().get(key('/a.jpg')), bytes(5, 7));
    assert.equal((await files()).length, 1);
  });

  it('are others for another file, size, time or length', async () => {
    const cache = cacheOf();
    await cache.put(key('/a.jpg'), bytes(5));
    for (const other of [
      key('/b.jpg'),
      key('/a.jpg', { size: 11 }),
      key('/a.jpg', { modified: 2 }),
      key('/a.jpg', { longest: 256 }),
    ])
      assert.equal(await cache.get(other), undefined);
  });

  it('give way, the oldest first, when there are too many', async () => {
    const cache = cacheOf(1000);
    for (let index = 0; index < 9; index++) {
      await cache.put(key(`/${index}.jpg`), bytes(92));
      await cache.tidy();
      for (const file of await files()) {
        const { mtimeMs } = await stat(file);
        // Each is made a minute older for every one that comes after it.
        await utimes(file, new Date(mtimeMs - 60_000), new Date(mtimeMs - 60_000));
      }
    }
    assert.equal((await files()).length, 9, 'within the limit all stay');
    await cache.put(key('/big.jpg'), bytes(292));
    await cache.tidy();
    const left = await files();
    const kept = await Promise.all(left.map(async file => (await stat(file)).size));
    assert.ok(kept.reduce((sum, size) => sum + size, 0) <= 800);
    assert.ok(await cache.get(key('/big.jpg')), 'the newest stays');
    assert.ok(await cache.get(key('/8.jpg')));
    assert.equal(await cache.get(key('/0.jpg')), undefined, 'the oldest goes');
  });

  it('are not kept at all when the limit is nothing', async () => {
    const cache = cacheOf(0);
    await cache.put(key('/a.jpg'), bytes(5));
    assert.equal(await cache.get(key('/a.jpg')), undefined);
  });

  it('are done without where the folder cannot be written to', async () => {
    await writeFile(workspace.path('thumbnails'), 'a file where the folder would be');
    const cache = cacheOf();
    await cache.put(key('/a.jpg'), bytes(5));
    assert.equal(await cache.get(key('/a.jpg')), undefined);
  });
});
