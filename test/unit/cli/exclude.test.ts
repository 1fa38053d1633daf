import assert from 'node:assert/strict';
import { Workspace } from '../worker/workspace.ts';
import { darkroom, lastLine } from './commandLine.ts';

describe('darkroom run with excluded images', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await Workspace.create();
    for (const name of ['a/one.png', 'a/two.png', 'b/one.png']) await workspace.image(`in/${name}`);
    await workspace.write('p.darkroom.yaml', 'steps: [flip]\n');
  });
  afterEach(() => workspace.remove());
  const run = (...parameters: string[]) => darkroom(['run', ...parameters], workspace.root);

  it('leaves them out, says how many, and warns of what matches nothing', async () => {
    await workspace.write('p.darkroom.yaml', 'steps: [flip]\nexclude: [a/two.png, "c/*"]\n');
    const { status, stderr } = await run('p.darkroom.yaml', 'in', '--out', 'out');
    assert.equal(status, 0, stderr);
    assert.deepEqual(await workspace.list('out'), ['a/one.png', 'b/one.png']);
    assert.match(stderr, /^1 image is excluded by the pipeline\.$/m);
    assert.match(stderr, /^warning: exclude names what matches none of the images: c\/\*\.$/m);
    assert.match(stderr, /2 developed into out/);
  });

  it('reads them from a list beside the pipeline, wherever it is called from', async () => {
    await workspace.write('p/p.darkroom.yaml', 'steps: [flip]\nexclude: bad.txt\n');
    await workspace.write('p/bad.txt', '# blurred\na/two.png\n../in/b/one.png\n');
    const { status, stdout, stderr } = await run('p/p.darkroom.yaml', 'in', '--out', 'out', '--json');
    assert.equal(status, 0, stderr);
    assert.deepEqual(await workspace.list('out'), ['a/one.png']);
    assert.match(stderr, /^2 images are excluded by p\/bad\.txt\.$/m);
    const plan = JSON.parse(stdout.split('\n')[0]!) as { event: string; total: number; excluded: number };
    assert.deepEqual([plan.event, plan.total, plan.excluded], ['plan', 1, 2]);
  });

  it('writes nothing when the list is not there', async () => {
    await workspace.write('p.darkroom.yaml', 'steps: [flip]\nexclude: bad.txt\n');
    const { status, stderr } = await run('p.darkroom.yaml', 'in', '--out', 'out');
    assert.equal(status, 2);
    assert.match(stderr, /bad\.txt: it does not exist/);
    assert.deepEqual(await workspace.list('out'), []);
  });

  it('says so in a dry run', async () => {
    await workspace.write('p.darkroom.yaml', 'steps: [flip]\nexclude: [a]\n');
    const { status, stdout, stderr } = await run(
      'p.darkroom.yaml',
      'in',
      '--out',
      'out',
      '--dry-run',
      '--json',
    );
    assert.equal(status, 0, stderr);
    const told = JSON.parse(stdout) as { files: readonly unknown[]; excluded: number };
    assert.deepEqual([told.files.length, told.excluded], [1, 2]);
    assert.match(stderr, /^2 images are excluded by the pipeline\.$/m);
  });

  it('does not make results again that an earlier run without it has made', async () => {
    assert.equal((await run('p.darkroom.yaml', 'in', '--out', 'out')).status, 0);
    await workspace.write('p.darkroom.yaml', 'steps: [flip]\nexclude: [b/one.png]\n');
    const { status, stdout, stderr } = await run(
      'p.darkroom.yaml',
      'in',
      '--out',
      'out',
      '--resume',
      '--json',
    );
    assert.equal(status, 0, stderr);
    const { total, unchanged } = JSON.parse(lastLine(stdout)) as { total: number; unchanged: number };
    assert.deepEqual([total, unchanged], [2, 2]);
  });
});
