import assert from 'node:assert/strict';
import { closeSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { types } from 'node:util';
import { directWriting, release, Staging, wholeBlocks } from '../../../src/worker/staging.ts';
import { writeStaged } from '../../../src/worker/writeStaged.ts';
import type { Publication } from '../../../src/worker/temporaryFile.ts';
import { canMount, mount, unmount } from '../../fixtures/disk.ts';
import { Workspace } from './workspace.ts';

const MiB = 2 ** 20;
const filled = (length: number, value: number) => new Uint8Array(length).fill(value);

describe('results that wait to be written', () => {
  const staging = () => new Staging(true);

  it('are copied to memory that threads share, each beginning at a whole block', () => {
    const memory = staging();
    const [one, other] = [filled(MiB + 1, 1), filled(MiB, 2)].map(bytes => memory.stage(bytes)!);
    assert.deepEqual(one!.bytes, filled(MiB + 1, 1));
    assert.deepEqual(other!.bytes, filled(MiB, 2));
    assert.ok(types.isSharedArrayBuffer(one!.bytes.buffer));
    assert.deepEqual([one!.bytes.byteOffset % 4096, other!.bytes.byteOffset % 4096], [0, 0]);
    assert.equal(wholeBlocks(one!.bytes).length, MiB + 4096);
  });

  it('are taken for as long as there is room, until others have left', () => {
    const memory = staging();
    const held = Array.from({ length: 8 }, (_, value) => memory.stage(filled(MiB, value))!);
    assert.equal(memory.stage(filled(MiB, 8)), undefined);
    release(held[1]!);
    assert.equal(memory.stage(filled(MiB, 8)), undefined, 'the first is still in its way');
    release(held[0]!);
    const [ninth, tenth] = [8, 9].map(value => memory.stage(filled(MiB, value))!);
    assert.equal(memory.stage(filled(MiB, 10)), undefined);
    for (const [index, { bytes }] of [...held.slice(2), ninth!, tenth!].entries()) {
      assert.deepEqual(bytes, filled(MiB, index + 2));
    }
  });

  it('of all sizes never lie over each other', () => {
    const memory = staging();
    const sizes = [300_000, 1_700_000, 262_144, 5_000_001, 999_999, 3_141_592];
    let held: { staged: NonNullable<ReturnType<Staging['stage']>>; value: number }[] = [];
    let stagedOnes = 0;
    for (let value = 0; value < 200; value++) {
      const staged = memory.stage(filled(sizes[(value * value) % sizes.length]!, value));
      if (staged) {
        stagedOnes++;
        held.push({ staged, value });
      }
      for (const { staged, value } of held) {
        // At both ends and in the middle.
        const { bytes } = staged;
        for (const part of [
          bytes.subarray(0, 9),
          bytes.subarray(-9),
          bytes.subarray(bytes.length >> 1).subarray(0, 9),
        ])
          assert.deepEqual(part, filled(9, value % 256));
      }
      const leaving = held[value % 2 === 0 ? 0 : held.length - 1];
      if (!staged || value % 3 === 0) {
        release(leaving!.staged);
        held = held.filter(entry => entry !== leaving);
      }
    }
    assert.ok(stagedOnes > 100);
  });

  it('go the common way when they are small or huge, and where there is no direct writing', () => {
    assert.equal(staging().stage(filled(2 ** 18 - 1, 0)), undefined);
    assert.equal(staging().stage(filled(8 * MiB + 1, 0)), undefined);
    assert.equal(new Staging(false).stage(filled(MiB, 0)), undefined);
  });
});

describe('writing what was staged', () => {
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await Workspace.create();
  });
  afterEach(() => workspace.remove());

  const publication = (name: string): Publication => ({
    input: workspace.path('in.png'),
    output: workspace.path('out.npy'),
    outputFolder: workspace.root,
    temporary: workspace.path(name),
    overwrite: false,
  });
  const result = Uint8Array.from({ length: 300_001 }, (_, index) => index * 7);

  it('gives a file of exactly these bytes', async () => {
    const staged = new Staging(true).stage(result)!;
    await writeStaged(staged, publication('direct'));
    assert.deepEqual(Uint8Array.from(await readFile(workspace.path('direct'))), result);
  });

  it('gives the same where the disk has no direct writing', async () => {
    // Not at a whole block, which disks with direct writing refuse, and they alone.
    const bytes = new Uint8Array(new SharedArrayBuffer(2 ** 20), 1, result.length);
    bytes.set(result);
    await writeStaged({ bytes }, publication('refused'));
    assert.deepEqual(Uint8Array.from(await readFile(workspace.path('refused'))), result);
    await writeStaged({ bytes }, publication('not asked'), 0);
    assert.deepEqual(Uint8Array.from(await readFile(workspace.path('not asked'))), result);
  });

  it('touches nothing that is there, and leaves nothing when it fails', async () => {
    const staged = new Staging(true).stage(result)!;
    await workspace.write('taken', 'someone’s');
    await assert.rejects(writeStaged(staged, publication('taken')), { code: 'EEXIST' });
    assert.equal(String(await workspace.read('taken')), 'someone’s');
  });

  if (canMount()) {
    it('goes the common way on a disk that refuses to be written to directly', async () => {
      const folder = workspace.path('common');
      mount('rw', folder, 'ramfs');
      try {
        for (const name of ['first', 'second']) {
          const staged = new Staging(true).stage(result)!;
          closeSync(await writeStaged(staged, { ...publication(`common/${name}`), outputFolder: folder }));
          assert.deepEqual(Uint8Array.from(await readFile(join(folder, name))), result);
        }
        await workspace.write('common/taken', 'someone’s');
        const staged = new Staging(true).stage(result)!;
        await assert.rejects(writeStaged(staged, publication('common/taken')), { code: 'EEXIST' });
        assert.equal(String(await workspace.read('common/taken')), 'someone’s');
      } finally {
        unmount(folder);
      }
    });

    it('leaves nothing on a disk that is full', async () => {
      const folder = workspace.path('full');
      mount('size=256k', folder);
      try {
        const staged = new Staging(true).stage(result)!;
        for (const direct of [directWriting, 0]) {
          await assert.rejects(writeStaged(staged, publication('full/failed'), direct), { code: 'ENOSPC' });
          assert.deepEqual(await readdir(folder), []);
        }
      } finally {
        unmount(folder);
      }
    });
  } else {
    console.warn('      A full disk is left out: mounting one is for root on Linux.');
  }
});
