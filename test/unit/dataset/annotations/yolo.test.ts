import assert from 'node:assert/strict';
import { mkdir, symlink } from 'node:fs/promises';
import { parse } from 'yaml';
import { yolo } from '../../../../src/dataset/annotations/yolo.ts';
import { inPixels } from '../../../../src/engine/labels/units.ts';
import { frame, LabelFolder, messagesOf, untouched } from '../../../fixtures/labelFolder.ts';

const data = `# Traffic, second try
path: ../datasets/traffic # of the whole
train: images/train # most
val: images/val
names:
  0: car
  1: bus # and coaches
`;

describe('annotations in YOLO', () => {
  let folder: LabelFolder;
  afterEach(() => folder.remove());
  const open = async (
    files: Record<string, string>,
    images: readonly string[] = ['images/train/a.jpg'],
    named = '',
  ) => {
    folder = await LabelFolder.with(files);
    const found = folder.images(images);
    return { set: await yolo.read(folder.path(named), found), images: found };
  };
  const textOf = (files: readonly { path: string; text: string }[], path: string) =>
    files.find(file => file.path === path)?.text;

  it('reads boxes as shares of an image that it need not open', async () => {
    const { set, images } = await open({ 'data.yaml': data, 'labels/train/a.txt': '1 0.5 0.25 0.5 0.25\n' });
    const labels = set.labelsOf(images[0]!)!;
    assert.deepEqual(labels, {
      units: 'fractions',
      classes: [],
      objects: [{ id: 0, label: 'bus', box: [0.25, 0.125, 0.75, 0.375] }],
    });
    assert.deepEqual(inPixels(labels, 200, 80).objects[0]?.box, [50, 10, 150, 30]);
    assert.deepEqual(set.problems, []);
  });

  it('names a folder of labels that cannot be looked into, and reads the others', async function () {
    // Elsewhere every name is text.
    if (process.platform !== 'linux') this.skip();
    folder = await LabelFolder.with({ 'labels/train/a.txt': '1 0.5 0.25 0.5 0.25\n' });
    await mkdir(Buffer.concat([Buffer.from(folder.path('labels/caf')), Buffer.of(0xe9)]));
    const [image] = folder.images(['images/train/a.jpg']);
    const set = await yolo.read(folder.path(), [image!]);
    assert.equal(set.labelsOf(image!)?.objects.length, 1);
    assert.deepEqual(messagesOf(set, folder), [
      'Reading labels/caf\ufffd: it does not exist, or its name is not UTF-8.',
    ]);
  });

  it('gives back what it read when nothing was done', async () => {
    const text =
      '0 0.123457 0.333333 0.100000 0.200000\n1 0.100000 0.200000 0.700000 0.200001 0.400000 0.987654\n';
    const { set, images } = await open(
      {
        'data.yaml': data,
        'labels/train/a.txt': text,
        'labels/train/b.txt': '',
        'labels/train/c.txt': '\r\n',
      },
      ['images/train/a.jpg', 'images/train/b.jpg', 'images/train/c.jpg', 'images/train/d.jpg'],
    );
    const files = set.write(untouched(set, images, frame(1023, 767)));
    assert.deepEqual(
      files.map(({ path }) => path),
      ['data.yaml', 'labels/train/a.txt', 'labels/train/b.txt', 'labels/train/c.txt'],
    );
    assert.equal(textOf(files, 'labels/train/a.txt'), text);
    assert.equal(textOf(files, 'labels/train/b.txt'), '');
    assert.equal(set.labelsOf(images[3]!), undefined);
  });

  it('reads keypoints by kpt_shape and keeps their order and flip_idx', async () => {
    const pose = `train: images/train\nval: images/train\nkpt_shape: [2, 3]\nflip_idx: [1, 0] # left, right\nnames: [person]\n`;
    const text = '0 0.500000 0.500000 0.500000 1.000000 0.250000 0.750000 2 0.000000 0.000000 0\n';
    const { set, images } = await open({ 'data.yaml': pose, 'labels/train/a.txt': text });
    assert.deepEqual(set.labelsOf(images[0]!)?.objects[0], {
      id: 0,
      label: 'person',
      box: [0.25, 0, 0.75, 1],
      keypoints: [
        { x: 0.25, y: 0.75, visibility: 2 },
        { x: 0, y: 0, visibility: 0 },
      ],
    });
    const files = set.write(untouched(set, images, frame(100, 50)));
    assert.equal(textOf(files, 'labels/train/a.txt'), text);
    assert.match(
      textOf(files, 'data.yaml')!,
      /kpt_shape: \[ ?2, 3 ?\]\nflip_idx: \[ ?1, 0 ?\] # left, right/,
    );
  });

  it('takes (0, 0) for a keypoint that is not labelled where there is no visibility', async () => {
    const pose = 'train: images/train\nkpt_shape: [2, 2]\nnames: [tiger]\n';
    const text = '0 0.500000 0.500000 0.500000 1.000000 0.250000 0.750000 0.000000 0.000000\n';
    const { set, images } = await open({ 'data.yaml': pose, 'labels/train/a.txt': text });
    const keypoints = set.labelsOf(images[0]!)?.objects[0]?.keypoints;
    assert.deepEqual(
      keypoints?.map(({ visibility }) => visibility),
      [2, 0],
    );
    const labels = inPixels(set.labelsOf(images[0]!)!, 10, 10);
    const [object] = labels.objects;
    const gone = object!.keypoints!.map(point => ({ ...point, x: -3, visibility: 0 as const }));
    const moved = { ...labels, objects: [{ ...object!, keypoints: gone }] };
    const files = set.write([{ image: images[0]!, output: 'a.png', shape: frame(10, 10), labels: moved }]);
    assert.match(textOf(files, 'a.txt')!, / 0\.000000 0\.000000 0\.000000 0\.000000\n$/);
  });

  it('joins an object in several pieces by a bridge of no width', async () => {
    const { set, images } = await open({ 'labels/train/a.txt': '0 0 0 1 0 1 1\n' });
    const pieces = [
      [0, 0, 2, 0, 2, 2],
      [6, 6, 4, 2, 6, 2],
    ];
    const labels = { classes: [], objects: [{ id: 0, label: '0', polygons: pieces }] };
    const files = set.write([{ image: images[0]!, output: 'a.png', shape: frame(10, 10), labels }]);
    assert.equal(
      textOf(files, 'a.txt'),
      `0 ${[0, 0, 2, 0, 2, 2, 4, 2, 6, 2, 6, 6, 4, 2, 2, 2].map(value => (value / 10).toFixed(6)).join(' ')}\n`,
    );
  });

  it('writes data.yaml for the results, with its comments', async () => {
    const { set, images } = await open({ 'data.yaml': data, 'labels/train/a.txt': '0 0.5 0.5 1 1' });
    const files = set.write(untouched(set, images, frame(8, 8)));
    assert.equal(
      textOf(files, 'data.yaml'),
      `# Traffic, second try
train: images/train # most
val: ${folder.path('images/val')}
names:
  0: car
  1: bus # and coaches
`,
    );
  });

  it('writes every folder of a split to data.yaml, the originals where none of it was developed', async () => {
    const text =
      'train: [images/train, /abs/other, "images\\\\more"]\nval: [images/val, /abs/val]\nnames: [car]\n';
    const { set, images } = await open({ 'data.yaml': text, 'labels/train/a.txt': '0 0.5 0.5 0.2 0.2\n' });
    const written = textOf(set.write(untouched(set, images, frame(100, 50))), 'data.yaml')!;
    assert.deepEqual(parse(written), {
      train: ['images/train', '/abs/other', folder.path('images/more')],
      val: [folder.path('images/val'), '/abs/val'],
      names: ['car'],
    });
  });

  it('writes every list of a split to data.yaml, the originals where none of it was developed', async () => {
    const text =
      'train: [images/train, own.txt, more.txt]\nval: [images/val, val.txt]\ntest: gone.txt\nnames: [car]\n';
    const lists = {
      'own.txt': './images/b.jpg\n',
      'more.txt': './images/c.jpg\n',
      'val.txt': './images/d.jpg\n',
    };
    const labels = { 'labels/train/a.txt': '', 'labels/b.txt': '' };
    const developed = ['images/train/a.jpg', 'images/b.jpg'];
    const { set, images } = await open({ 'data.yaml': text, ...lists, ...labels }, developed);
    const files = set.write(untouched(set, images, frame(100, 50)));
    assert.deepEqual(parse(textOf(files, 'data.yaml')!), {
      train: ['train.txt', folder.path('more.txt')],
      val: [folder.path('images/val'), folder.path('val.txt')],
      test: folder.path('gone.txt'),
      names: ['car'],
    });
    assert.equal(textOf(files, 'train.txt'), './images/train/a.png\n./images/b.png\n');
  });

  it('reads the paths of data.yaml with the slashes of Windows', async () => {
    const text = 'train: "images\\\\train"\nnames: [car]\n';
    const { set, images } = await open({ 'data.yaml': text, 'labels/train/a.txt': '0 0.5 0.5 0.2 0.2\n' });
    const written = textOf(set.write(untouched(set, images, frame(100, 50))), 'data.yaml')!;
    assert.deepEqual(parse(written), { train: 'images/train', names: ['car'] });
  });

  it('writes data.yaml whose path other keys refer to', async () => {
    const text = 'path: &home images\ntrain: *home\nnote: *home\nnames: [car]\n';
    const { set, images } = await open({ 'data.yaml': text, 'labels/train/a.txt': '0 0.5 0.5 0.2 0.2\n' });
    const written = textOf(set.write(untouched(set, images, frame(100, 50))), 'data.yaml')!;
    assert.deepEqual(parse(written), { train: 'images/train', note: 'images', names: ['car'] });
  });

  it('lists the images of splits whose results share a folder', async () => {
    await open({
      'data.yaml': data,
      'labels/train/a.txt': '0 0.5 0.5 1 1',
      'labels/val/b.txt': '0 0.5 0.5 1 1',
    });
    const images = [
      { path: folder.path('images/train/a.jpg'), relativePath: 'a.jpg' },
      { path: folder.path('images/val/b.jpg'), relativePath: 'b.jpg' },
    ];
    const again = await yolo.read(folder.path('data.yaml'), images);
    const files = again.write(untouched(again, images, frame(8, 8)));
    assert.match(textOf(files, 'data.yaml')!, /^train: train\.txt # most\nval: val\.txt$/m);
    assert.equal(textOf(files, 'train.txt'), './a.png\n');
    assert.equal(textOf(files, 'val.txt'), './b.png\n');
    assert.equal(textOf(files, 'b.txt'), '0 0.500000 0.500000 1.000000 1.000000\n');
  });

  for (const [layout, files, image, named] of [
    ['folders of splits', { 'train/labels/a.txt': '' }, 'train/images/a.jpg', ''],
    ['a folder of labels', { 'labels/train/a.txt': '' }, 'images/train/a.jpg', 'labels'],
    ['the labels of one split', { 'labels/train/a.txt': '' }, 'images/train/a.jpg', 'labels/train'],
    ['labels beside images', { 'set/a.txt': '0 0.5 0.5 1 1' }, 'set/a.jpg', 'set'],
    [
      'data.yaml of Roboflow',
      { 'data.yaml': 'train: ../train/images\nnames: [x]', 'train/labels/a.txt': '' },
      'train/images/a.jpg',
      'data.yaml',
    ],
    ['names with dots', { 'labels/a.rf.12ab.txt': '' }, 'images/a.rf.12ab.jpg', ''],
    [
      'names like those of lists',
      { 'labels/train_001.txt': '', 'train.txt': 'images/train_001.jpg' },
      'images/train_001.jpg',
      '',
    ],
  ] as const) {
    it(`finds the labels of ${layout}`, async () => {
      const { set, images } = await open(files, [image], named);
      assert.ok(set.labelsOf(images[0]!), JSON.stringify(set.problems));
      assert.deepEqual(messagesOf(set, folder), []);
    });
  }

  it('takes no label of an image of the same name in another split', async () => {
    const { set, images } = await open({ 'train/labels/a.txt': '', 'val/labels/b.txt': '' }, [
      'val/images/a.jpg',
      'val/images/b.jpg',
    ]);
    assert.equal(set.labelsOf(images[0]!), undefined);
    const again = await yolo.read(folder.path('train/labels'), images);
    assert.equal(again.labelsOf(images[0]!), undefined);
    assert.match(messagesOf(again, folder)[0]!, /^None of the 1 label files/);
  });

  it('names damaged lines and reads the rest', async () => {
    const lines = [
      '0 0.5 0.5 0.25 0.25',
      '0 0.5 0.5 0.25',
      '0 0.1 0.2 0.3 0.4 0.5',
      '1.5 0.5 0.5 0.25 0.25',
      '-1 0.5 0.5 0.25 0.25',
      '0 0.5 0.5 nan 0.25',
      '0 320 240 64 48',
      '0 0.5 0.5 0 0.25',
      '7 0.5 0.5 0.25 0.25',
      '1 1.2 0.5 0.25 0.25',
    ];
    const { set, images } = await open({ 'data.yaml': data, 'labels/train/a.txt': lines.join('\r\n') });
    assert.deepEqual(
      set.labelsOf(images[0]!)?.objects.map(({ id, label }) => [id, label]),
      [
        [0, 'car'],
        [8, '7'],
        [9, 'bus'],
      ],
    );
    const messages = messagesOf(set, folder);
    const faults = [
      [
        2,
        'expected 4 numbers after the class for a box, or pairs for at least 3 points of a polygon, but received 3',
      ],
      [
        3,
        'expected 4 numbers after the class for a box, or pairs for at least 3 points of a polygon, but received 5',
      ],
      [4, 'expected a class from 0 on but received 1.5'],
      [5, 'expected a class from 0 on but received -1'],
      [6, 'expected numbers but received "nan"'],
      [7, 'expected shares of the image from 0 to 1 but received 320'],
      [8, 'expected a box with a width and a height above 0 but received 0 and 0.25'],
    ];
    assert.deepEqual(messages, [
      ...faults.map(([line, fault]) => `labels/train/a.txt, line ${line!}: ${fault!}; the line is left out.`),
      'labels/train/a.txt, line 9: the class 7 has no name; it is kept as 7.',
      'labels/train/a.txt, line 10: expected shares of the image from 0 to 1 but received 1.2; it is kept.',
    ]);
    const files = set.write(untouched(set, images, frame(100, 100)));
    assert.match(textOf(files, 'labels/train/a.txt')!, /^7 .*\n1 1\.200000 /m);
  });

  it('says how many numbers a line of keypoints needs', async () => {
    const pose = 'train: images\nkpt_shape: [1, 3]\nnames: [x]\n';
    const text = '0 .5 .5 .5 .5 .1 .1\n0 .5 .5 .5 .5 .1 .1 3\n';
    const { set } = await open({ 'data.yaml': pose, 'labels/train/a.txt': text });
    const [count, visibility] = messagesOf(set, folder);
    assert.match(
      count!,
      /line 1: expected 7 numbers after the class, a box and 1 keypoints of 3 .* received 6;/,
    );
    assert.match(visibility!, /line 2: expected a visibility of 0, 1 or 2 but received 3;/);
  });

  it('names labels without an image in the folders of the run, and counts what is more', async () => {
    const label = '0 0.5 0.5 1 1';
    const orphans = Array.from({ length: 25 }, (_, index) => [`labels/train/x${index}.txt`, label] as const);
    const { set } = await open({
      ...Object.fromEntries<string>(orphans),
      'labels/train/a.txt': label,
      'labels/val/z.txt': label,
      'labels/train/notes.txt': 'to be done',
    });
    const messages = messagesOf(set, folder);
    assert.equal(messages.length, 21);
    assert.equal(messages[0], 'labels/train/x0.txt belongs to none of the images.');
    assert.equal(messages[20], 'And 5 more files without an image.');
  });

  it('follows no path that leads out', async () => {
    folder = await LabelFolder.with({
      'outside/labels/a.txt': '0 0.5 0.5 1 1',
      'outside/list.txt': './images/a.jpg',
      'set/data.yaml': `path: ../outside\ntrain: images\nval: ../outside/list.txt\nnames: [x]\n`,
      'set/labels/b.txt': '0 0.5 0.5 1 1',
    });
    await symlink(folder.path('outside/labels'), folder.path('set/labels/linked'));
    const images = folder.images(['images/a.jpg', 'images/b.jpg'], 'set');
    const byConfig = await yolo.read(folder.path('set/data.yaml'), images);
    assert.equal(byConfig.labelsOf(images[0]!), undefined);
    assert.ok(byConfig.labelsOf(images[1]!));
    assert.match(messagesOf(byConfig, folder).join('\n'), /the list of images \S+ cannot be read below/);
    const byFolder = await yolo.read(folder.path('set'), images);
    assert.match(messagesOf(byFolder, folder).join('\n'), /linked is a link that leads out of/);
    assert.equal(byFolder.labelsOf(images[0]!), undefined);
    for (const { path } of byFolder.write(untouched(byFolder, images, frame(4, 4)))) {
      assert.doesNotMatch(path, /^\/|\.\./);
    }
  });

  it('throws on a data.yaml that cannot be read, with line and column', async () => {
    folder = await LabelFolder.with({});
    const refused = async (text: string, expected: RegExp) => {
      await folder.put('data.yaml', text);
      await assert.rejects(yolo.read(folder.path('data.yaml'), []), expected);
    };
    await refused('train: a\nnames: [a, b\n', /data\.yaml, line \d, column \d+: /);
    await refused('names: [a]\ntrain: &set [*sets]\n', /line 2, column 14: there is no anchor &sets/);
    await refused(`names: ${'"": '.repeat(20_000)}a`, /data\.yaml, line 1, column 806: nested too deeply/);
    await refused('train: a\nnames: { 0: a, 1: b, 0: c }\n', /line 2, column 22: 0 is written twice/);
    await refused('train: a\nnames: 3\n', /line 2, column 8: expected a list or a map of class names/);
    await refused('names: [a]\nkpt_shape: [17, 4]\n', /line 2, column 12: expected kpt_shape/);
    await refused('- a\n', /line 1, column 1: expected keys/);
  });

  it('says when nc and names contradict each other', async () => {
    const { set } = await open({ 'data.yaml': 'nc: 3\ntrain: .\nnames: [a, b]\n', 'labels/train/a.txt': '' });
    assert.deepEqual(messagesOf(set, folder), ['data.yaml: nc says 3 classes but 2 have names.']);
  });

  it('reads a map of the names of sixty thousand classes', async () => {
    // Comparing each with every other would take longer than a test may.
    const names = Array.from({ length: 60_000 }, (_, id) => `  ${id}: class ${id}\n`).join('');
    const { set, images } = await open({
      'data.yaml': `train: .\nnames:\n${names}`,
      'labels/train/a.txt': '59999 0.5 0.5 1 1',
    });
    assert.equal(set.labelsOf(images[0]!)!.objects[0]!.label, 'class 59999');
  });

  it('takes names from classes.txt and writes it beside the results', async () => {
    const { set, images } = await open(
      { 'labels/classes.txt': 'cat\ndog\n', 'labels/a.txt': '1 0.5 0.5 1 1' },
      ['images/a.jpg'],
    );
    assert.equal(set.labelsOf(images[0]!)?.objects[0]?.label, 'dog');
    const files = set.write(untouched(set, images, frame(4, 4)));
    assert.equal(textOf(files, 'labels/classes.txt'), 'cat\ndog\n');
  });

  it('is recognised by content', async () => {
    folder = await LabelFolder.with({
      'set/data.yaml': data,
      'set/labels/train/a.txt': '',
      'set/labels/train/b.txt': '0 0.5 0.5 1 1\n',
      'bare/labels/a.txt': '0 0.1 0.2 0.3 0.4 0.5 0.6\n',
      'texts/a.txt': 'hello\n',
      'x.darkroom.yaml': 'version: 1\nsteps: []\n',
    });
    for (const path of ['set', 'set/data.yaml', 'set/labels', 'set/labels/train', 'bare', 'bare/labels']) {
      assert.equal(await yolo.recognizes(folder.path(path)), true, path);
    }
    for (const path of ['texts', 'x.darkroom.yaml', 'nowhere', 'texts/a.txt']) {
      assert.equal(await yolo.recognizes(folder.path(path)), false, path);
    }
  });

  it('is recognised by a data.yaml that begins with many names, or with a byte order mark', async () => {
    const names = Array.from({ length: 9000 }, (_, id) => `- class ${id}\n`).join('');
    folder = await LabelFolder.with({
      'sorted/data.yaml': `names:\n${names}nc: 9000\ntrain: images/train\nval: images/val\n`,
      'marked/data.yaml': '\uFEFFnames: [cat]\ntrain: images/train\n',
    });
    for (const path of ['sorted', 'sorted/data.yaml', 'marked', 'marked/data.yaml'])
      assert.equal(await yolo.recognizes(folder.path(path)), true, path);
  });
});
