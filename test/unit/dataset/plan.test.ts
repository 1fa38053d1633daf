import assert from 'node:assert/strict';
import { link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { encode } from '../../../src/codec/index.ts';
import { planLabels } from '../../../src/dataset/labelPlan.ts';
import { printLine, type ManifestLine } from '../../../src/dataset/manifest/lines.ts';
import { planDevelopment } from '../../../src/dataset/plan.ts';
import { defaultOutput, type Exclusion, type ImageFormat } from '../../../src/shared/pipeline.ts';
import { image } from '../../fixtures/image.ts';
import { manifestHeader } from '../../fixtures/manifestHeader.ts';
import { pipeline } from '../worker/pipelines.ts';

const formats = {
  readableExtensions: ['.png', '.jpg'],
  extensionOf: (format: ImageFormat) => `.${format}`,
  planLabels,
  rest: () => Promise.resolve(),
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
  async function putMasks(...paths: string[]): Promise<void> {
    await put(...paths);
    const png = await encode(image([[0, 1]]), { ...defaultOutput, format: 'png' });
    for (const path of paths) await writeFile(join(root, path), png);
  }
  interface More {
    format?: ImageFormat;
    overwrite?: boolean;
    out?: string;
    versions?: number;
    annotations?: string;
    exclude?: Exclusion;
    others?: string[];
    signal?: AbortSignal;
  }
  const plan = (inputs: string[], more: More = {}, planTheirLabels = planLabels) =>
    planDevelopment(
      {
        inputs: inputs.map(input => join(root, input)),
        outputFolder: join(root, more.out ?? 'out'),
        pipeline: {
          ...pipeline('steps: []'),
          output: { ...defaultOutput, format: more.format ?? 'npy' },
          ...(more.exclude && { exclude: more.exclude }),
        },
        mode: 'train',
        ...(more.others && { others: more.others.map(other => join(root, other)) }),
        versions: more.versions ?? 1,
        overwrite: more.overwrite ?? false,
        ...(more.annotations !== undefined && { annotations: join(root, more.annotations) }),
      },
      { ...formats, planLabels: planTheirLabels },
      more.signal,
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

  it('never writes labels over those that were read, in whatever format, also when it may overwrite', async () => {
    const text: Record<string, string> = {
      'voc/JPEGImages/a.jpg': '',
      'voc/Annotations/a.xml':
        '<annotation><size><width>8</width><height>6</height><depth>3</depth></size></annotation>',
      'yolo/images/a.jpg': '',
      'yolo/labels/a.txt': '0 0.5 0.5 0.2 0.2\n',
      'yolo/train.txt': 'images/a.jpg\n',
      'yolo/data.yaml': 'train: train.txt\nval: images\nnames: [cat]\n',
      'masks/images/a.jpg': '',
      'coco/images/a.jpg': '',
      'coco/coco.json':
        '{"images": [{"id": 1, "file_name": "a.jpg", "width": 8, "height": 6}], "annotations": []}',
    };
    await put(...Object.keys(text));
    for (const [path, content] of Object.entries(text)) await writeFile(join(root, path), content);
    await putMasks('masks/masks/a.png');
    const refused = async (input: string, out: string, annotations: string) => {
      const { conflicts } = await plan([input], { out, annotations, overwrite: true, format: 'png' });
      for (const { message } of conflicts) assert.match(message, /which is one of the inputs/);
      return conflicts.map(({ message }) => / to (\S+),/.exec(message)![1]!.slice(root.length + 1)).sort();
    };
    assert.deepEqual(await refused('voc/JPEGImages', 'voc', 'voc/Annotations'), ['voc/Annotations/a.xml']);
    assert.deepEqual(await refused('yolo/images', 'yolo', 'yolo/data.yaml'), [
      'yolo/data.yaml',
      'yolo/train.txt',
    ]);
    assert.deepEqual(await refused('yolo/images', 'yolo/labels', 'yolo/labels'), ['yolo/labels/a.txt']);
    assert.deepEqual(await refused('masks/images', 'masks/masks', 'masks/masks'), ['masks/masks/a.png']);
    assert.deepEqual(await refused('coco/images', 'coco', 'coco/coco.json'), ['coco/coco.json']);
  });

  it('names images whose labels or masks would be written to one file, and develops neither', async () => {
    await put('yolo/images/a.jpg', 'yolo/labels/a.jpg', 'yolo/images/b.jpg');
    for (const name of ['a', 'b'])
      await writeFile(join(root, `yolo/labels/${name}.txt`), '0 0.5 0.5 0.2 0.2\n');
    const yolo = await plan(['yolo'], { annotations: 'yolo/labels' });
    assert.deepEqual(
      yolo.files.map(({ relativePath }) => relativePath),
      ['images/b.jpg'],
    );
    assert.match(
      yolo.conflicts.map(({ message }) => message).join('\n'),
      /^the labels of .*yolo\/images\/a\.jpg and the labels of .*yolo\/labels\/a\.jpg would be written to one file, .*out\/labels\/a\.txt\.$/,
    );
    await put('two/images/a.jpg', 'two/img/a.jpg', 'two/img/b.jpg');
    await putMasks('two/masks/a.png', 'two/masks/b.png');
    const masks = await plan(['two'], { annotations: 'two/masks' });
    assert.deepEqual(
      masks.files.map(({ relativePath }) => relativePath),
      ['img/b.jpg'],
    );
    assert.match(masks.conflicts[0]!.message, /would be written to one file, .*out\/masks\/a\.png/);
  });

  it('refuses images whose masks would have names longer than disks allow', async () => {
    const long = 'x'.repeat(246);
    await put(`set/images/${long}.jpg`, 'set/images/a.jpg');
    await putMasks(`set/masks/${long}_mask.png`, 'set/masks/a_mask.png');
    const { files, conflicts } = await plan(['set/images'], { annotations: 'set/masks', versions: 2 });
    assert.deepEqual(
      files.map(({ relativePath }) => relativePath),
      ['a.jpg', 'a.jpg'],
    );
    assert.equal(conflicts.length, 2);
    assert.match(conflicts[0]!.message, /_v1_mask\.png, but a name of 258 bytes is longer than the 255/);
  });

  it('names labels of an earlier run that would not fit images that are made again', async () => {
    const mark = { hash: 'xxh64:0', size: 1, modified: 1 };
    const shape = { width: 8, height: 6, channels: 3, dtype: 'uint8', orientation: 1 } as const;
    const lines: ManifestLine[] = [
      { ...manifestHeader, pipeline: 'another' },
      ...['train/images/a', 'train/images/b', 'val/images/a'].map((name): ManifestLine => ({
        kind: 'result',
        output: `${name}.npy`,
        ...mark,
        source: { path: `${name}.jpg`, from: `../set/${name}.jpg`, ...mark },
        pipeline: 'another',
        seed: 0,
        version: 0,
        decoded: shape,
        shape,
        drawn: [],
        ...(name === 'train/images/b' && {
          mask: { output: 'masks/b.png', ...mark, source: { from: '../set/b.png', ...mark } },
        }),
      })),
      ...['train/labels/a.txt', 'val/labels/a.txt', 'data.yaml', 'train/labels/gone.txt'].map(
        (output): ManifestLine => ({
          kind: 'annotations',
          output,
          ...mark,
          source: { from: '../set/data.yaml' },
        }),
      ),
    ];
    await put('out/train/labels/a.txt', 'out/val/labels/a.txt', 'out/data.yaml', 'out/masks/b.png');
    await writeFile(join(root, 'out/darkroom.manifest.jsonl'), lines.map(printLine).join(''));
    await put('set/train/images/a.jpg', 'set/train/images/b.jpg', 'new/c.jpg');
    const outdated = async (...[inputs, more]: Parameters<typeof plan>) =>
      (await plan(inputs, more)).outdatedLabels.map(path => path.slice(join(root, 'out/').length)).sort();
    assert.deepEqual(await outdated(['set'], { overwrite: true }), [
      'data.yaml',
      'masks/b.png',
      'train/labels/a.txt',
    ]);
    await put('set/train/labels/b.txt');
    await writeFile(join(root, 'set/train/labels/b.txt'), '0 0.5 0.5 0.2 0.2\n');
    const labelled = { overwrite: true, annotations: 'set/train/labels' };
    assert.deepEqual(await outdated(['set'], labelled), ['masks/b.png', 'train/labels/a.txt']);
    assert.deepEqual(await outdated(['new'], { overwrite: true }), []);
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

  it('never replaces an image that is left out by the pipeline', async () => {
    await put('set/in/a.png', 'set/in/in/a.png');
    const exclude = { patterns: ['a.png'] };
    const request = { format: 'png', overwrite: true, out: 'set', exclude } as const;
    const { files, conflicts } = await plan(['set/in'], request);
    assert.deepEqual(files, []);
    assert.equal(
      conflicts[0]?.message,
      `${join(root, 'set/in/in/a.png')} would be written to ${join(root, 'set/in/a.png')}, which is one of the inputs.`,
    );
  });

  it('never replaces an image of another plan of the run that lies in the output folder', async () => {
    await put('set/img/a.png', 'set/out/img/a.png', 'far/img/a.png');
    const replaced = async (input: string, out: string, ...others: string[]) => {
      const request = { format: 'png', overwrite: true, out, others } as const;
      const { conflicts } = await plan([input], request);
      return conflicts.map(({ message }) => /written to (.+), which is one of the inputs/.exec(message)?.[1]);
    };
    const original = join(root, 'set/out/img/a.png');
    assert.deepEqual(await replaced('set', 'set/out', 'far', 'set/out/img'), [original]);
    assert.deepEqual(await replaced('set', 'set/out', 'far'), []);
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

  it('ends where it is when it is cancelled', async () => {
    await put('set/a.png');
    await putMasks('masks/a.png');
    const cancelled = new AbortController();
    const planning = plan(['set'], { annotations: 'masks', signal: cancelled.signal }, request => {
      cancelled.abort();
      return planLabels(request);
    });
    await assert.rejects(planning, { name: 'AbortError' });
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
