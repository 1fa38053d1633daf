import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { DatasetReport } from '../../../src/shared/datasetReport.ts';
import { PlantedDataset } from '../../fixtures/planted/planted.ts';
import { plantedDatasets } from '../../fixtures/planted/index.ts';
import { scene } from '../../fixtures/planted/scenes.ts';
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
    assert.match(stdout, /classes: cat 3, dog 3/);
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
    // What it has left out is gone from a second look.
    assert.equal((await run('set', '--exclude-list', 'out.txt')).status, 1);
    await workspace.write('mine.txt', 'keep me');
    const refused = await run('set', '--exclude-list', 'mine.txt');
    assert.equal(refused.status, 2);
    assert.equal(await readFile(workspace.path('mine.txt'), 'utf8'), 'keep me');
  });

  it('ends cleanly when it is interrupted', async () => {
    await clean(60);
    let killed = false;
    const { status } = await darkroom(['check', 'set', '--workers', '1'], workspace.root, (_text, kill) => {
      if (killed) return;
      killed = true;
      kill('SIGINT');
    });
    // Without a word before the end there was nothing to interrupt.
    assert.ok(!killed || status === 130 || status === 0);
  });
});
