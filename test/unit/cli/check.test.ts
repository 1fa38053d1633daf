import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetReport } from '../../../src/shared/datasetReport.ts';
import type { WholeImpact } from '../../../src/worker/client.ts';
import { PlantedDataset } from '../../fixtures/planted/planted.ts';
import { plantedDatasets } from '../../fixtures/planted/index.ts';
import { even, scene } from '../../fixtures/planted/scenes.ts';
import { Workspace } from '../worker/workspace.ts';
import { darkroom } from './commandLine.ts';

describe('darkroom check', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await Workspace.create();
  });
  afterEach(() => workspace.remove());
  const run = (...parameters: string[]) => darkroom(['check', ...parameters], workspace.root);

  async function plant(name: string): Promise<PlantedDataset> {
    const dataset = new PlantedDataset(workspace.path('set'));
    await plantedDatasets[name]!(dataset);
    return dataset;
  }

  async function clean(count = 6): Promise<void> {
    const dataset = new PlantedDataset(workspace.path('set'));
    for (let index = 0; index < count; index++)
      await dataset.image(`${index % 2 ? 'cat' : 'dog'}/${index}.png`, scene(index));
  }

  it('says that nothing was found, and what the set is', async () => {
    await clean();
    const { status, stdout, stderr } = await run('set');
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^set: Class folders/);
    assert.match(stdout, /6 images/);
    assert.match(stdout, /classes: cat \(3\), dog \(3\)/);
    assert.match(stderr, /Nothing was found\./);
  });

  it('prints findings by rule with file and line, and fails for errors', async () => {
    await plant('yolo');
    const { status, stdout, stderr } = await run('set');
    assert.equal(status, 1);
    assert.match(
      stdout,
      /^Unknown classes \(1, unknownClass\)\nset\/labels\/train\/unknown\.txt:3: error: /m,
    );
    assert.match(stdout, /^set\/labels\/train\/outside\.txt:3: warning: The cat reaches /m);
    assert.match(stderr, /errors, \d+ warnings, in \d+ images\./);
  });

  it('counts what annotations have too much of to be told one by one, each under its rule', async () => {
    const dataset = new PlantedDataset(workspace.path('set'));
    const images = 27;
    for (let index = 0; index < images; index++)
      await dataset.image(`images/train/${index}.png`, scene(index));
    const good = '0 0.5 0.5 0.2 0.2\n';
    const unknown = '7 0.5 0.5 0.2 0.2\n'.repeat(23);
    const outside = '0 0.9 0.5 0.4 0.2\n'.repeat(26);
    await dataset.write('labels/train/0.txt', good + unknown + 'nonsense\n'.repeat(25) + outside);
    await dataset.write('data.yaml', 'train: images/train\nnames: [cat]\n');
    const { stdout, stderr } = await run('set', '--html', 'report.html');
    assert.match(stdout, /^Unknown classes \(23, unknownClass\)$/m);
    assert.match(stdout, /^Damaged annotations \(25, annotations\)$/m);
    assert.match(stdout, /And 5 more damaged lines\.$/m);
    assert.match(stdout, /^.* \(26, boxOutside\)$/m);
    assert.match(stdout, /^.* \(26, missingLabels\)$/m);
    assert.doesNotMatch(stdout, /more images without|more objects that reach out|\(\d+, orphans\)/);
    assert.match(stderr, /48 errors, /);
    const { findings } = JSON.parse((await run('set', '--json')).stdout) as DatasetReport;
    const damaged = findings.filter(({ rule }) => rule === 'annotations');
    assert.equal(damaged.length, 21);
    assert.equal(damaged.at(-1)!.count, 5);
    const page = await readFile(workspace.path('report.html'), 'utf8');
    assert.match(page, /Damaged annotations <span class="error">25 × error/);
  });

  it('goes by thresholds, left-out rules and the level', async () => {
    await clean();
    assert.equal((await run('set', '--threshold', 'dark=1', '--fail-on', 'warning')).status, 1);
    assert.equal((await run('set', '--threshold', 'dark=1')).status, 0);
    assert.equal((await run('set', '--threshold', 'dark=1', '--fail-on', 'never')).status, 0);
    const ignored = await run('set', '--threshold', 'dark=1', '--ignore', 'dark', '--fail-on', 'warning');
    assert.equal(ignored.status, 0);
  });

  it('refuses rules and numbers that are none, with the nearest name', async () => {
    await clean(2);
    const wrong = await run('set', '--threshold', 'drak=0.2');
    assert.equal(wrong.status, 2);
    assert.match(wrong.stderr, /Did you mean dark/);
    assert.equal((await run('set', '--threshold', 'dark=2')).status, 2);
    assert.equal((await run('set', '--threshold', 'alpha=1')).status, 2);
    assert.equal((await run('nowhere')).status, 2);
    await workspace.write('bare/notes.txt', 'nothing');
    const bare = await run('bare');
    assert.equal(bare.status, 2);
    assert.match(bare.stderr, /holds no images/);
    const file = await workspace.write('file', '');
    assert.equal((await run('set', '--cache', file)).status, 2);
  });

  it('gives the set’s mean and std as stats does', async () => {
    await clean();
    const checked = JSON.parse((await run('set', '--json')).stdout) as DatasetReport;
    const { stdout } = await darkroom(['stats', 'set', '--json'], workspace.root);
    const { dataset } = JSON.parse(stdout) as { dataset: { count: number; mean: number[]; std: number[] } };
    assert.deepEqual(
      [checked.figures.meanOf, checked.figures.mean, checked.figures.std],
      [dataset.count, dataset.mean, dataset.std],
    );
  });

  it('measures only what has changed when it may keep what it knows', async () => {
    await clean();
    const first = await run('set', '--json', '--cache', 'known');
    const [file] = await workspace.list('known');
    const before = await readFile(workspace.path('known', file!), 'utf8');
    const again = await run('set', '--json', '--cache', 'known');
    assert.equal(again.stdout, first.stdout);
    assert.equal(await readFile(workspace.path('known', file!), 'utf8'), before);
    await new PlantedDataset(workspace.path('set')).image('cat/1.png', scene(99));
    await run('set', '--cache', 'known');
    const after = (await readFile(workspace.path('known', file!), 'utf8')).split('\n');
    const changed = before.split('\n').filter(line => !after.includes(line));
    assert.equal(changed.length, 1);
    assert.match(changed[0]!, /^\["cat\/1\.png"/);
  });

  it('lists what to leave out, and writes over no other file', async () => {
    await plant('pictures');
    await run('set', '--exclude-list', 'out.txt');
    const [heading, ...paths] = (await readFile(workspace.path('out.txt'), 'utf8')).trimEnd().split('\n');
    assert.match(heading!, /^# darkroom check/);
    assert.ok(paths.includes('train/cat/twin_copy.png'));
    assert.ok(!paths.includes('train/cat/twin.png'));
    assert.ok(paths.includes('train/dog/leaked.png'));
    assert.ok(!paths.includes('val/dog/leaked.png'));
    assert.ok(paths.includes('train/cat/black.png'));
    assert.ok(!paths.some(path => path.includes('clean')));
    // It is brought up to date, and a pipeline takes it.
    assert.equal((await run('set', '--exclude-list', 'out.txt')).status, 1);
    await workspace.write('p.yaml', 'steps: [invert]\noutput: { format: png }\nexclude: out.txt\n');
    const dry = await darkroom(['run', 'p.yaml', 'set', '--out', 'dev', '--dry-run'], workspace.root);
    assert.match(dry.stderr, new RegExp(`^${paths.length} images are excluded by out\\.txt`, 'm'));
    // What somebody has added to it stays.
    const written = await readFile(workspace.path('out.txt'), 'utf8');
    await workspace.write('out.txt', `${written}mine.png\n`);
    const changed = await run('set', '--exclude-list', 'out.txt');
    assert.equal(changed.status, 2);
    assert.match(changed.stderr, /out\.txt is there already, and is not as an earlier check has left it/);
    assert.equal(await readFile(workspace.path('out.txt'), 'utf8'), `${written}mine.png\n`);
    await workspace.write('mine.txt', 'keep me');
    const refused = await run('set', '--exclude-list', 'mine.txt');
    assert.equal(refused.status, 2);
    assert.equal(await readFile(workspace.path('mine.txt'), 'utf8'), 'keep me');
  });

  it('refuses files that it may not write before it looks at anything', async () => {
    await clean();
    await workspace.write('mine.txt', 'keep me');
    for (const file of ['mine.txt', 'nowhere/out.txt']) {
      for (const option of ['--html', '--exclude-list']) {
        const { status, stderr } = await run('set', option, file, '--cache', 'known');
        assert.equal(status, 2);
        assert.match(stderr, /^error: (mine\.txt is there already|Writing to nowhere: it does not exist)/);
        assert.deepEqual(await workspace.list('known'), []);
      }
    }
  });

  const isWindows = process.platform === 'win32';
  it('lists names so that a pipeline leaves out these and no others', async () => {
    await workspace.image('set/a.png', { width: 64, height: 64, seed: 1 });
    await workspace.image('set/c/d.png', { width: 64, height: 64, seed: 2 });
    for (const name of [' a.png', '#b.png', ...(isWindows ? [] : ['c\\d.png'])])
      await workspace.write(`set/${name}`, 'no image');
    const { stderr } = await run('set', '--exclude-list', 'out.txt');
    assert.match(stderr, /^out\.txt: 2 images to leave out\.$/m);
    if (!isWindows) assert.match(stderr, /^c\\d\.png is not in the list: its name has .* a backslash/m);
    await workspace.write('p.yaml', 'steps: [invert]\noutput: { format: png }\nexclude: out.txt\n');
    const developed = await darkroom(['run', 'p.yaml', 'set', '--out', 'dev'], workspace.root);
    assert.match(developed.stderr, /^2 images are excluded by out\.txt\.$/m);
    assert.deepEqual(await workspace.list('dev'), ['a.png', join('c', 'd.png')]);
  });

  it('says what a pipeline does, as developing then does it', async () => {
    const dataset = new PlantedDataset(workspace.path('set'));
    for (let index = 0; index < 4; index++)
      await dataset.image(`${index % 2 ? 'cat' : 'dog'}/${index}.png`, scene(index));
    await dataset.image('dog/wide.png', scene(9, { width: 128, height: 64 }));
    const steps = '  - resize_longest: { size: 120 }\n  - normalize: { mean: imagenet, std: imagenet }\n';
    await workspace.write('p.darkroom.yaml', `steps:\n${steps}output: { format: npy }\n`);
    const { stdout, stderr } = await run('set', '--pipeline', 'p.darkroom.yaml', '--json');
    const { impact } = JSON.parse(stdout) as { impact: WholeImpact };
    assert.deepEqual(
      impact.shapes,
      [
        { value: '120×90×3 float32', count: 4 },
        { value: '120×60×3 float32', count: 1 },
      ],
      stderr,
    );
    assert.deepEqual(impact.upscaled, { images: 4, worst: { image: 'cat/1.png', value: 1.25 } });
    assert.equal(impact.padding.images, 0);
    assert.equal(impact.memory.bytes, 4 * 120 * 90 * 12 + 120 * 60 * 12);
    assert.equal(
      (await darkroom(['run', 'p.darkroom.yaml', 'set', '--out', 'out'], workspace.root)).status,
      0,
    );
    const written = await Promise.all(
      (await workspace.list('out')).map(async name => (await readFile(workspace.path('out', name))).length),
    );
    const bytes = written.reduce((sum, length) => sum + length, 0);
    assert.deepEqual([impact.disk, impact.samples.disk], [bytes, bytes]);
    const wrong = await workspace.write('wrong.darkroom.yaml', 'steps: [rezise]\n');
    assert.equal((await run('set', '--pipeline', wrong)).status, 2);
  });

  it('writes one page with pictures that shows hostile names as text', async () => {
    await clean();
    const dataset = new PlantedDataset(workspace.path('set'));
    const name = `cat/<img src=x onerror=alert(1)>&"'\u202e.png`;
    await dataset.image(name, even(0));
    assert.equal((await run('set', '--html', 'report.html')).status, 0);
    const page = await readFile(workspace.path('report.html'), 'utf8');
    assert.match(page, /default-src 'none'; img-src data:/);
    assert.match(page, /<img src="data:image\/png;base64,[A-Za-z0-9+/=]+" alt=""/);
    assert.ok(page.includes('&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39;\\u202e.png'));
    assert.ok(!page.includes('<img src=x') && !page.includes('\u202e'));
    assert.doesNotMatch(page, /<script|https?:|<link/);
  });

  it('ends with 130 at Ctrl+C, and keeps what was measured', async () => {
    const dataset = new PlantedDataset(workspace.path('set'));
    const bytes = await dataset.image('cat/0.png', scene(0, { width: 900, height: 700 }));
    for (let index = 1; index < 40; index++)
      await dataset.write(`${index % 2 ? 'cat' : 'dog'}/${index}.png`, bytes);
    let wasKilled = false;
    const { status, stdout, stderr } = await darkroom(
      ['check', 'set', '--workers', '1', '--cache', 'known'],
      workspace.root,
      (text, kill) => {
        if (wasKilled || !text.includes('40 images')) return;
        wasKilled = true;
        kill('SIGINT');
      },
    );
    assert.equal(status, 130, stderr);
    assert.match(stderr, /Cancelled: \d+ of 40 examined\./);
    assert.equal(stdout, '');
    const [file, ...others] = await workspace.list('known');
    assert.match(file!, /\.records\.jsonl$/);
    assert.deepEqual(others, []);
  });
});
