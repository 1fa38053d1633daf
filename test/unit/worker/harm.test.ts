import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileError } from '../../../src/dataset/fileErrors.ts';
import { toProblem } from '../../../src/shared/errors.ts';
import { developAll, EngineClient, type DevelopAllOptions } from '../../../src/worker/client.ts';
import { canMount, mount, remount, unmount } from '../../fixtures/disk.ts';
import { contentsOf } from '../../safety/canonical.ts';
import { bundle } from './bundle.ts';
import { pipeline, quick } from './pipelines.ts';
import { Workspace } from './workspace.ts';

const isRoot = process.getuid?.() === 0;
const files = 60;

describe('what befalls a run', function () {
  this.timeout(120_000);
  let workspace: Workspace;
  let client: EngineClient;
  let steps = quick;
  before(() => {
    client = new EngineClient({ entry: bundle('child.js'), threads: 2 });
  });
  after(() => client.dispose());
  beforeEach(async () => {
    steps = quick;
    workspace = await Workspace.create();
    for (let index = 0; index < files; index++) {
      await workspace.image(`in/${index}.png`, { seed: index, width: 60, height: 50 });
    }
  });
  afterEach(() => workspace.remove());

  const plan = (out = 'out', resume = false) =>
    client.service.plan({
      inputs: [workspace.path('in')],
      outputFolder: workspace.path(out),
      pipeline: steps,
      mode: 'train',
      versions: 1,
      overwrite: false,
      resume,
    });
  const run = async (more: Partial<DevelopAllOptions> = {}, out = 'out') =>
    developAll({
      client,
      plan: await plan(out, more.resume),
      pipeline: steps,
      mode: 'train',
      workers: 2,
      overwrite: false,
      ...more,
    });
  /** Resumes, and holds that everything is there as if nothing had happened. */
  async function mend(): Promise<void> {
    const { done, failed } = await run({ resume: true });
    assert.deepEqual([done, failed], [files, []]);
    await run({}, 'whole');
    const whole = await contentsOf(workspace.path('whole'));
    const mended = await contentsOf(workspace.path('out'));
    assert.deepEqual([...mended.keys()].sort(), [...whole.keys()].sort());
    for (const [name, bytes] of whole) assert.ok(mended.get(name)!.equals(bytes), name);
  }

  /** A disk of its own for the output folder. */
  async function onDisk(options: string, place: string, work: () => Promise<void>): Promise<void> {
    mount(options, workspace.path(place));
    try {
      await work();
    } finally {
      await client.dispose();
      client = new EngineClient({ entry: bundle('child.js'), threads: 2 });
      unmount(workspace.path(place));
    }
  }

  if (canMount()) {
    it('stops at a full disk, keeps what is done, and goes on when there is room', async () => {
      await onDisk('size=512k', 'out', async () => {
        const { stopped, failed, cancelled, done, skipped } = await run();
        assert.equal(stopped?.code, 'no_space');
        assert.match(stopped.message, /the disk is full/);
        const told =
          /^The (\d+) results that are left take about ([\d.]+) kB, and (?:[\d.]+ kB|0 B) are free\. Make room/;
        const [, left, kilobytes] = told.exec(stopped.hint!) ?? [];
        // 50×60 pixels of three bytes and a header, in whole blocks.
        assert.equal(Number(left), skipped);
        assert.equal(Math.round(Number(kilobytes)), Math.round((skipped * 3 * 4096) / 1000), stopped.hint);
        assert.deepEqual([failed, cancelled, done + skipped], [[], false, files]);
        assert.ok(done > 0);
        const names = [...(await contentsOf(workspace.path('out'))).keys()];
        assert.ok(
          names.every(name => name.endsWith('.npy') || name.endsWith('.claims')),
          names.join(' '),
        );
        remount('size=4m', workspace.path('out'));
        await mend();
      });
    });

    it('gives what is written on a full disk its name, be it less than is in work at once', async () => {
      await onDisk('size=256k', 'out', async () => {
        const { stopped, done } = await run();
        assert.equal(stopped?.code, 'no_space');
        const names = [...(await contentsOf(workspace.path('out'))).keys()];
        const results = names.filter(name => name.endsWith('.npy')).length;
        // 64 blocks, of which a result takes three, and lock, manifest and claims one or two each.
        assert.ok(results >= 15, `${results} results`);
        assert.equal(results, done);
        remount('size=4m', workspace.path('out'));
        await mend();
      });
    });

    it('does the same where results are large', async () => {
      steps = pipeline('steps: [{ resize: { width: 300, height: 300 } }]\noutput: { format: npy }\n');
      await onDisk('size=3m', 'out', async () => {
        const { stopped, failed, done } = await run();
        assert.deepEqual([stopped?.code, failed], ['no_space', []]);
        const names = [...(await contentsOf(workspace.path('out'))).keys()];
        assert.equal(names.filter(name => name.endsWith('.npy')).length, done);
        assert.ok(done >= 5, `${done} results`);
        assert.deepEqual(
          names.filter(name => name.endsWith('.tmp')),
          [],
        );
        remount('size=40m', workspace.path('out'));
        await mend();
      });
    });

    it('names what a read-only disk does not take, does the others, and goes on later', async () => {
      await rename(workspace.path('in/3.png'), workspace.path('3.png'));
      await mkdir(workspace.path('in/sub'));
      await rename(workspace.path('3.png'), workspace.path('in/sub/3.png'));
      await onDisk('ro', 'out/sub', async () => {
        const { done, failed } = await run();
        assert.deepEqual([done, failed[0]?.code], [files - 1, 'not_permitted']);
        assert.match(failed[0]!.message, /sub\/3\.npy: it is on a read-only disk/);
        remount('rw', workspace.path('out/sub'));
        await mend();
      });
    });
  } else {
    console.warn('      Disks that are full or read-only are played only: mounting one is for root.');
  }

  for (const [code, words] of [
    ['ENOSPC', 'the disk is full'],
    ['EDQUOT', 'the quota is used up'],
  ] as const) {
    it(`stops for ${code} that a thread tells, and goes on later`, async () => {
      const { service } = client;
      let tell: (() => void) | undefined;
      const told = new Promise<void>(resolve => (tell = resolve));
      const failing = {
        service: {
          cancelJob: service.cancelJob,
          writeAnnotations: service.writeAnnotations,
          labelsWritten: service.labelsWritten,
          developFiles: async (...parameters: Parameters<typeof service.developFiles>) => {
            const [{ files: some, ...development }, signal] = parameters;
            const last = some.findIndex(({ relativePath }) => relativePath === '1.png');
            if (last === -1) {
              // However fast the other thread is, results are left when this one stops the run.
              await told;
              return service.developFiles(...parameters);
            }
            const others = some.slice(0, last);
            const before = await service.developFiles({ ...development, files: others }, signal);
            tell?.();
            return [
              ...others.map((_, index) => before[index]),
              { problem: toProblem(noSpace(code, some[last]!.output)) },
            ];
          },
        },
      };
      const { stopped, failed } = await run({ client: failing });
      assert.match(stopped!.message, new RegExp(words));
      assert.match(
        stopped!.hint!,
        /^The \d+ results that are left take about [\d.]+ kB\. Make room, then run/,
      );
      assert.deepEqual(failed, []);
      await mend();
    });
  }

  it('stops when the output folder is removed, and can be begun again', async () => {
    let isGone = false;
    const { stopped, done } = await run({
      workers: 1,
      onDone: () => {
        if (!isGone) spawnSync('mv', [workspace.path('out'), workspace.path('elsewhere')]);
        isGone = true;
      },
    });
    assert.equal(stopped?.code, 'output_lost');
    assert.ok(done > 0 && done < files);
    await mend();
  });

  it('names files that were removed or damaged meanwhile, and does the others', async () => {
    const planned = await plan();
    await workspace.removeFile('in/3.png');
    await writeFile(workspace.path('in/4.png'), 'overwritten by a program');
    const { done, failed } = await run({ plan: planned });
    assert.equal(done, files - 2);
    assert.deepEqual(
      failed.map(({ file, code }) => [file, code]),
      [
        [workspace.path('in/3.png'), 'not_found'],
        [workspace.path('in/4.png'), 'unreadable'],
      ],
    );
    await workspace.image('in/3.png', { seed: 3, width: 60, height: 50 });
    await workspace.image('in/4.png', { seed: 4, width: 60, height: 50 });
    await mend();
  });

  if (process.platform !== 'win32' && !isRoot) {
    it('names files that may not be read or written any more, and does the others', async () => {
      await chmod(workspace.path('in/3.png'), 0o000);
      const { done, failed } = await run();
      assert.deepEqual([done, failed[0]?.code], [files - 1, 'not_permitted']);
      await chmod(workspace.path('in/3.png'), 0o644);
      await mend();
    });
  }

  it('leaves out the results of an earlier run that lie inside the input, and says so', async () => {
    await run({}, 'in/old');
    const { files: planned, leftOut } = await plan();
    assert.equal(planned.length, files);
    assert.deepEqual(leftOut, [workspace.path('in/old')]);
    // Who names the folder itself wants it read.
    const again = await client.service.find({ inputs: [workspace.path('in/old')] });
    assert.deepEqual([again.files.length, again.leftOut], [files, []]);
  });

  it('is not led astray by links that go in circles', async () => {
    await symlink(workspace.path('in'), workspace.path('in/again'));
    await symlink(workspace.path('in/loop'), workspace.path('in/loop'));
    await symlink(dirname(workspace.path('in')), workspace.path('in/up'));
    assert.equal((await plan()).files.filter(({ input }) => !input.includes('loop')).length, files);
  });

  it('writes names of all scripts and of the greatest length, and names those that are too long', async () => {
    const longest = 'ü'.repeat(125);
    const names = ['кот', '猫', 'e\u0301', 'é', ' spaces ', longest];
    for (const name of names) await workspace.image(`other/${name}.png`);
    await workspace.image(`other/${'x'.repeat(251)}.png`);
    const steps = pipeline('steps: []\noutput: { format: jpeg }\n');
    const planned = await client.service.plan({
      inputs: [workspace.path('other')],
      outputFolder: workspace.path('out'),
      pipeline: steps,
      mode: 'train',
      versions: 10,
      overwrite: false,
    });
    // The two ways to write é are one name on many disks.
    const told = planned.conflicts.map(({ message }) => message);
    assert.equal(told.filter(message => message.includes('written to one file')).length, 10);
    assert.ok(told.some(message => /a name of 2\d\d bytes is longer than the 255/.test(message)));
    const { failed, done } = await run({ plan: planned, pipeline: steps });
    assert.deepEqual(failed, []);
    assert.equal(done, planned.files.length);
    assert.ok(done >= 30);
  });

  it('sets aside what ends the process twice, and does the others', async () => {
    const { service } = client;
    const killing = {
      service: {
        cancelJob: service.cancelJob,
        writeAnnotations: service.writeAnnotations,
        labelsWritten: service.labelsWritten,
        developFiles: async (...parameters: Parameters<typeof service.developFiles>) => {
          const isHarmless = parameters[0].files.every(({ relativePath }) => relativePath !== '7.png');
          if (isHarmless) return service.developFiles(...parameters);
          // So that it is there to be ended.
          await service.catalogue({});
          const answer = service.developFiles(...parameters);
          process.kill(client.pid!, 'SIGABRT');
          return answer;
        },
      },
    };
    const { done, failed } = await run({ client: killing });
    assert.deepEqual(
      failed.map(({ file, code }) => [file, code]),
      [[workspace.path('in/7.png'), 'crashed']],
    );
    assert.equal(done, files - 1);
    await mend();
  });

  it('ends where an input folder was moved away, naming each file, and goes on when it is back', async () => {
    const planned = await plan();
    await rename(workspace.path('in'), workspace.path('moved'));
    const { failed } = await run({ plan: planned });
    assert.equal(failed.length, files);
    await rename(workspace.path('moved'), workspace.path('in'));
    await mend();
  });
});

function noSpace(code: string, path: string): Error {
  const error = fileError(Object.assign(new Error(code), { code }), 'Writing', path);
  assert.ok(error instanceof Error);
  return error;
}
