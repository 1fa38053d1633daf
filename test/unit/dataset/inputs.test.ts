import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { findFiles } from '../../../src/dataset/inputs.ts';

const extensions = ['.png', '.jpg'];

describe('finding inputs', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'darkroom-inputs-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function put(...paths: string[]): Promise<void> {
    for (const path of paths) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), path);
    }
  }
  async function relativePaths(...inputs: string[]): Promise<string[]> {
    const { files, problems } = await findFiles(
      inputs.map(input => join(root, input)),
      { extensions },
    );
    assert.deepEqual(problems, []);
    return files.map(({ relativePath }) => relativePath);
  }

  it('walks a folder in the order of names and takes only readable extensions, in any case', async () => {
    await put('set/b.png', 'set/a/2.JPG', 'set/a/10.jpg', 'set/notes.txt', 'set/C.Png');
    assert.deepEqual(await relativePaths('set'), ['a/2.JPG', 'a/10.jpg', 'b.png', 'C.Png']);
  });

  it('leaves out hidden files, hidden folders and node_modules', async () => {
    await put('set/.a.png', 'set/.git/b.png', 'set/node_modules/c.png', 'set/d.png');
    assert.deepEqual(await relativePaths('set'), ['d.png']);
  });

  it('takes a file that is named directly whatever its name', async () => {
    await put('set/raw.bin', 'set/.hidden.png');
    assert.deepEqual(await relativePaths('set/raw.bin', 'set/.hidden.png'), ['raw.bin', '.hidden.png']);
  });

  it('counts a file once when its folder is named twice, with one spelling or two', async () => {
    await put('set/a.png');
    assert.deepEqual(await relativePaths('set', './set/', 'set/a.png'), ['a.png']);
  });

  it('survives links that lead back and lists links that lead nowhere', async () => {
    await put('set/deep/a.png');
    await symlink(join(root, 'set'), join(root, 'set/deep/loop'));
    await symlink(join(root, 'gone.png'), join(root, 'set/lost.png'));
    assert.deepEqual(await relativePaths('set'), ['deep/a.png', 'lost.png']);
  });

  it('lists a folder inside that cannot be looked into, and gives the rest', async function () {
    // Elsewhere every name is text.
    if (process.platform !== 'linux') this.skip();
    await put('set/a.png', 'set/z/b.png');
    await mkdir(Buffer.concat([Buffer.from(join(root, 'set/caf')), Buffer.of(0xe9)]));
    const { files, problems } = await findFiles([join(root, 'set')], { extensions });
    assert.deepEqual(problems, []);
    assert.deepEqual(files, [
      { path: join(root, 'set/a.png'), relativePath: 'a.png' },
      { path: join(root, 'set/caf\ufffd'), relativePath: 'caf\ufffd/' },
      { path: join(root, 'set/z/b.png'), relativePath: 'z/b.png' },
    ]);
  });

  it('keeps the path as it was given', async () => {
    await put('set/a.png');
    const before = process.cwd();
    process.chdir(root);
    try {
      const { files } = await findFiles(['./set'], { extensions });
      assert.deepEqual(files, [{ path: join('set', 'a.png'), relativePath: 'a.png' }]);
    } finally {
      process.chdir(before);
    }
  });

  it('names what is not there and folders without images, and gives the rest', async () => {
    await put('set/a.png', 'empty/notes.txt');
    const { files, problems } = await findFiles(
      ['set', 'empty', 'missing'].map(name => join(root, name)),
      { extensions },
    );
    assert.equal(files.length, 1);
    assert.deepEqual(
      problems.map(({ code, file }) => [code, file]),
      [
        ['not_found', join(root, 'empty')],
        ['not_found', join(root, 'missing')],
      ],
    );
    assert.match(problems[0]!.message, /holds no images/);
    assert.match(problems[0]!.hint!, /\.png \.jpg/);
  });

  it('goes no further when it is cancelled, and calls that no problem of the folder', async () => {
    await put('set/a.png', 'set/deep/b.png');
    const cancelled = new AbortController();
    const finding = findFiles([join(root, 'set'), join(root, 'other')], {
      extensions,
      signal: cancelled.signal,
    });
    cancelled.abort();
    await assert.rejects(finding, { name: 'AbortError' });
  });

  it('rests in the middle of a large folder, and is cancelled there', async () => {
    const names = Array.from({ length: 5000 }, (_, index) => `set/${index}.png`);
    await put(...names);
    const cancelled = new AbortController();
    let rests = 0;
    const find = (signal?: AbortSignal) =>
      findFiles([join(root, 'set')], {
        extensions,
        signal,
        rest: async () => {
          rests++;
          await setImmediate();
          if (signal) cancelled.abort();
        },
      });
    const { files } = await find();
    assert.deepEqual([files.length, rests], [5000, 1]);
    await assert.rejects(find(cancelled.signal), { name: 'AbortError' });
  });

  it('leaves out the excepted folder', async () => {
    await put('set/a.png', 'set/developed/a.png');
    const { files } = await findFiles([join(root, 'set')], {
      extensions,
      except: join(root, 'set/developed'),
    });
    assert.deepEqual(
      files.map(({ relativePath }) => relativePath),
      ['a.png'],
    );
  });
});
