import assert from 'node:assert/strict';
import { rename, utimes } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { encode } from '../../../src/codec/index.ts';
import { defaultOutput, inFolder, type Pipeline } from '../../../src/shared/pipeline.ts';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import {
  developAll,
  EngineClient,
  type DevelopAllOptions,
  type Progress,
} from '../../../src/worker/client.ts';
import { thisHolder } from '../../../src/dataset/manifest/holder.ts';
import { manifestFormat } from '../../../src/dataset/manifest/lines.ts';
import { contentsOf, manifestOf } from '../../safety/canonical.ts';
import { image } from '../../fixtures/image.ts';
import { bundle } from './bundle.ts';
import { pipeline, quick, slow } from './pipelines.ts';
import { Workspace } from './workspace.ts';

describe('resuming a run', function () {
  this.timeout(60_000);
  let client: EngineClient;
  let workspace: Workspace;
  before(() => {
    client = new EngineClient({ entry: bundle('child.js'), threads: 2 });
  });
  after(() => client.dispose());
  beforeEach(async () => {
    workspace = await Workspace.create();
    for (const name of ['a', 'b', 'c']) await workspace.image(`in/${name}.png`, { seed: name.charCodeAt(0) });
  });
  afterEach(() => workspace.remove());

  const plan = (
    steps: Pipeline,
    { resume = true, annotations }: { resume?: boolean; annotations?: string } = {},
  ) =>
    client.service.plan({
      inputs: [workspace.path('in')],
      outputFolder: workspace.path('out'),
      pipeline: steps,
      mode: 'train',
      versions: 1,
      overwrite: false,
      resume,
      ...(annotations !== undefined && { annotations: workspace.path(annotations) }),
    });
  async function run(
    steps: Pipeline = quick,
    more: Partial<DevelopAllOptions> & { annotations?: string } = {},
  ) {
    const planned = more.plan ?? (await plan(steps, more));
    assert.deepEqual(planned.conflicts, []);
    const { annotations: _annotations, ...options } = more;
    return developAll({
      client,
      plan: planned,
      pipeline: steps,
      mode: 'train',
      workers: 2,
      overwrite: false,
      resume: true,
      ...options,
    });
  }
  const counts = ({ done, unchanged, failed }: Awaited<ReturnType<typeof run>>) => [
    done,
    unchanged,
    failed.length,
  ];

  it('keeps what is there and makes what is missing', async () => {
    assert.deepEqual(counts(await run()), [3, 0, 0]);
    const first = await contentsOf(workspace.path('out'));
    await workspace.removeFile('out/b.npy');
    await workspace.image('in/d.png');
    assert.deepEqual(counts(await run()), [4, 2, 0]);
    const second = await contentsOf(workspace.path('out'));
    for (const [name, bytes] of first) assert.ok(second.get(name)?.equals(bytes), name);
  });

  it('makes again what has changed, and not what was only touched or came back', async () => {
    await run();
    const before = await workspace.read('out/a.npy');
    await workspace.image('in/a.png', { seed: 99 });
    await utimes(workspace.path('in/b.png'), 1, 1);
    assert.deepEqual(counts(await run()), [3, 2, 0]);
    assert.ok(!before.equals(await workspace.read('out/a.npy')));
  });

  it('makes again what has taken the place of another file of its size and time', async () => {
    for (const [name, value] of [
      ['x', 1],
      ['y', 2],
    ] as const) {
      const array = await encode(image([[value]], 'float32'), { ...defaultOutput, format: 'npy' });
      await workspace.write(`in/${name}.npy`, array);
      await utimes(workspace.path(`in/${name}.npy`), 1, 1);
    }
    // What was changed just now is not taken for the same by its times.
    await pause(2100);
    await run();
    const [x, y] = [await workspace.read('out/x.npy'), await workspace.read('out/y.npy')];
    await rename(workspace.path('in/x.npy'), workspace.path('in/z'));
    await rename(workspace.path('in/y.npy'), workspace.path('in/x.npy'));
    await rename(workspace.path('in/z'), workspace.path('in/y.npy'));
    assert.deepEqual(counts(await run()), [5, 3, 0]);
    assert.deepEqual([await workspace.read('out/x.npy'), await workspace.read('out/y.npy')], [y, x]);
  });

  it('makes everything again for another pipeline, seed or array, in the place of its own former results', async () => {
    const text = 'steps: [dense: { units: 2, weights: w.npy }]\noutput: { format: npy }\n';
    const layer = inFolder(parsePipeline(text, 'yaml'), workspace.root).pipeline!;
    const weights = async (value: number) => {
      const rows = Array.from({ length: 2 }, () => Array<number>(8 * 6 * 3).fill(value));
      await workspace.write(
        'w.npy',
        await encode(image(rows, 'float32'), { ...defaultOutput, format: 'npy' }),
      );
    };
    await weights(1);
    await run(layer);
    const ones = await workspace.read('out/a.npy');
    assert.deepEqual(counts(await run(layer)), [3, 3, 0]);
    await weights(2);
    assert.deepEqual(counts(await run(layer)), [3, 0, 0]);
    assert.ok(!ones.equals(await workspace.read('out/a.npy')));
    assert.deepEqual(counts(await run({ ...layer, seed: 5 })), [3, 0, 0]);
    assert.deepEqual(counts(await run(quick)), [3, 0, 0]);
    assert.deepEqual(counts(await run(quick)), [3, 3, 0]);
  });

  it('replaces nothing that somebody has changed, or that the manifest does not know', async () => {
    await run();
    await workspace.write('out/a.npy', 'mine');
    await workspace.image('in/new.png');
    await workspace.write('out/new.npy', 'mine, too');
    const { conflicts, files } = await plan(quick);
    assert.deepEqual(
      conflicts.map(({ code, file }) => [code, file]),
      [['exists', workspace.path('in/new.png')]],
    );
    assert.equal(files.length, 3);
    await workspace.removeFile('in/new.png');
    const { failed } = await run();
    assert.match(failed[0]!.message, /a\.npy has been changed since/);
    assert.equal(String(await workspace.read('out/a.npy')), 'mine');
    assert.equal(String(await workspace.read('out/new.npy')), 'mine, too');
  });

  it('tries failed files again', async () => {
    const whole = await workspace.read('in/a.png');
    await workspace.write('in/a.png', whole.subarray(0, 60));
    assert.deepEqual(counts(await run()), [2, 0, 1]);
    assert.match((await manifestOf(workspace.path('out'))).join('\n'), /"error":\{"code":"unreadable"/);
    assert.deepEqual(counts(await run()), [2, 2, 1]);
    await workspace.write('in/a.png', whole);
    assert.deepEqual(counts(await run()), [3, 2, 0]);
    assert.doesNotMatch((await manifestOf(workspace.path('out'))).join('\n'), /"error"/);
  });

  it('reads a manifest whose last line is torn, and one with lines of nobody', async () => {
    await run();
    const path = 'out/darkroom.manifest.jsonl';
    const text = String(await workspace.read(path));
    const lines = text.trimEnd().split('\n');
    await workspace.write(
      path,
      `${lines.slice(0, 3).join('\n')}\nnonsense\n{"kind":"result"}\n${lines[3]!.slice(0, 80)}`,
    );
    // The torn result is there, but nothing says any more whose it is.
    const { conflicts, files } = await plan(quick);
    assert.deepEqual([conflicts.length, files.length], [1, 2]);
    await workspace.write('out/darkroom.manifest.jsonl', `${text}{"kind":"resu`);
    assert.deepEqual(counts(await run()), [3, 3, 0]);
  });

  it('refuses a file of that name which is no manifest, or of another version', async () => {
    await workspace.write('out/darkroom.manifest.jsonl', 'shopping list');
    await assert.rejects(plan(quick), { code: 'bad_argument', message: /is not a manifest/ });
    await run(quick, { plan: { ...(await planElsewhere()), outputFolder: workspace.path('later') } });
    const [header, ...rest] = String(await workspace.read('later/darkroom.manifest.jsonl')).split('\n');
    for (const [format, darkroom, message] of [
      [manifestFormat + 1, '9.9.9', /a later version of Darkroom \(9\.9\.9\)/],
      [manifestFormat - 1, '0.0.1', /an earlier version of Darkroom \(0\.0\.1\)/],
    ] as const) {
      const other = JSON.stringify({ ...(JSON.parse(header!) as object), format, darkroom });
      await workspace.write('out/darkroom.manifest.jsonl', [other, ...rest].join('\n'));
      await assert.rejects(plan(quick), { code: 'bad_argument', message });
    }
  });
  const planElsewhere = () =>
    client.service.plan({
      inputs: [workspace.path('in')],
      outputFolder: workspace.path('later'),
      pipeline: quick,
      mode: 'train',
      versions: 1,
      overwrite: false,
    });

  it('removes what killed runs have left half-written, and nothing else', async () => {
    await run();
    const ours = ['.darkroom-0a1b2c3d4e5f-0123456789abcdef.tmp', '.darkroom-0a1b2c3d4e5f-manifest.tmp'];
    const folder = '.darkroom-1a1b2c3d4e5f-manifest.tmp';
    const others = [`${folder}/kept`, '.darkroom-notes.tmp', '.other.tmp', 'a.tmp'];
    for (const name of [...ours, ...others]) await workspace.write(`out/${name}`, 'left');
    await run();
    assert.deepEqual(await workspace.list('out'), [...others, 'a.npy', 'b.npy', 'c.npy'].sort());
  });

  it('removes them where labels are written, too, and not where another run is writing', async () => {
    await workspace.write('ds/images/a.png', await workspace.read('in/a.png'));
    await workspace.write('ds/labels/a.txt', '0 0.5 0.5 0.2 0.2\n');
    const into = (more: { resume?: boolean } = {}) =>
      client.service.plan({
        inputs: [workspace.path('ds')],
        outputFolder: workspace.path('out'),
        pipeline: quick,
        mode: 'train',
        versions: 1,
        overwrite: false,
        annotations: workspace.path('ds/labels'),
        ...more,
      });
    await run(quick, { plan: await into() });
    const left = '.darkroom-0a1b2c3d4e5f-0123456789abcdef.tmp';
    for (const place of ['labels', 'images']) await workspace.write(`out/${place}/${left}`, 'left');
    const lock = 'out/images/.darkroom-1.lock';
    await workspace.write(lock, JSON.stringify(await thisHolder()));
    await run(quick, { plan: await into({ resume: true }) });
    assert.deepEqual(await workspace.list('out/labels'), ['a.txt']);
    assert.ok((await workspace.list('out/images')).includes(left));
    await workspace.removeFile(lock);
    await run(quick, { plan: await into({ resume: true }) });
    assert.deepEqual(await workspace.list('out/images'), ['a.npy']);
  });

  it('after a cancel equals a run that was never cancelled, whenever the cancel came', async () => {
    for (let number = 0; number < 20; number++) await workspace.image(`in/${number}.png`, { seed: number });
    const steps = pipeline('steps: [gaussian_blur: { kernel_size: 31 }]\noutput: { format: npy }\n');
    await run(steps);
    const whole = await contentsOf(workspace.path('out'));
    const manifest = await manifestOf(workspace.path('out'));
    const times: number[] = [];
    for (let round = 0; round < 6; round++) {
      await workspace.removeFile('out');
      const controller = new AbortController();
      let left = 1 + round * 4;
      let cancelled = 0;
      const summary = await run(steps, {
        signal: controller.signal,
        onDone: () => {
          if (--left > 0) return;
          cancelled ||= performance.now();
          controller.abort();
        },
      });
      times.push(performance.now() - cancelled);
      assert.equal(summary.cancelled, true);
      const { done, unchanged } = await run(steps);
      assert.equal(done, 23);
      assert.ok(unchanged > 0, 'nothing was kept');
      const made = await contentsOf(workspace.path('out'));
      assert.deepEqual([...made.keys()].sort(), [...whole.keys()].sort());
      for (const [name, bytes] of whole) assert.ok(made.get(name)!.equals(bytes), name);
      assert.deepEqual(await manifestOf(workspace.path('out')), manifest);
    }
    // Most of them: once in a while the machine itself is away for longer.
    assert.ok(times.filter(time => time < 500).length > 3, `${times.join(', ')} ms`);
  });

  it('writes the labels of what it keeps as well, as they are said now', async () => {
    const labels = (x: number) => ({
      images: ['a', 'b', 'c'].map((name, id) => ({ id, file_name: `${name}.png`, width: 8, height: 6 })),
      annotations: [0, 1, 2].map(id => ({ id, image_id: id, category_id: 1, bbox: [x, 1, 2, 2] })),
      categories: [{ id: 1, name: 'cat' }],
    });
    const annotations = 'coco.json';
    const boxes = async () => {
      const written = JSON.parse(String(await workspace.read('out/coco.json'))) as ReturnType<typeof labels>;
      return written.annotations.map(({ bbox }) => bbox[0]);
    };
    await workspace.write(annotations, JSON.stringify(labels(1)));
    await run(quick, { annotations });
    assert.deepEqual(await boxes(), [5, 5, 5]);
    await workspace.removeFile('out/b.npy');
    const written = await workspace.read('out/coco.json');
    assert.deepEqual(counts(await run(quick, { annotations })), [3, 2, 0]);
    assert.ok(written.equals(await workspace.read('out/coco.json')));
    await workspace.write(annotations, JSON.stringify(labels(0)));
    assert.deepEqual(counts(await run(quick, { annotations })), [3, 3, 0]);
    assert.deepEqual(await boxes(), [6, 6, 6]);
  });

  it('writes the labels that a cancelled run did not come to', async () => {
    const annotations = 'coco.json';
    const images = ['a', 'b', 'c'].map((name, id) => ({ id, file_name: `${name}.png`, width: 8, height: 6 }));
    const boxes = images.map(({ id }) => ({ id, image_id: id, category_id: 1, bbox: [1, 1, 2, 2] }));
    const categories = [{ id: 1, name: 'cat' }];
    await workspace.write(annotations, JSON.stringify({ images, categories, annotations: boxes }));
    const controller = new AbortController();
    const seen: (string | undefined)[] = [];
    const summary = await run(quick, {
      annotations,
      signal: controller.signal,
      onProgress: ({ done, current }) => {
        seen.push(current);
        if (done === 3 && current === workspace.path(annotations)) controller.abort();
      },
    });
    assert.equal(seen.at(-1), workspace.path(annotations));
    const { cancelled, labels, skipped } = summary;
    assert.deepEqual({ cancelled, labels, skipped }, { cancelled: true, labels: undefined, skipped: 0 });
    assert.deepEqual(counts(summary), [3, 0, 0]);
    const resumed = await run(quick, { annotations });
    assert.deepEqual(counts(resumed), [3, 3, 0]);
    assert.equal(resumed.labels?.objects, 3);
    assert.ok((await workspace.list('out')).includes('coco.json'));
    assert.equal((await plan(quick)).earlier?.finished, true);
  });

  it('writes those that a run cancelled in the midst of them did not come to, and knows all that it did', async () => {
    const names = Array.from({ length: 40 }, (_name, index) => `${index}`);
    for (const [seed, name] of names.entries()) {
      await workspace.image(`in/images/${name}.png`, { seed });
      await workspace.write(`in/labels/${name}.txt`, '0 0.5 0.5 0.2 0.2\n');
    }
    for (const name of ['a', 'b', 'c']) await workspace.removeFile(`in/${name}.png`);
    const annotations = 'in/labels';
    await run(quick, { annotations });
    const whole = await contentsOf(workspace.path('out'));
    const manifest = await manifestOf(workspace.path('out'));
    for (const count of [1, 3, 6, 10, 15, 21, 28, 36]) {
      await workspace.removeFile('out');
      const controller = new AbortController();
      const running = run(quick, { annotations, signal: controller.signal });
      while ((await workspace.list('out/labels')).filter(name => name.endsWith('.txt')).length < count) {
        await new Promise(resolve => setTimeout(resolve, 2));
      }
      controller.abort();
      await running;
      assert.deepEqual(counts(await run(quick, { annotations })), [40, 40, 0], `cancelled after ${count}`);
      assert.deepEqual(await contentsOf(workspace.path('out')), whole);
      assert.deepEqual(await manifestOf(workspace.path('out')), manifest);
    }
  });

  it('tells how many files of labels are written while they are, and hears cancel then', async () => {
    const total = 400;
    const bytes = await workspace.read('in/a.png');
    for (let name = 0; name < total; name++) {
      await workspace.write(`in/images/${name}.png`, bytes);
      await workspace.write(`in/labels/${name}.txt`, '0 0.5 0.5 0.2 0.2\n');
    }
    for (const name of ['a', 'b', 'c']) await workspace.removeFile(`in/${name}.png`);
    const annotations = 'in/labels';
    const seen: Progress[] = [];
    const onProgress = (progress: Progress) => {
      if (progress.labels) seen.push(progress);
    };
    await run(quick, { annotations, onProgress });
    assert.deepEqual(seen[0]?.labels, { total, done: 0 });
    const parts = seen.map(({ labels }) => labels!.done);
    assert.ok(parts.filter(done => done > 0 && done < total).length > 1, String(parts));
    assert.deepEqual(
      parts,
      [...parts].sort((one, other) => one - other),
    );
    for (const { total: images, done, failed } of seen)
      assert.deepEqual([images, done, failed], [total, total, 0]);

    await workspace.removeFile('out');
    const controller = new AbortController();
    let aborted = 0;
    const { cancelled } = await run(quick, {
      annotations,
      signal: controller.signal,
      onProgress: ({ labels }) => {
        if (!labels?.done || aborted > 0) return;
        aborted = performance.now();
        controller.abort();
      },
    });
    assert.ok(aborted > 0 && performance.now() - aborted < 500, String(performance.now() - aborted));
    assert.equal(cancelled, true);
    assert.ok((await workspace.list('out/labels')).length < total);
  });

  it('writes the other labels where a file of them cannot be written, and that one later', async () => {
    for (const name of ['a', 'b', 'c']) await workspace.write(`labels/${name}.txt`, '0 0.5 0.5 0.2 0.2\n');
    const planned = await plan(quick, { annotations: 'labels' });
    await workspace.write('out/a.txt/inside', 'somebody’s');
    const summary = await run(quick, { plan: planned });
    assert.deepEqual(counts(summary), [3, 0, 1]);
    assert.match(summary.failed[0]!.message, /out\/a\.txt/);
    const others = [workspace.path('out/b.txt'), workspace.path('out/c.txt')];
    assert.deepEqual(summary.labels?.files, others);
    await workspace.removeFile('out/a.txt');
    const { failed, labels } = await run(quick, { annotations: 'labels' });
    assert.deepEqual([failed, labels?.files], [[], [workspace.path('out/a.txt'), ...others]]);
  });

  it('writes no labels that have changed since they were followed, says so, and follows them later', async () => {
    const cat = '0 0.25 0.5 0.2 0.2\n';
    const dog = '1 0.75 0.5 0.2 0.2\n';
    const names = ['a', 'b', 'c'];
    const coco = (first: number) => ({
      images: names.map((name, id) => ({ id, file_name: `${name}.png`, width: 8, height: 6 })),
      annotations: names
        .map((_name, id) => ({ id, image_id: id, category_id: 1, bbox: [1, 1, 2, 2] }))
        .slice(first),
      categories: [{ id: 1, name: 'cat' }],
    });
    for (const name of names) await workspace.write(`labels/${name}.txt`, cat + dog);
    await workspace.write('coco.json', JSON.stringify(coco(0)));
    const yolo = await plan(quick, { annotations: 'labels' });
    await workspace.write('labels/a.txt', dog + cat);
    await workspace.removeFile('labels/b.txt');
    const { failed, labels } = await run(quick, { plan: yolo });
    assert.match(
      failed[0]!.message,
      /labels has changed during the run: labels of 2 results, such as that of .*a\.png/,
    );
    assert.deepEqual([failed.length, labels?.files], [1, [workspace.path('out/c.txt')]]);
    assert.deepEqual((await run(quick, { annotations: 'labels' })).failed, []);
    assert.match(String(await workspace.read('out/a.txt')), /^1 .*\n0 .*\n$/);
    const whole = await plan(quick, { annotations: 'coco.json' });
    await workspace.write('coco.json', JSON.stringify(coco(1)));
    const second = await run(quick, { plan: whole });
    assert.match(second.failed[0]!.message, /coco\.json has changed during the run/);
    assert.deepEqual([second.failed.length, second.labels?.files], [1, []]);
    assert.deepEqual((await run(quick, { annotations: 'coco.json' })).failed, []);
  });

  it('refuses a second run into the folder while one goes on, and says who that is', async () => {
    await workspace.image('in/large.png', { width: 400, height: 400 });
    const controller = new AbortController();
    const first = run(slow, { signal: controller.signal });
    await waitForLock();
    await assert.rejects(plan(quick), {
      code: 'in_use',
      message: new RegExp(`process ${process.pid} on .*, since 20`),
    });
    controller.abort();
    assert.equal((await first).cancelled, true);
    assert.deepEqual(counts(await run(quick)), [4, 0, 0]);
  });

  async function waitForLock(): Promise<void> {
    while (!(await workspace.list('out')).some(name => name.endsWith('.lock'))) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
  }
});
