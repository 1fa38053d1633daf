import assert from 'node:assert/strict';
import { spawn, spawnSync, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { bundle } from '../worker/bundle.ts';
import { Workspace } from '../worker/workspace.ts';

const files = 20;

describe('the command line, where nobody takes what it prints', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await Workspace.create();
    await workspace.write('p.yaml', 'steps: [flip]\noutput: { format: npy }\n');
    for (let file = 0; file < files; file++) await workspace.image(`in/${file}.png`, { seed: file });
  });
  afterEach(() => workspace.remove());

  function start(stdio: StdioOptions = 'pipe') {
    const run = ['run', 'p.yaml', 'in', '--out', 'out', '--json'];
    const child = spawn(process.execPath, [bundle('cli.js'), ...run], { cwd: workspace.root, stdio });
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = once(child, 'close').then(([status]) => ({ status: status as number | null, stderr }));
    return { child, ended };
  }

  /** All results are there, and neither a lock nor claims. */
  async function assertWhole(): Promise<void> {
    const results = Array.from({ length: files }, (_, file) => `${file}.npy`);
    assert.deepEqual(await workspace.list('out'), results.sort());
  }

  it('develops to the end when the reader of its events has gone', async () => {
    const { child, ended } = start();
    child.stdout!.once('data', () => child.stdout!.destroy());
    const { status, stderr } = await ended;
    assert.equal(status, 0, stderr);
    assert.match(stderr, /^20 developed into out \([^\n]+\n$/);
    await assertWhole();
  });

  it('develops to the end when the reader of its messages has gone', async () => {
    const { child, ended } = start();
    child.stdout!.destroy();
    child.stderr!.destroy();
    assert.equal((await ended).status, 0);
    await assertWhole();
  });

  const full = '/dev/full';
  if (existsSync(full)) {
    it('says once that its events cannot be written, develops to the end, and exits with 1', async () => {
      const { status, stderr } = await start(['ignore', openSync(full, 'w'), 'pipe']).ended;
      assert.equal(status, 1, stderr);
      assert.match(
        stderr,
        /^error: Writing to stdout: it does not fit: the disk is full\..*\n {2}\S.*\n20 developed/,
      );
      assert.equal(stderr.match(/error/g)?.length, 1, stderr);
      await assertWhole();
      // Nothing can be said of a run that is refused; its status is its own.
      const { status: refused } = await start(['ignore', 'ignore', openSync(full, 'w')]).ended;
      assert.equal(refused, 2);
    });
  }

  if (process.platform !== 'win32') {
    it('exits with 1 when a file took only the beginning of what it prints', () => {
      for (const [command, status] of [
        ['operations --json', 1],
        ['run --help', 1],
        ['validate gone.yaml', 2],
      ] as const) {
        const limited = `ulimit -f 2; exec "$0" "$1" ${command} >file`;
        const child = spawnSync('sh', ['-c', limited, process.execPath, bundle('cli.js')], {
          cwd: workspace.root,
          encoding: 'utf8',
        });
        assert.equal(child.status, status, child.stderr);
        if (status === 1) assert.match(child.stderr, /^error: Writing to stdout: .* is not whole/);
      }
    });
  }
});
