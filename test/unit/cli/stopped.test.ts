import assert from 'node:assert/strict';
import { watch } from 'node:fs';
import { chmod, chown } from 'node:fs/promises';
import { canMount, mount, remount, unmount } from '../../fixtures/disk.ts';
import { contentsOf } from '../../safety/canonical.ts';
import { Workspace } from '../worker/workspace.ts';
import { darkroom } from './commandLine.ts';

const files = 60;
const nobody = 65534;

describe('darkroom run, where nothing more can be written', function () {
  this.timeout(120_000);
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await Workspace.create();
    await workspace.write('p.yaml', 'steps: [horizontal_flip: { p: 0.5 }]\noutput: { format: npy }\n');
    // 48 kB each when they are developed.
    await workspace.image('in/0.png', { width: 128, height: 125 });
    const bytes = await workspace.read('in/0.png');
    for (let file = 1; file < files; file++) await workspace.write(`in/${file}.png`, bytes);
  });
  afterEach(() => workspace.remove());
  const resume = ['run', 'p.yaml', 'in', '--out', 'out', '--resume'];

  /** All is there that an unbroken run makes, and nothing else. */
  async function assertWhole(): Promise<void> {
    const { status } = await darkroom(['run', 'p.yaml', 'in', '--out', 'whole'], workspace.root);
    assert.equal(status, 0);
    const whole = await contentsOf(workspace.path('whole'));
    const made = await contentsOf(workspace.path('out'));
    assert.deepEqual([...made.keys()].sort(), [...whole.keys()].sort());
    for (const [name, bytes] of whole) assert.ok(made.get(name)!.equals(bytes), name);
  }

  async function resultsIn(folder: string): Promise<ReadonlySet<string>> {
    const contents = await contentsOf(folder);
    const others = [...contents.keys()].filter(name => !name.endsWith('.npy'));
    assert.deepEqual(
      others.filter(name => !name.includes('.claims')),
      [],
    );
    return new Set([...contents.keys()].filter(name => name.endsWith('.npy')));
  }

  /**
   * @param missing results that are not there
   * @param before results that were there before: of some of them the run may not have come to know that
   */
  function assertTold(status: number | null, stderr: string, missing: number, before: number): void {
    assert.equal(status, 1, stderr);
    const told = /^Stopped: (\d+) developed into out,(?: (\d+) there already,)? (\d+) not done \(/m.exec(
      stderr,
    );
    assert.ok(told, stderr);
    const [developed, known = 0, left] = told.slice(1).map(count => (count ? Number(count) : undefined));
    assert.equal(developed! + known + left!, files, stderr);
    assert.ok(left! >= missing && left! <= missing + before, `${missing} are missing: ${stderr}`);
    assert.match(stderr, /^in\/\d+\.png: Writing .*out\/\d+\.npy: it does not fit: the disk is full\.$/m);
    const room = `The ${left} results that are left take about [\\d.]+ [kM]B, and [\\d.]+ k?B are free\\. Make room`;
    // Where nothing at all has fitted, nobody knows how large the others are.
    if (!stderr.startsWith('Stopped: 0')) assert.match(stderr, new RegExp(`^  ${room}`, 'm'));
    assert.match(stderr, /^With --resume, the same command goes on from here\.$/m);
  }

  if (canMount()) {
    it('says where there is room, but for no more files', async () => {
      const folder = workspace.path('out');
      mount('size=20m,nr_inodes=30', folder);
      try {
        const { status, stderr } = await darkroom(resume, workspace.root);
        assert.equal(status, 1, stderr);
        assert.match(
          stderr,
          /The disk takes (?:no more files|only \d+ more files?), whatever their size\. Make room/,
        );
      } finally {
        unmount(folder);
      }
    });

    it('says once that the disk is full, how much room is missing and how to go on, each time', async () => {
      const folder = workspace.path('out');
      mount('size=2m', folder);
      try {
        let before = 0;
        for (const size of ['2m', '2m', '2600k']) {
          remount(`size=${size}`, folder);
          const { status, stderr } = await darkroom(resume, workspace.root);
          assert.equal(stderr.match(/full/g)?.length, 1, stderr);
          const { size: there } = await resultsIn(folder);
          // Where not even the manifest fits, nothing is begun, nor looked at what is there.
          if (stderr.startsWith(`Stopped: 0 developed into out, ${files} not done`)) {
            assert.equal(status, 1, stderr);
            assert.match(stderr, /^Writing out\/darkroom\.manifest\.jsonl: .* is full\.$/m);
          } else assertTold(status, stderr, files - there, before);
          assert.ok(there > 0 && there >= before);
          before = there;
        }
        remount('size=8m', folder);
        const { status, stderr } = await darkroom(resume, workspace.root);
        assert.equal(status, 0, stderr);
        const [, developed, known] = /^(\d+) developed into out, (\d+) there already/m.exec(stderr) ?? [];
        assert.equal(Number(developed) + Number(known), files, stderr);
        // What a full disk let no line tell of is made again, to the same bytes.
        assert.ok(Number(developed) >= files - before && Number(known) > 0, stderr);
        await assertWhole();
      } finally {
        unmount(folder);
      }
    });
  } else {
    console.warn('      A full disk is left out: mounting one is for root on Linux.');
  }

  if (process.platform === 'win32') return;
  it('says once that the output folder may not be written to any more, and goes on when it may', async () => {
    const isRoot = process.getuid?.() === 0;
    // Root may write anywhere.
    const user = isRoot ? { uid: nobody, gid: nobody } : {};
    await workspace.write('out/.keep', '');
    await workspace.removeFile('out/.keep');
    await chmod(workspace.root, 0o755);
    if (isRoot) await chown(workspace.path('out'), nobody, nobody);
    await workspace.write(
      'p.yaml',
      'steps: [convert: { dtype: uint16 }, median_blur: { kernel_size: 11 }]\noutput: { format: npy }\n',
    );
    let isClosed: Promise<void> | undefined;
    const watcher = watch(workspace.path('out'), (_event, name) => {
      if (name?.endsWith('.npy')) isClosed ??= chmod(workspace.path('out'), 0o555);
    });
    const { status, stderr } = await darkroom([...resume, '--workers', '1'], workspace.root, undefined, user);
    watcher.close();
    await isClosed;
    assert.equal(status, 1, stderr);
    assert.match(stderr, /^Stopped: \d+ developed into out, \d+ not done/m);
    assert.equal(stderr.match(/out may not be written to any more\./g)?.length, 1, stderr);
    assert.doesNotMatch(stderr, /^Failed/m);
    await chmod(workspace.path('out'), 0o755);
    const again = await darkroom(resume, workspace.root, undefined, user);
    assert.equal(again.status, 0, again.stderr);
    await assertWhole();
  });
});
