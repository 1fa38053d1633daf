import assert from 'node:assert/strict';
import { link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { planLabels } from '../../../src/dataset/labelPlan.ts';
import { planDevelopment } from '../../../src/dataset/plan.ts';
import { defaultOutput, type ImageFormat } from '../../../src/shared/pipeline.ts';
import { pipeline } from '../worker/pipelines.ts';

const formats = {
  readableExtensions: ['.png', '.jpg'],
  extensionOf: (format: ImageFormat) => `.${format}`,
  planLabels,
};

describe('planning', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'darkroom-plan-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function put(...paths: string[]): Promise<void> {
    for (const path of paths) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), path);
    }
  }
  const plan = (
    inputs: string[],
    more: { format?: ImageFormat; overwrite?: boolean; out?: string; versions?: number } = {},
  ) =>
    planDevelopment(
      {
        inputs: inputs.map(input => join(root, input)),
        outputFolder: join(root, more.out ?? 'out'),
        pipeline: { ...pipeline('steps: []'), output: { ...defaultOutput, format: more.format ?? 'npy' } },
        mode: 'train',
        versions: more.versions ?? 1,
        overwrite: more.overwrite ?? false,
      },
      formats,
    );

  it('keeps the folders below the input and changes the extension', async () => {
    await put('set/a/b.c.jpg', 'one.png');
    const { files, conflicts, outputFolder } = await plan(['set', 'one.png']);
    assert.deepEqual(conflicts, []);
    assert.equal(outputFolder, join(root, 'out'));
    assert.deepEqual(files, [
      {
        input: join(root, 'set/a/b.c.jpg'),
        output: join(root, 'out/a/b.c.npy'),
        relativePath: 'a/b.c.jpg',
        version: 0,
      },
      {
        input: join(root, 'one.png'),
        output: join(root, 'out/one.npy'),
        relativePath: 'one.png',
        version: 0,
      },
    ]);
  });

  it('gives every version a name of its own', async () => {
    await put('set/a.jpg', 'set/a_v2.jpg');
    const { files, conflicts } = await plan(['set'], { versions: 2 });
    assert.deepEqual(conflicts, []);
    assert.deepEqual(
      files.map(({ output, version }) => [output, version]),
      ['a_v1', 'a_v2', 'a_v2_v1', 'a_v2_v2'].map((name, index) => [join(root, `out/${name}.npy`), index % 2]),
    );
  });

  it('does not read its own output folder inside the input', async () => {
    await put('set/a.png', 'set/developed/a.jpg');
    const { files, conflicts } = await plan(['set'], { out: 'set/developed' });
    assert.deepEqual(conflicts, []);
    assert.equal(files.length, 1);
  });

  it('names both inputs that would write one output, and develops neither', async () => {
    await put('set/a.png', 'set/a.jpg', 'set/b.png');
    const { files, conflicts } = await plan(['set']);
    assert.deepEqual(
      files.map(({ relativePath }) => relativePath),
      ['b.png'],
    );
    assert.equal(conflicts.length, 1);
    assert.match(
      conflicts[0]!.message,
      /set\/a\.jpg and .*set\/a\.png would be written to one file, .*out\/a\.npy/,
    );
  });

  it('counts names that differ only in case as one', async () => {
    await put('set/A.png', 'set/a.png');
    assert.equal((await plan(['set'])).conflicts.length, 1);
  });

  it('finds a file and a folder of one name', async () => {
    await put('one/x.jpg', 'two/x.npy/y.jpg');
    const { conflicts } = await plan(['one', 'two']);
    assert.equal(conflicts.length, 1);
    assert.match(conflicts[0]!.message, /needs the folder/);
  });

  it('finds outputs that exist, unless they may be replaced', async () => {
    await put('set/a.png', 'set/b.png', 'out/a.npy');
    const { files, conflicts } = await plan(['set']);
    assert.equal(files.length, 1);
    assert.deepEqual(
      conflicts.map(({ code, file }) => [code, file]),
      [['exists', join(root, 'set/a.png')]],
    );
    const again = await plan(['set'], { overwrite: true });
    assert.equal(again.files.length, 2);
    assert.deepEqual(again.conflicts, []);
  });

  it('never replaces an input, even one reached through a link', async () => {
    await put('set/a.jpg', 'set/a2.png', 'two/b.jpg');
    await mkdir(join(root, 'out'));
    await link(join(root, 'set/a2.png'), join(root, 'out/a.png'));
    await symlink(join(root, 'set/a2.png'), join(root, 'out/b.png'));
    const { conflicts } = await plan(['set', 'two'], { format: 'png', overwrite: true });
    assert.deepEqual(
      conflicts.map(({ file }) => file),
      [join(root, 'set/a.jpg'), join(root, 'two/b.jpg')],
    );
    assert.match(conflicts[0]!.message, /one of the inputs/);
  });

  it('refuses the input folder and a file as output folder', async () => {
    await put('set/a.png', 'file');
    await assert.rejects(plan(['set'], { out: 'set' }), {
      code: 'bad_argument',
      message: /input folder itself/,
    });
    await assert.rejects(plan(['set'], { out: 'file' }), { code: 'bad_argument', message: /is a file/ });
    await assert.rejects(plan(['set'], { out: 'file/below' }), { code: 'bad_argument' });
  });

  it('reports missing inputs beside the rest', async () => {
    await put('set/a.png');
    const { files, conflicts } = await plan(['set', 'missing']);
    assert.equal(files.length, 1);
    assert.deepEqual(
      conflicts.map(({ code }) => code),
      ['not_found'],
    );
  });
});
