import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { GalleryTiles } from '../../../src/host/gallery/galleryTiles.ts';
import { ThumbnailCache } from '../../../src/host/gallery/thumbnailCache.ts';
import type { GalleryTile } from '../../../src/shared/gallery.ts';
import type { Step } from '../../../src/shared/pipeline.ts';
import { EngineClient } from '../../../src/worker/client.ts';
import { bundle } from '../worker/bundle.ts';
import { pipeline, slow } from '../worker/pipelines.ts';
import { Workspace } from '../worker/workspace.ts';

type Engine = Pick<EngineClient['service'], 'thumbnail' | 'dropThumbnails'>;

const count = 12;
const culprit = '3.png';

describe('tiles of a gallery', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  let client: EngineClient;
  beforeEach(async () => {
    workspace = await Workspace.create();
    client = new EngineClient({ entry: bundle('child.js'), threads: 2 });
  });
  afterEach(async () => {
    await client.dispose();
    await workspace.remove();
  });

  const names = Array.from({ length: count }, (_value, index) => `${index}.png`);
  const wanted = { pictures: 1, longest: 96, labels: false, paths: names };

  function start(engine: Engine, steps?: readonly Step[]) {
    const made = new Map<string, GalleryTile>();
    const { labels } = pipeline('steps: []');
    const tiles = new GalleryTiles(
      engine,
      new ThumbnailCache(workspace.path('cache'), () => 0),
      {
        pictures: 1,
        labels: 0,
        pathOf: path => join(workspace.path('in'), path),
        through: relativePath => steps && { steps, mode: 'train', seed: 0, labelRules: labels, relativePath },
        labelsOf: () => Promise.resolve(undefined),
      },
      tile => {
        assert.ok(!made.has(tile.path), `${tile.path} was told twice`);
        made.set(tile.path, tile);
      },
      ({ message }) => assert.fail(message),
    );
    const all = async () => {
      while (made.size < count) await pause(20);
      return made;
    };
    return { tiles, all, made };
  }

  it('are all made but the one that ends the process, which is told at its own', async () => {
    for (const [seed, name] of names.entries()) await workspace.image(`in/${name}`, { seed });
    const { service } = client;
    const begun: string[] = [];
    let kills = 0;
    const killing: Engine = {
      dropThumbnails: service.dropThumbnails,
      thumbnail: async (request, signal) => {
        begun.push(request.source.path);
        if (!request.source.path.endsWith(culprit)) return service.thumbnail(request, signal);
        // So that it is there to be ended.
        await service.catalogue({});
        const answer = service.thumbnail(request, signal);
        process.kill(client.pid!, 'SIGKILL');
        kills++;
        return answer;
      },
    };
    const { tiles, all } = start(killing);
    tiles.want(wanted);
    for (const [name, { bytes, problem }] of await all()) {
      if (name !== culprit) assert.ok(bytes, `${name}: ${problem?.message}`);
      else assert.match(problem!.message, /ended the worker process \(signal SIGKILL\)/);
    }
    assert.equal(kills, 2, 'once beside others, and once alone');
    assert.ok(begun.length > count, 'what was beside it was made again');
    const again = start(service);
    again.tiles.want(wanted);
    const { problem } = (await again.all()).get(culprit)!;
    assert.match(problem!.message, /ended the worker process twice and is not tried again/);
  });

  it('are all made but one that takes too long', async () => {
    for (const [seed, name] of names.entries()) {
      const side = name === culprit ? 1500 : 8;
      await workspace.image(`in/${name}`, { seed, width: side, height: side });
    }
    await client.service.configure({ maximumMegapixels: 250, timeLimitSeconds: 5 });
    // Takes next to nothing for the small ones.
    const heavy = '  - bilateral_filter: { diameter: 31, sigma_color: 50, sigma_space: 50 }\n';
    const { tiles, all } = start(client.service, pipeline(`steps:\n${heavy.repeat(5)}`).steps);
    tiles.want(wanted);
    for (const [name, { bytes, problem }] of await all()) {
      if (name !== culprit) assert.ok(bytes, `${name}: ${problem?.message}`);
      else assert.match(problem!.message, /time limit of 5 s/);
    }
  });

  it('that are scrolled past are not made, but for those that have been begun', async () => {
    for (const [seed, name] of names.entries()) {
      const side = seed < 6 ? 140 : 8;
      await workspace.image(`in/${name}`, { seed, width: side, height: side });
    }
    await client.service.catalogue({});
    const { tiles, made } = start(client.service, slow.steps);
    const [past, sight] = [names.slice(0, 6), names.slice(6)];
    tiles.want({ ...wanted, paths: past });
    await pause(100);
    tiles.want({ ...wanted, paths: sight });
    while (!sight.every(name => made.has(name))) await pause(5);
    const threads = 2;
    assert.ok(past.filter(name => made.has(name)).length <= threads, [...made.keys()].join(' '));
    tiles.want({ ...wanted, paths: past });
    while (made.size < count) await pause(5);
  });
});
