import assert from 'node:assert/strict';
import { sep } from 'node:path';
import { decode, decodeIds, encode, encodeIds } from '../../../src/codec/index.ts';
import { defaultOutput } from '../../../src/shared/pipeline.ts';
import { defaultLimits } from '../../../src/shared/image.ts';
import { image, rows } from '../../fixtures/image.ts';
import { Workspace } from '../worker/workspace.ts';
import { darkroom, lastLine } from './commandLine.ts';

const coco = {
  info: { year: 2026 },
  images: [
    { id: 7, file_name: 'a.png', width: 8, height: 6 },
    { id: 9, file_name: 'deep/b.png', width: 8, height: 6 },
  ],
  annotations: [
    { id: 1, image_id: 7, category_id: 3, bbox: [1, 2, 3, 2], iscrowd: 0, area: 6, note: 'kept' },
    { id: 2, image_id: 7, category_id: 3, bbox: [6, 0, 2, 2], iscrowd: 0, area: 4 },
    { id: 3, image_id: 9, category_id: 3, bbox: [0, 0, 8, 6], iscrowd: 0, area: 48 },
  ],
  categories: [{ id: 3, name: 'cat' }],
};

describe('labels that follow their images', function () {
  this.timeout(60_000);
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await Workspace.create();
    await workspace.image('in/a.png');
    await workspace.image('in/deep/b.png');
    await workspace.write('coco.json', JSON.stringify(coco));
    await workspace.write(
      'flip.darkroom.yaml',
      'steps:\n  - flip\n  - crop: { x: 2, y: 0, width: 6, height: 6 }\n',
    );
  });
  afterEach(() => workspace.remove());
  const run = (...parameters: string[]) => darkroom(['run', ...parameters], workspace.root);
  const json = async (path: string) => JSON.parse(String(await workspace.read(path))) as typeof coco;

  it('are written in their own format beside the images, with what was dropped and why', async () => {
    const { status, stdout, stderr } = await run(
      'flip.darkroom.yaml',
      'in',
      '--out',
      'out',
      '--annotations',
      'coco.json',
      '--json',
    );
    assert.equal(status, 0, stderr);
    const written = await json('out/coco.json');
    // Mirrored in 8 pixels, then two columns cut off at the left: x becomes 8 − x − w − 2.
    assert.deepEqual(
      written.annotations.map(({ bbox }) => bbox),
      [
        [2, 2, 3, 2],
        [0, 0, 6, 6],
      ],
    );
    assert.equal(written.annotations[0]!.note, 'kept');
    assert.deepEqual(written.info, coco.info);
    assert.deepEqual(
      written.images.map(({ file_name, width, height }) => [file_name, width, height]),
      [
        ['a.png', 6, 6],
        ['deep/b.png', 6, 6],
      ],
    );
    const { labels } = JSON.parse(lastLine(stdout)) as { labels: Record<string, unknown> };
    assert.deepEqual(labels['dropped'], { outside: 1 });
    assert.equal(labels['objects'], 2);
    assert.match(stderr, /Dropped: 1 outside the result\./);
    const progress = stdout.split('\n').filter(line => line.includes('"event":"progress"'));
    const last = JSON.parse(progress.at(-1)!) as { total: number; done: number; labels: unknown };
    assert.deepEqual([last.total, last.done, last.labels], [2, 2, { total: 1, done: 0 }]);
  });

  it('obey the pipeline’s rules', async () => {
    const rules = 'steps:\n  - crop: { x: 2, y: 0, width: 6, height: 6 }\nlabels: { min_visibility: 0.7 }\n';
    await workspace.write('rules.darkroom.yaml', rules);
    const { stderr } = await run('rules.darkroom.yaml', 'in', '--out', 'out', '--annotations', 'coco.json');
    assert.match(stderr, /1 less visible than min_visibility/);
    assert.deepEqual(
      (await json('out/coco.json')).annotations.map(({ id }) => id),
      [2, 3],
    );
  });

  it('come with every version', async () => {
    await workspace.write('random.darkroom.yaml', 'steps:\n  - horizontal_flip\n');
    await run('random.darkroom.yaml', 'in', '--out', 'out', '--annotations', 'coco.json', '--versions', '3');
    const written = await json('out/coco.json');
    assert.equal(written.images.length, 6);
    assert.equal(written.annotations.length, 9);
    assert.equal(new Set(written.annotations.map(({ id }) => id)).size, 9);
  });

  it('may be masks, whose ids stay what they are', async () => {
    const ids = image([
      [0, 1, 2, 255, 0, 1],
      [5, 5, 5, 5, 5, 5],
    ]);
    const [png] = [
      await encode(
        image([
          [0, 9, 9, 9, 9, 9],
          [9, 9, 9, 9, 9, 9],
        ]),
        { ...defaultOutput, format: 'png' },
      ),
    ];
    await workspace.write('set/images/x.png', png);
    await workspace.write('set/masks/x.png', encodeIds({ image: ids }));
    await workspace.write('rotate.darkroom.yaml', 'steps:\n  - flip\n  - pad: { width: 7, height: 2 }\n');
    const { status, stderr } = await run(
      'rotate.darkroom.yaml',
      'set',
      '--out',
      'out',
      '--annotations',
      'set',
    );
    assert.equal(status, 0, stderr);
    assert.deepEqual(await workspace.list('out'), ['images/x.png', 'masks/x.png']);
    const mask = await decodeIds(await workspace.read('out/masks/x.png'), 'x.png', defaultLimits);
    assert.deepEqual(rows(mask.image), [
      [1, 0, 255, 2, 1, 0, 255],
      [5, 5, 5, 5, 5, 5, 255],
    ]);
    const developed = await decode(await workspace.read('out/images/x.png'), 'x.png', defaultLimits);
    assert.equal(rows(developed.image)[0]![5], 0);
  });

  it('fill binary masks with 0, where 255 is the object itself', async () => {
    await workspace.image('set/images/x.png', { width: 2, height: 1 });
    await workspace.write('set/masks/x.png', encodeIds({ image: image([[0, 255]]) }));
    await workspace.write('pad.darkroom.yaml', 'steps:\n  - pad: { width: 4, height: 1 }\n');
    const { status, stderr } = await run('pad.darkroom.yaml', 'set', '--out', 'out', '--annotations', 'set');
    assert.equal(status, 0, stderr);
    const mask = await decodeIds(await workspace.read('out/masks/x.png'), 'x.png', defaultLimits);
    assert.deepEqual(rows(mask.image), [[0, 0, 255, 0]]);
  });

  it('fill binary masks without an object with 0, too', async () => {
    await workspace.image('set/images/x.png', { width: 2, height: 1 });
    await workspace.write('set/masks/x.png', encodeIds({ image: image([[0, 0]]) }));
    await workspace.write('pad.darkroom.yaml', 'steps:\n  - pad: { width: 4, height: 1 }\n');
    const { status, stderr } = await run('pad.darkroom.yaml', 'set', '--out', 'out', '--annotations', 'set');
    assert.equal(status, 0, stderr);
    const mask = await decodeIds(await workspace.read('out/masks/x.png'), 'x.png', defaultLimits);
    assert.deepEqual(rows(mask.image), [[0, 0, 0, 0]]);
  });

  it('never replace what is there, and are looked at before anything is written', async () => {
    await workspace.write('out/coco.json', 'mine');
    const { status, stderr } = await run(
      'flip.darkroom.yaml',
      'in',
      '--out',
      'out',
      '--annotations',
      'coco.json',
    );
    assert.equal(status, 2);
    assert.match(stderr, /out\/coco\.json, which exists already/);
    assert.deepEqual(await workspace.list('out'), ['coco.json']);
    assert.equal(String(await workspace.read('out/coco.json')), 'mine');
  });

  it('name what is damaged and leave it out, and stop nothing that could be read', async () => {
    await workspace.write('broken.json', '{"images": [}');
    const broken = await run('flip.darkroom.yaml', 'in', '--out', 'out', '--annotations', 'broken.json');
    assert.equal(broken.status, 2);
    assert.match(broken.stderr, /broken\.json/);
    const partly = {
      ...coco,
      annotations: [...coco.annotations, { id: 4, image_id: 7, category_id: 99, bbox: [0] }],
    };
    await workspace.write('partly.json', JSON.stringify(partly));
    const { status, stderr } = await run(
      'flip.darkroom.yaml',
      'in',
      '--out',
      'out',
      '--annotations',
      'partly.json',
    );
    assert.equal(status, 0, stderr);
    assert.match(stderr, /annotations\[3\]/);
    assert.equal((await json('out/partly.json')).annotations.length, 2);
  });

  it('are listed with --dry-run, without those of images that would fail', async () => {
    await workspace.image('set/images/a.png');
    await workspace.write('set/images/bad.png', 'no image');
    for (const name of ['a', 'bad']) await workspace.write(`set/labels/${name}.txt`, '0 0.5 0.5 0.2 0.2\n');
    await workspace.write('set/data.yaml', 'train: images\nnames: [cat]\n');
    const dry = ['flip.darkroom.yaml', 'set', '--out', 'out', '--annotations', 'set/data.yaml', '--dry-run'];
    const text = await run(...dry);
    assert.equal(text.status, 1);
    const expected = [
      ['set/images/a.png', 'out/images/a.png'],
      ['set/data.yaml', 'out/data.yaml'],
      ['set/data.yaml', 'out/labels/a.txt'],
    ];
    assert.equal(text.stdout, expected.map(paths => `${paths.join(' → ')}\n`).join(''));
    assert.match(text.stderr, /\n2 files of labels would be written as well, not counted here\.\n$/);
    const told = JSON.parse((await run(...dry, '--json')).stdout) as Record<'files' | 'labels', unknown>;
    const named = expected.map(paths => paths.map(path => workspace.path(path)));
    const [file, ...labels] = named.map(([input, output]) => ({ input, output }));
    assert.deepEqual([told.files, told.labels], [[file], labels]);

    await workspace.image('set/images/a.png', { width: 2, height: 1 });
    await workspace.write('set/masks/a.png', encodeIds({ image: image([[0, 1]]) }));
    await workspace.write('masks.darkroom.yaml', 'steps: [flip]\n');
    const masks = ['masks.darkroom.yaml', 'set/images/a.png', '--out', 'out', '--annotations', 'set/masks'];
    const { stdout } = await run(...masks, '--dry-run');
    assert.match(stdout, /^set\/masks\/a\.png → out\/\S+\.png$/m);
    assert.deepEqual(await workspace.list('out'), []);
  });

  it('of YOLO are told of where a split goes on naming originals', async () => {
    await workspace.write('in/data.yaml', 'train: [deep, old]\nval: val\ntest: .\nnames: [cat]\n');
    await workspace.write('in/deep/b.txt', '0 0.5 0.5 0.2 0.2\n');
    const parameters = [
      'flip.darkroom.yaml',
      'in',
      '--out',
      'out',
      '--annotations',
      'in/data.yaml',
      '--json',
    ];
    const { status, stdout, stderr } = await run(...parameters);
    assert.equal(status, 0, stderr);
    const notes = [
      `data.yaml: train goes on naming originals, none of which was developed: ${workspace.path('in/old')}.`,
      `data.yaml: val goes on naming originals, none of which was developed: ${workspace.path('in/val')}.`,
    ].map(note => `${note} Develop all splits in one run, or change it there.`);
    for (const note of notes) {
      assert.ok(stderr.includes(`note: ${note.replace(`${workspace.root}${sep}`, '')}\n`), stderr);
    }
    const { labels } = JSON.parse(lastLine(stdout)) as { labels: Record<string, unknown> };
    assert.deepEqual(labels['notes'], notes);
  });

  it('are named when their images are made again without them', async () => {
    const labelled = await run('flip.darkroom.yaml', 'in', '--out', 'out', '--annotations', 'coco.json');
    assert.equal(labelled.status, 0, labelled.stderr);
    assert.doesNotMatch(labelled.stderr, /warning/);
    const same = await run('flip.darkroom.yaml', 'in', '--out', 'out', '--resume');
    assert.doesNotMatch(same.stderr, /warning/);
    await workspace.write('other.darkroom.yaml', 'steps: [rotate90]\n');
    const other = await run('other.darkroom.yaml', 'in', '--out', 'out', '--resume');
    assert.equal(other.status, 0, other.stderr);
    assert.match(
      other.stderr,
      /warning: out\/coco\.json holds labels of an earlier run, which may not fit any more: .*--annotations, or remove them/,
    );
  });
});
