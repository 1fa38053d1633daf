import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { bundle } from '../worker/bundle.ts';
import { Workspace } from '../worker/workspace.ts';
import { darkroom, lastLine } from './commandLine.ts';

const nobody = 65534;

/** Nothing was begun; the events end with the summary all the same. */
function assertStopped(stdout: string, reason: string): void {
  const { event, done, skipped, stopped } = JSON.parse(lastLine(stdout)) as {
    event: string;
    done: number;
    skipped: number;
    stopped: { code: string };
  };
  assert.deepEqual([event, done, skipped, stopped.code], ['summary', 0, 1, reason]);
}

describe('a folder that cannot be made', function () {
  this.timeout(30_000);
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await Workspace.create();
    await workspace.image('in/a.png');
    await workspace.write('p.yaml', 'steps: [flip]\n');
  });
  afterEach(() => workspace.remove());

  if (process.platform !== 'win32') {
    it('is named as output folder, with the reason and what to do, and is no bug', async () => {
      await mkdir(workspace.path('closed'), { mode: 0o555 });
      await chmod(workspace.root, 0o755);
      // Root may write anywhere.
      const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
      const run = ['run', 'p.yaml', 'in', '--out', 'closed/out', '--json'];
      const { status, stdout, stderr } = await darkroom(run, workspace.root, undefined, user);
      assert.equal(status, 1);
      assertStopped(stdout, 'not_permitted');
      assert.match(
        stderr,
        /Making the folder closed\/out: it is not permitted\.\n {2}Check the permissions\./,
      );
      assert.doesNotMatch(stderr, /bug|at .*\.js:/);
    });

    it('is named when it is for what check measures', async () => {
      const environment = { TMPDIR: workspace.path('gone') };
      const outcome = await darkroom(['check', 'in'], workspace.root, undefined, {}, environment);
      assert.equal(outcome.status, 2);
      assert.match(
        outcome.stderr,
        /^error: Making a folder for what is measured, in gone: it does not exist\.$/m,
      );
      assert.match(outcome.stderr, /--cache.*TMPDIR/);
      assert.doesNotMatch(outcome.stderr, /bug|at .*\.js:/);
    });
  }
});

if (process.platform !== 'win32') {
  describe('a run that cannot begin', () => {
    it('leaves no file of claims behind', async () => {
      const workspace = await Workspace.create();
      try {
        await workspace.image('in/a.png');
        await workspace.write('p.yaml', 'steps: [flip]\n');
        // Files of 2 kB at most: the manifest is smaller, what is kept free for claims is larger.
        const limited = ['-c', 'ulimit -f 4 && exec "$0" "$@"', process.execPath, bundle('cli.js')];
        const run = ['run', 'p.yaml', 'in', '--out', 'out', '--workers', '2', '--json'];
        const { status, stdout, stderr } = spawnSync('sh', [...limited, ...run], {
          cwd: workspace.root,
          encoding: 'utf8',
        });
        assert.equal(status, 1);
        assertStopped(stdout, 'too_large');
        assert.match(stderr, /larger than this disk allows for a file/);
        assert.deepEqual(await workspace.list('out'), []);
      } finally {
        await workspace.remove();
      }
    });
  });
}
