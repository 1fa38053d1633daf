import assert from 'node:assert/strict';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ThumbnailCache } from '../../../src/host/gallery/thumbnailCache.ts';
import { tilePicture } from '../../../src/host/gallery/tilePicture.ts';
import type { Thumbnail, ThumbnailRequest } from '../../../src/shared/thumbnail.ts';

describe("a tile's picture", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'darkroom-tile-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const shape = { width: 40, height: 30, channels: 3, dtype: 'uint8', orientation: 1 } as const;
  const { signal } = new AbortController();

  /** Puts are not awaited by what makes them. */
  class WatchedCache extends ThumbnailCache {
    puts = 0;
    written: Promise<void> = Promise.resolve();

    override put(...put: Parameters<ThumbnailCache['put']>): Promise<void> {
      this.puts++;
      this.written = super.put(...put);
      return this.written;
    }
  }

  function start() {
    const requests: ThumbnailRequest[] = [];
    const engine = {
      thumbnail: (request: ThumbnailRequest): Promise<Thumbnail> => {
        requests.push(request);
        return Promise.resolve({ bytes: new Uint8Array([1, 2, requests.length]), shape } as Thumbnail);
      },
    };
    return { engine, requests, cache: new WatchedCache(join(folder, 'cache'), () => 1e6) };
  }

  it('is made once, and anew when the file has changed', async () => {
    const { engine, requests, cache } = start();
    const path = join(folder, 'a.png');
    await writeFile(path, 'one');
    const order = { path, longest: 160, job: 'test' };
    const made = await tilePicture(engine, cache, order, signal);
    assert.deepEqual([made.width, made.height, made.shape], [40, 30, shape]);
    await cache.written;
    const kept = await tilePicture(engine, cache, order, signal);
    assert.deepEqual([kept.bytes, kept.width, kept.height], [made.bytes, 40, 30]);
    assert.equal(requests.length, 1);
    await writeFile(path, 'another');
    assert.deepEqual((await tilePicture(engine, cache, order, signal)).bytes, new Uint8Array([1, 2, 2]));
    await cache.written;
    assert.notDeepEqual(requests[0]!.source, requests[1]!.source, 'the version is another one');
  });

  it('is not kept when it went through a pipeline', async () => {
    const { engine, requests, cache } = start();
    const path = join(folder, 'a.png');
    await writeFile(path, 'one');
    const through = { steps: [], seed: 0, mode: 'train', relativePath: 'a.png' } as unknown as NonNullable<
      ThumbnailRequest['through']
    >;
    for (let round = 0; round < 2; round++)
      await tilePicture(engine, cache, { path, longest: 160, job: 'test', through }, signal);
    assert.equal(requests.length, 2);
    assert.equal(cache.puts, 0);
  });

  it('is not kept for a file that is another one, or back, when it is made', async () => {
    const { engine, requests, cache } = start();
    const path = join(folder, 'a.png');
    const order = { path, longest: 160, job: 'test' };
    const long = new Date(1e12);
    const put = async (text: string, time: Date) => {
      await writeFile(path, text);
      await utimes(path, time, time);
    };
    const changing = {
      thumbnail: async (request: ThumbnailRequest) => {
        await put('new', new Date());
        return engine.thumbnail(request);
      },
    };
    await put('old', long);
    await tilePicture(changing, cache, order, signal);
    await cache.written;
    await put('old', long);
    assert.deepEqual((await tilePicture(engine, cache, order, signal)).bytes, new Uint8Array([1, 2, 2]));
    await rm(path);
    await tilePicture(changing, cache, order, signal);
    await cache.written;
    await rm(path);
    await tilePicture(engine, cache, order, signal);
    assert.equal(requests.length, 4, 'what is not there is for the engine to say');
  });
});
