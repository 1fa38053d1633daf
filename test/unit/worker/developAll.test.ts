import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pipeline } from '../../../src/shared/pipeline.ts';
import type { Plan } from '../../../src/shared/development.ts';
import { developAll, EngineClient, type DevelopAllOptions } from '../../../src/worker/client.ts';
import { filesPerRequest } from '../../../src/worker/client/gathering.ts';
import { flushesAtOnce } from '../../../src/worker/client/workerProcess.ts';
import { bundle } from './bundle.ts';
import { quick, slow } from './pipelines.ts';
import { hostilePng, Workspace } from './workspace.ts';

describe('developing', function () {
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

  const plan = (pipeline: Pipeline, out = 'out', resume = false): Promise<Plan> =>
    client.service.plan({
      inputs: [workspace.path('in')],
      outputFolder: workspace.path(out),
      pipeline,
      mode: 'train',
      versions: 1,
      overwrite: false,
      resume,
    });
  async function develop(pipeline: Pipeline, more: Partial<DevelopAllOptions> = {}, out = 'out') {
    return developAll({
      client,
      plan: more.plan ?? (await plan(pipeline, out)),
      pipeline,
      mode: 'train',
      workers: 2,
      overwrite: false,
      ...more,
    });
  }

  it('develops what it can and names the rest', async () => {
    await workspace.image('in/good.png');
    await workspace.image('in/deep/good.jpg', { format: 'jpeg' });
    await workspace.write('in/empty.png', '');
    await workspace.write('in/text.png', 'This is a note, not an image.');
    await workspace.write('in/hostile.png', await hostilePng());
    await workspace.image('in/whole.png', { width: 100, height: 100 });
    await workspace.write('in/truncated.png', (await workspace.read('in/whole.png')).subarray(0, 5000));
    const { done, failed } = await develop(quick);
    assert.equal(done, 3);
    assert.deepEqual(
      failed.map(({ file, code }) => [file?.slice(workspace.path('in').length + 1), code]),
      [
        ['empty.png', 'unreadable'],
        ['hostile.png', 'too_large'],
        ['text.png', 'unreadable'],
        ['truncated.png', 'unreadable'],
      ],
    );
    assert.deepEqual(await workspace.list('out'), ['deep/good.npy', 'good.npy', 'whole.npy']);
  });

  it('gives the same bytes with one worker and with two', async () => {
    for (let seed = 1; seed <= 12; seed++)
      await workspace.image(`in/${seed}.png`, { seed, width: 30 + seed });
    await develop(quick, { workers: 1 }, 'one');
    await develop(quick, { workers: 2 }, 'two');
    const names = await workspace.list('one');
    assert.equal(names.length, 12);
    assert.deepEqual(await workspace.list('two'), names);
    for (const name of names) {
      assert.ok((await workspace.read('one', name)).equals(await workspace.read('two', name)), name);
    }
  });

  it('works through 300 files with no more at once than threads and the disk have use for', async () => {
    const image = await workspace.image('in/0.png');
    const bytes = await workspace.read('in/0.png');
    for (let file = 1; file < 300; file++) await workspace.write(`in/${file}.png`, bytes);
    assert.ok(image);
    let inWork = 0;
    let most = 0;
    const counting = {
      service: {
        cancelJob: client.service.cancelJob,
        writeAnnotations: client.service.writeAnnotations,
        labelsWritten: client.service.labelsWritten,
        developFiles: async (...parameters: Parameters<typeof client.service.developFiles>) => {
          const { length } = parameters[0].files;
          most = Math.max(most, (inWork += length));
          try {
            return await client.service.developFiles(...parameters);
          } finally {
            inWork -= length;
          }
        },
      },
    };
    const planned = await plan(quick);
    const { done } = await develop(quick, { client: counting, plan: planned, workers: 3 });
    assert.equal(done, 300);
    assert.equal(most, 3 * 2 * filesPerRequest + 2 * flushesAtOnce);
    assert.equal((await workspace.list('out')).length, 300);
  });

  it('loses no file when the process is killed in the middle', async () => {
    for (let seed = 1; seed <= 8; seed++)
      await workspace.image(`in/${seed}.png`, { seed, width: 120, height: 120 });
    let killed = false;
    const { done, failed } = await develop(slow, {
      onProgress: progress => {
        if (killed || progress.done < 2 || client.pid === undefined) return;
        killed = true;
        process.kill(client.pid, 'SIGKILL');
      },
    });
    assert.ok(killed);
    assert.deepEqual(failed, []);
    assert.equal(done, 8);
    assert.equal((await workspace.list('out')).length, 8);
  });

  it('gives up an image that takes too long, and only that', async () => {
    await workspace.image('in/small.png');
    await workspace.image('in/large.png', { width: 2000, height: 2000 });
    await workspace.image('in/small2.png');
    await client.service.configure({ maximumMegapixels: 250, timeLimitSeconds: 4 });
    const { done, failed } = await develop(slow);
    assert.equal(done, 2);
    assert.deepEqual(
      failed.map(({ code, file }) => [code, file]),
      [['timeout', workspace.path('in/large.png')]],
    );
    assert.deepEqual(await workspace.list('out'), ['small.npy', 'small2.npy']);
  });

  it('cancels within half a second and leaves nothing half-written', async () => {
    for (let seed = 1; seed <= 10; seed++)
      await workspace.image(`in/${seed}.png`, { seed, width: 1000, height: 1000 });
    const times: number[] = [];
    // Once in a while the machine itself is away for longer.
    for (let attempt = 0; attempt < 3 && !times.some(time => time < 500); attempt++) {
      const out = `out${attempt}`;
      const controller = new AbortController();
      const running = develop(slow, { signal: controller.signal }, out);
      await pause(700);
      const began = performance.now();
      controller.abort();
      const { cancelled, done, skipped, failed } = await running;
      times.push(performance.now() - began);
      assert.equal(cancelled, true);
      assert.deepEqual(failed, []);
      assert.equal(done + skipped, 10);
      const outputs = await workspace.list(out);
      assert.equal(outputs.length, done);
      // Nothing of it goes on behind one's back.
      await pause(1000);
      assert.deepEqual(await workspace.list(out), outputs);
    }
    assert.ok(Math.min(...times) < 500, `${times.join(', ')} ms`);
  });

  if (process.platform !== 'win32')
    it('cancels though the process does not answer, and can go on afterwards', async () => {
      for (let seed = 1; seed <= 10; seed++)
        await workspace.image(`in/${seed}.png`, { seed, width: 1000, height: 1000 });
      const controller = new AbortController();
      const running = develop(slow, { signal: controller.signal });
      await pause(700);
      const { pid } = client;
      process.kill(pid!, 'SIGSTOP');
      const began = performance.now();
      controller.abort();
      const { cancelled, done, skipped, failed } = await running;
      const milliseconds = performance.now() - began;
      assert.ok(milliseconds < 4000, `${milliseconds} ms`);
      assert.equal(cancelled, true);
      assert.deepEqual(failed, []);
      assert.equal(done + skipped, 10);
      assert.throws(() => process.kill(pid!, 0));
      assert.ok((await workspace.list('out')).every(name => name.endsWith('.npy')));
      const again = await develop(quick, { resume: true, plan: await plan(quick, 'out', true) });
      assert.deepEqual([again.done, again.failed], [10, []]);
    });

  it('fails a file whose output appeared meanwhile, and keeps that', async () => {
    await workspace.image('in/a.png');
    await workspace.image('in/b.png');
    const planned = await plan(quick);
    await workspace.write('out/a.npy', 'someone’s');
    const { done, failed } = await develop(quick, { plan: planned });
    assert.equal(done, 1);
    assert.equal(failed[0]?.code, 'exists');
    assert.equal(String(await workspace.read('out/a.npy')), 'someone’s');
    assert.equal((await develop(quick, { plan: planned, overwrite: true })).done, 2);
    assert.notEqual(String(await workspace.read('out/a.npy')), 'someone’s');
  });

  it('fails files whose folder cannot be made, and does the others', async () => {
    await workspace.image('in/cats/deep/a.png');
    await workspace.image('in/dogs/b.png');
    await workspace.write('out/cats', 'a file in the folder’s place');
    const { done, failed, stopped } = await develop(quick);
    assert.equal(done, 1);
    assert.deepEqual(
      failed.map(({ code, file }) => [code, file]),
      [['bad_argument', workspace.path('in/cats/deep/a.png')]],
    );
    assert.equal(stopped, undefined);
    const lines = String(await workspace.read('out/darkroom.manifest.jsonl'))
      .trimEnd()
      .split('\n');
    const kinds = lines.map(line => (JSON.parse(line) as { kind: string }).kind);
    assert.deepEqual(kinds.sort(), ['end', 'error', 'result', 'run']);
  });

  it('fails a file that was deleted after planning', async () => {
    await workspace.image('in/a.png');
    const planned = await plan(quick);
    await workspace.remove();
    await mkdir(workspace.root);
    const { failed } = await develop(quick, { plan: planned });
    assert.equal(failed[0]?.code, 'not_found');
  });
});
