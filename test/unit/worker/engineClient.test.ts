import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { decode } from '../../../src/codec/index.ts';
import { statisticsOf } from '../../../src/engine/analysis/statistics.ts';
import { applySteps } from '../../../src/engine/pipeline/apply.ts';
import { defaultLimits, type Source } from '../../../src/shared/image.ts';
import type { View } from '../../../src/shared/view.ts';
import { EngineClient, StartError } from '../../../src/worker/client.ts';
import { noise } from '../../fixtures/image.ts';
import { bundle } from './bundle.ts';
import { pipeline, slow } from './pipelines.ts';
import { Workspace } from './workspace.ts';

describe('engine client', () => {
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

  const source = (path: string, version = '1'): Source => ({ kind: 'file', path, version });
  const view = (path: string, text = 'steps: []'): View => ({
    source: source(path),
    steps: pipeline(text).steps,
    mode: 'train',
    seed: 0,
    path,
  });
  /** Kills the process in the middle of what it does. */
  async function kill(): Promise<void> {
    // After an earlier death the next process may still be on its way.
    await client.service.catalogue({});
    await pause(300);
    process.kill(client.pid!, 'SIGKILL');
  }
  const isAlive = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  it('leaves signals that reach all processes to the parent', async function () {
    // Elsewhere a signal ends a process, whatever it listens to.
    if (process.platform === 'win32') this.skip();
    await client.service.catalogue({});
    const { pid } = client;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.kill(pid!, signal);
      await client.service.catalogue({});
    }
    assert.equal(client.pid, pid);
  });

  it('blames no file for a death when it was asked about none', async () => {
    const entry = await workspace.write(
      'dying.cjs',
      "process.on('message', () => process.exit(3)); process.send({ kind: 'event', name: 'ready', value: true });",
    );
    const dying = new EngineClient({ entry });
    await assert.rejects(dying.service.catalogue({}), {
      message: 'The worker process has ended (exit code 3).',
    });
    await assert.rejects(dying.service.fileStatistics({ path: 'a.png', job: 'one' }), {
      message: 'Reading or developing this file ended the worker process (exit code 3).',
    });
    await dying.dispose();
  });

  it('starts with the first request and ends when disposed of', async () => {
    assert.equal(client.pid, undefined);
    const catalogue = await client.service.catalogue({});
    assert.ok(catalogue.some(({ id }) => id === 'flip'));
    const pid = client.pid!;
    await client.dispose();
    assert.equal(isAlive(pid), false);
    await assert.rejects(client.service.catalogue({}), { name: 'AbortError' });
  });

  it('starts when told to prepare, and ends while it is still loading', async () => {
    const preparing = assert.rejects(client.service.prepare({}), { name: 'AbortError' });
    const pid = client.pid!;
    assert.ok(isAlive(pid));
    await client.dispose();
    await preparing;
    assert.equal(isAlive(pid), false);
    await assert.rejects(client.service.prepare({}), { name: 'AbortError' });
    assert.equal(client.pid, undefined);
  });

  if (process.platform !== 'win32')
    it('ends at once when disposed of, though the process does not answer, where nothing is written', async () => {
      await client.service.catalogue({});
      const pid = client.pid!;
      process.kill(pid, 'SIGSTOP');
      const began = performance.now();
      await client.dispose();
      const milliseconds = performance.now() - began;
      assert.ok(milliseconds < 1000, `${milliseconds} ms`);
      assert.equal(isAlive(pid), false);
    });

  it('answers the first request with what was started before it', async () => {
    const preparing = client.service.prepare({});
    const { pid } = client;
    assert.ok((await client.service.catalogue({})).length > 0);
    await preparing;
    assert.equal(client.pid, pid);
  });

  it('leaves nothing behind that keeps this process from its end', async () => {
    const timers = () => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length;
    await client.service.catalogue({});
    const before = timers();
    await client.dispose();
    assert.equal(timers(), before);
  });

  it('goes away when idle and comes back', async () => {
    await client.dispose();
    client = new EngineClient({ entry: bundle('child.js'), idleSeconds: 0.05 });
    await client.service.catalogue({});
    const pid = client.pid!;
    await pause(500);
    assert.equal(client.pid, undefined);
    assert.equal(isAlive(pid), false);
    assert.ok((await client.service.catalogue({})).length > 0);
  });

  it('ends when it is idle and set otherwise, and not while it works', async () => {
    await client.service.catalogue({});
    const pid = client.pid!;
    const working = client.service.develop(view(await workspace.image('good.png')));
    client.adjust({ threads: 1, idleSeconds: 600 });
    await working;
    assert.equal(client.pid, pid);
    client.adjust({ threads: 1, idleSeconds: 0.05 });
    assert.equal(client.pid, undefined);
    await client.service.catalogue({});
    await pause(500);
    assert.equal(client.pid, undefined, 'the next one goes away as it is set now');
  });

  it('starts with the threads that are set by then', async () => {
    const entry = await workspace.write('child.mjs', 'console.error(process.argv[2]); process.exit(1);');
    const threads: string[] = [];
    const telling = new EngineClient({ entry, threads: 2, onLog: line => threads.push(line) });
    for (const settings of [undefined, { threads: 3 }, { threads: undefined }]) {
      if (settings) telling.adjust(settings);
      await assert.rejects(telling.service.catalogue({}), StartError);
    }
    assert.deepEqual(threads, ['2', '3', 'undefined']);
    await telling.dispose();
  });

  it('blames no file for the end of a process that was idle', async () => {
    await client.dispose();
    client = new EngineClient({ entry: bundle('child.js'), idleSeconds: 0.02 });
    const good = view(await workspace.image('good.png'));
    for (let round = 0; round < 4; round++) {
      await client.service.develop(good);
      // Asked while the former process comes to its end.
      while (client.pid !== undefined) await pause(1);
    }
  });

  it('ends at once though annotations are being read', async () => {
    const images = Array.from({ length: 1000 }, (_, id) => ({
      id,
      file_name: `${id}.png`,
      width: 8,
      height: 6,
    }));
    const boxes = Array.from({ length: 400_000 }, (_, id) => ({
      id,
      image_id: 1,
      category_id: 1,
      bbox: [1, 1, 2, 2],
    }));
    const text = JSON.stringify({ images, categories: [{ id: 1, name: 'cat' }], annotations: boxes });
    const path = await workspace.write('coco.json', text);
    await workspace.image('in/1.png');
    const planning = client.service.plan({
      inputs: [workspace.path('in')],
      outputFolder: workspace.path('out'),
      annotations: path,
      pipeline: slow,
      mode: 'train',
      versions: 1,
      overwrite: false,
    });
    const ended = assert.rejects(planning, { name: 'AbortError' });
    await pause(700);
    const began = performance.now();
    await client.dispose();
    const took = performance.now() - began;
    await ended;
    assert.ok(took < 500, `ending took ${took.toFixed(0)} ms`);
  });

  it('says so when the process cannot be started, with its last words', async () => {
    const broken = new EngineClient({ entry: workspace.path('no-such-child.js') });
    await assert.rejects(broken.service.catalogue({}), error => {
      assert.ok(error instanceof StartError);
      assert.match(error.message, /could not be started.*Cannot find module/s);
      return true;
    });
    await broken.dispose();
  });

  it('comes back after a crash with the limits it had', async () => {
    const path = await workspace.image('a.png', { width: 100, height: 100 });
    await client.service.configure({ maximumMegapixels: 0.001, timeLimitSeconds: 20 });
    await assert.rejects(client.service.develop(view(path)), { code: 'too_large' });
    const pid = client.pid!;
    process.kill(pid, 'SIGKILL');
    await pause(400);
    await assert.rejects(client.service.develop(view(path)), { code: 'too_large' });
    assert.notEqual(client.pid, pid);
  });

  it('tries a view again after a crash, and sets the file aside after the second', async () => {
    const path = await workspace.image('a.png', { width: 1500, height: 1500 });
    const request = client.service.develop({ ...view(path), steps: slow.steps });
    const failed = assert.rejects(request, { code: 'crashed', message: /SIGKILL/ });
    await kill();
    await kill();
    await failed;
    await assert.rejects(client.service.develop(view(path)), { code: 'crashed', message: /not tried again/ });
    // Another version of the file is another file.
    assert.ok(await client.service.develop({ ...view(path), source: source(path, '2') }));
  });

  it('cancels a view and goes on with the next', async () => {
    const path = await workspace.image('a.png', { width: 1500, height: 1500 });
    const controller = new AbortController();
    const request = client.service.develop({ ...view(path), steps: slow.steps }, controller.signal);
    const cancelled = assert.rejects(request, { name: 'AbortError' });
    await pause(400);
    controller.abort();
    await cancelled;
    assert.equal((await client.service.develop(view(path))).after.shape.width, 1500);
  });

  it('stops a step in its middle, and has kept what the steps before it made', async () => {
    const path = await workspace.image('a.png', { width: 1500, height: 1500 });
    const blurred = 'steps: [gaussian_blur';
    const { steps: first } = await client.service.develop(view(path, `${blurred}]`));
    const gone = new AbortController();
    const heavy = `${blurred}, convert: { dtype: uint16 }, bilateral_filter: { diameter: 31 }]`;
    const stale = client.service.develop(view(path, heavy), gone.signal);
    await pause(300);
    gone.abort();
    await assert.rejects(stale, { name: 'AbortError' });
    const { steps } = await client.service.develop(view(path, `${blurred}, invert]`));
    // A thread that had to be ended would have had to read and to blur again.
    assert.equal(steps[0]?.milliseconds, first[0]?.milliseconds);
    assert.equal(steps[1]?.operation, 'invert');
  });

  it('ends a view that takes too long, and only that', async () => {
    const path = await workspace.image('a.png', { width: 1500, height: 1500 });
    await client.service.configure({ maximumMegapixels: 250, timeLimitSeconds: 0.5 });
    await assert.rejects(client.service.develop({ ...view(path), steps: slow.steps }), {
      code: 'timeout',
      message: /0\.5 s/,
    });
    await client.service.configure({ maximumMegapixels: 250, timeLimitSeconds: 20 });
    assert.ok(await client.service.develop(view(path)));
  });

  it('makes figures and pictures of large images at once', async () => {
    const size = { width: 1500, height: 1000 };
    const path = await workspace.image('a.png', size);
    const image = noise(1500, 1000, 3, 'uint8');
    const region = { x: 0, y: 0, ...size };
    for (const text of ['steps: []', 'steps: [flip]', 'steps: [normalize]', 'steps: [grayscale]']) {
      const request = view(path, text);
      const { after } = await client.service.develop(request);
      const mapping = after.mappings[0]!.id;
      const [picture, statistics, before] = await Promise.all([
        client.service.render({ ...request, side: 'after', region, width: 30, height: 20, mapping }),
        client.service.statistics({ ...request, side: 'after' }),
        client.service.statistics({ ...request, side: 'before' }),
      ]);
      assert.equal(picture.pixels.length, 30 * 20 * 3);
      assert.deepEqual(statistics, statisticsOf(applySteps(image, request.steps, 'train')));
      assert.deepEqual(before, statisticsOf(image));
      // What is found is kept: a thread that has started meanwhile is not asked again.
      assert.deepEqual(await client.service.statistics({ ...request, side: 'after' }), statistics);
      await pause(200);
    }
  });

  it('makes the figures of one large image after the other, whatever befalls those between', async () => {
    const { statistics, develop } = client.service;
    const sketch = { width: 1500, height: 1000, format: 'jpeg' } as const;
    const paths = await Promise.all(
      [1, 2, 3, 4].map(seed => workspace.image(`${seed}.jpg`, { ...sketch, seed })),
    );
    const figuresOf = async (path: string) => {
      await develop(view(path));
      return statistics({ ...view(path), side: 'after' });
    };
    const expected = await Promise.all(
      paths.map(async path => statisticsOf((await decode(await readFile(path), path, defaultLimits)).image)),
    );
    assert.deepEqual(await figuresOf(paths[0]!), expected[0]);
    await pause(500);
    assert.deepEqual(await figuresOf(paths[1]!), expected[1]);
    // Torn in the middle, and one that nobody waits for.
    const whole = await readFile(paths[2]!);
    const torn = await workspace.write('torn.jpg', whole.subarray(0, whole.length / 2));
    await assert.rejects(figuresOf(torn), { code: 'unreadable' });
    const gone = new AbortController();
    const cancelled = assert.rejects(develop(view(paths[2]!), gone.signal), { name: 'AbortError' });
    gone.abort();
    await cancelled;
    assert.deepEqual(await figuresOf(paths[3]!), expected[3]);
    assert.deepEqual(await figuresOf(paths[0]!), expected[0]);
  });

  it('goes on with figures of large images when some were cancelled', async () => {
    const path = await workspace.image('a.png', { width: 1500, height: 1000 });
    const request = {
      ...view(path, 'steps: [convert: { dtype: float32 }, gaussian_blur]'),
      side: 'after',
    } as const;
    const { statistics, develop } = client.service;
    await develop(view(path));
    const expected = await statistics({ ...view(path), side: 'after' });
    await pause(500);
    await develop(request);
    const gone = new AbortController();
    const cancelled = assert.rejects(statistics(request, gone.signal), { name: 'AbortError' });
    const waiting = statistics({ ...view(path), source: source(path, '2'), side: 'after' });
    await pause(20);
    gone.abort();
    await cancelled;
    assert.deepEqual(await waiting, expected);
    assert.ok((await statistics(request)).sharpness! > 0);
  });

  it('takes bytes as well as files', async () => {
    await workspace.image('a.png');
    const bytes = new Uint8Array(await workspace.read('a.png'));
    const facts = await client.service.inspect({
      source: { kind: 'bytes', name: 'a.png', version: '1', bytes },
    });
    assert.equal(facts.shape.width, 8);
  });

  it('sends bytes only when they are wanted', async () => {
    await workspace.image('a.png');
    const bytes = new Uint8Array(await workspace.read('a.png'));
    const known = {
      ...view('a.png'),
      source: { kind: 'bytes', name: 'a.png', version: '7', bytes } as const,
    };
    assert.equal((await client.service.develop(known)).before.shape.width, 8);
    // What is sent under a known version is not even looked at.
    const empty = { ...known, source: { ...known.source, bytes: new Uint8Array(0) } };
    assert.equal((await client.service.develop(empty)).before.shape.width, 8);
    const other = { ...empty, source: { ...empty.source, version: '8' } };
    await assert.rejects(client.service.develop(other), { code: 'unreadable' });
  });

  it('says what is wrong with a file', async () => {
    const path = await workspace.write('a.png', 'just text');
    await assert.rejects(client.service.inspect({ source: source(path) }), { code: 'unreadable' });
    await assert.rejects(client.service.inspect({ source: source(workspace.path('gone.png')) }), {
      code: 'not_found',
    });
    await assert.rejects(client.service.inspect({ source: source(workspace.root) }), {
      code: 'bad_argument',
    });
  });
});
