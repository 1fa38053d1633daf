import assert from 'node:assert/strict';
import fs, { existsSync } from 'node:fs';
import { link, mkdir, symlink } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { relative } from 'node:path';
import { create, publish, publishWritten } from '../../../src/worker/publish.ts';
import { discard, writeTemporary, type Publication } from '../../../src/worker/temporaryFile.ts';
import { temporaryPath } from '../../../src/dataset/manifest/names.ts';
import { Workspace } from './workspace.ts';

const bytes = Buffer.from('developed');

describe('publishing a result', () => {
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await Workspace.create();
    await workspace.write('in/a.png', 'original');
    await workspace.write('claims', '');
  });
  afterEach(() => workspace.remove());

  const publication = (output: string, more: Partial<Publication> = {}): Publication => ({
    input: workspace.path('in/a.png'),
    output: workspace.path(output),
    outputFolder: workspace.path('out'),
    temporary: temporaryPath(workspace.path(output), 'job'),
    overwrite: false,
    claims: { path: workspace.path('claims'), room: 100 },
    ...more,
  });

  it('makes the folders and leaves nothing but the result', async () => {
    await publish(bytes, publication('out/deep/a.npy'));
    assert.deepEqual(await workspace.list('out'), ['deep/a.npy']);
    assert.equal(String(await workspace.read('out/deep/a.npy')), 'developed');
  });

  it('gives a result its name only once the disk knows that it is its own', async () => {
    const flush = fs.fdatasync;
    const seen: string[] = [];
    fs.fdatasync = ((file, done) => {
      assert.ok(!existsSync(workspace.path('out/a.npy')));
      seen.push(fs.readFileSync(workspace.path('claims'), 'utf8').trim());
      flush(file, done);
    }) as typeof flush;
    syncBuiltinESMExports();
    try {
      const { hash } = await publish(bytes, publication('out/a.npy'));
      assert.deepEqual(seen, [JSON.stringify({ kind: 'claim', output: 'out/a.npy', hash })]);
      assert.ok(existsSync(workspace.path('out/a.npy')));
    } finally {
      fs.fdatasync = flush;
      syncBuiltinESMExports();
    }
  });

  it('never replaces what is there unless asked', async () => {
    await workspace.write('out/a.npy', 'earlier');
    await assert.rejects(publish(bytes, publication('out/a.npy')), {
      code: 'exists',
      file: workspace.path('in/a.png'),
    });
    assert.equal(String(await workspace.read('out/a.npy')), 'earlier');
    await publish(bytes, publication('out/a.npy', { overwrite: true }));
    assert.equal(String(await workspace.read('out/a.npy')), 'developed');
    assert.deepEqual(await workspace.list('out'), ['a.npy']);
  });

  it('never replaces the original, under whatever name', async () => {
    await mkdir(workspace.path('out'));
    await link(workspace.path('in/a.png'), workspace.path('out/hard.png'));
    await symlink(workspace.path('in/a.png'), workspace.path('out/soft.png'));
    for (const output of ['out/hard.png', 'out/soft.png']) {
      await assert.rejects(publish(bytes, publication(output, { overwrite: true })), { code: 'exists' });
    }
    assert.equal(String(await workspace.read('in/a.png')), 'original');
  });

  it('writes nothing outside the output folder, and makes no folder there', async () => {
    await mkdir(workspace.path('out'));
    await mkdir(workspace.path('elsewhere'));
    await symlink(workspace.path('elsewhere'), workspace.path('out/link'));
    await assert.rejects(publish(bytes, publication('out/link/deep/a.npy')), { code: 'not_permitted' });
    await assert.rejects(publish(bytes, publication('beside/a.npy')), { code: 'not_permitted' });
    assert.deepEqual(await workspace.list('elsewhere'), []);
  });

  it('accepts an output folder that is itself a link', async () => {
    await mkdir(workspace.path('real'));
    await symlink(workspace.path('real'), workspace.path('out'));
    await publish(bytes, publication('out/a.npy'));
    assert.deepEqual(await workspace.list('real'), ['a.npy']);
  });

  it('says when a file is where a folder should be', async () => {
    await workspace.write('out/deep', 'a file');
    await assert.rejects(publish(bytes, publication('out/deep/a.npy')), {
      code: 'bad_argument',
      message: /deep is a file/,
    });
  });

  it('says when a folder is a link to nothing', async () => {
    await symlink(workspace.path('not mounted'), workspace.path('out'));
    await assert.rejects(publish(bytes, publication('out/deep/a.npy')), {
      code: 'not_permitted',
      message: /out cannot be made: it is a link to nothing/,
    });
  });

  it('makes a folder from several sides at once', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `out/a/b/c/${index}.npy`);
    await Promise.all(names.map(name => publish(bytes, publication(name))));
    assert.equal((await workspace.list('out')).length, 20);
  });

  if (process.platform === 'linux') {
    it('gives up where folders cannot be made', async () => {
      const output = '/proc/darkroom/deep/a.npy';
      await assert.rejects(
        publish(bytes, { ...publication(output), output, outputFolder: '/proc/darkroom' }),
        {
          code: 'not_permitted',
          message: /darkroom cannot be made/,
        },
      );
    });
  }

  it('leaves nothing when called off at the last moment', async () => {
    const check = () => {
      throw new DOMException('Cancelled.', 'AbortError');
    };
    const written = await writeTemporary(bytes, publication('out/a.npy'));
    await assert.rejects(publishWritten(written, check), { name: 'AbortError' });
    assert.deepEqual(await workspace.list('out'), []);
  });

  it('leaves nothing of a result that was given up after it was written', async () => {
    for (const own of [[], ['a hash']]) {
      const written = await writeTemporary(bytes, publication('out/a.npy', { own }));
      assert.equal((await workspace.list('out')).length, 1);
      discard(written);
      assert.deepEqual(await workspace.list('out'), []);
    }
  });

  it('does not touch a file that has the temporary name', async () => {
    const taken = publication('out/a.npy');
    const name = relative(workspace.root, taken.temporary);
    await workspace.write(name, 'someone’s');
    await assert.rejects(publish(bytes, taken), { code: 'exists' });
    assert.equal(String(await workspace.read(name)), 'someone’s');
  });

  it('manages without hard links, and still replaces nothing', async () => {
    const refuse = () => Promise.reject(Object.assign(new Error('no links here'), { code: 'ENOTSUP' }));
    const temporary = await workspace.write('out/.temporary', 'developed');
    await create(temporary, workspace.path('out/a.npy'), refuse);
    assert.equal(String(await workspace.read('out/a.npy')), 'developed');
    const second = await workspace.write('out/.temporary', 'later');
    await assert.rejects(create(second, workspace.path('out/a.npy'), refuse), { code: 'EEXIST' });
    assert.equal(String(await workspace.read('out/a.npy')), 'developed');
  });
});
