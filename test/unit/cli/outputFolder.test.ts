import assert from 'node:assert/strict';
import { chmod, mkdir } from 'node:fs/promises';
import { Workspace } from '../worker/workspace.ts';
import { darkroom } from './commandLine.ts';

const nobody = 65534;

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
      const run = ['run', 'p.yaml', 'in', '--out', 'closed/out'];
      const { stderr } = await darkroom(run, workspace.root, undefined, user);
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
