import assert from 'node:assert/strict';
import { coco } from '../../../../src/dataset/annotations/coco.ts';
import type { AnnotationSet } from '../../../../src/dataset/annotations/format.ts';
import { DarkroomError } from '../../../../src/shared/errors.ts';
import { AnnotationFolder, messagesOf, resultOf } from '../../../fixtures/annotations.ts';

describe('damaged COCO', () => {
  const folder = new AnnotationFolder();
  beforeEach(() => folder.make());
  afterEach(() => folder.remove());

  const fails = async (content: string, expected: string, hint?: string): Promise<void> => {
    await assert.rejects(folder.read(coco, content, [], 'x.json'), (error: unknown) => {
      assert.ok(error instanceof DarkroomError, String(error));
      assert.equal(error.message.replaceAll(`${folder.root}/`, ''), expected);
      if (hint !== undefined) assert.match(error.hint ?? '', new RegExp(hint));
      return true;
    });
  };
  const one = { id: 1, file_name: 'a.jpg', width: 10, height: 10 };
  const categories = [{ id: 1, name: 'cat' }];
  const readOne = async (...annotations: readonly unknown[]): Promise<AnnotationSet> => {
    const content = { images: [one], annotations, categories };
    return folder.read(coco, JSON.stringify(content), folder.images('a.jpg'));
  };
  const annotation = { id: 1, image_id: 1, category_id: 1, bbox: [1, 1, 2, 2] };

  it('is refused with file, line and column', async () => {
    await fails('{\n "images": [],\n "annotations": [}\n', 'x.json:3:18: expected JSON but received "}".');
    await fails(
      '{"images": [], "annotations": [NaN]}',
      'x.json:1:32: expected JSON but received "NaN".',
      'null',
    );
    await fails('{"a": -Infinity}', 'x.json:1:7: expected JSON but received "-Infinity".', 'null');
    await fails('{"images": [],', 'x.json:1:15: expected JSON but received the end of the file.', 'cut off');
    await fails('{"images": "a\n"}', 'x.json:1:14: expected JSON but received "\\n".');
    await fails('{"images": [],\n}', 'x.json:2:1: expected JSON but received "}".');
    await fails(' ', 'x.json:1:2: expected JSON but received an empty file.');
    await fails('ÿ', 'x.json:1:1: expected JSON but received "ÿ".');
  });

  it('is refused with the place of an integer that would lose digits', async () => {
    const text = (id: string, name = 'a.jpg') =>
      `{"images": [{"id": ${id}, "file_name": "${name}"}],\n "annotations": []}`;
    const hint = 'Write it as a text, "9007199254740993"';
    const message = 'id: 9007199254740993 is too large to be read to its last digit.';
    await fails(text('9007199254740993'), `x.json:1:20: ${message}`, hint);
    await fails(text('[ -1e3,\n -9007199254740993]'), `x.json:2:2: ${message.replace('900', '-900')}`);
    for (const id of [
      '9007199254740992',
      '-9007199254740991',
      '1234.50000000000000000',
      '0.1234567890123456',
    ])
      await folder.read(coco, text(id), []);
    await folder.read(coco, text('"9007199254740993"', 'a, 9007199254740993, \\" 9007199254740993 .jpg'), []);
  });

  it('is refused when nested without end, and survives nesting in what it does not read', async () => {
    await fails('['.repeat(100_000), 'x.json:1:100001: expected JSON but received the end of the file.');
    const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const text = `{"images": [${JSON.stringify(one)}], "annotations": [], "info": ${nested}}`;
    const set = await folder.read(coco, text, folder.images('a.jpg'));
    const [image] = folder.images('a.jpg');
    assert.deepEqual(set.problems, []);
    assert.throws(() => set.write([resultOf(image!, set.labelsOf(image!)!)]), /nested too deeply/);
  });

  it('is refused when it is no COCO, is panoptic or is not UTF-8', async () => {
    await fails('[]', 'x.json: expected an object but received [].');
    await fails('{"images": []}', 'x.json: annotations: expected a list but received nothing.');
    await fails(
      '{"images": {}, "annotations": []}',
      'x.json: images: expected a list but received an object.',
    );
    const panoptic = '{"images": [], "annotations": [{"segments_info": []}]}';
    await fails(panoptic, 'x.json is COCO of the panoptic kind, which is not read.', 'instances');
    const path = await folder.put('latin.json', Uint8Array.of(0x7b, 0xe9, 0x7d));
    await assert.rejects(coco.read(path, []), /latin\.json is not UTF-8 text/);
    await assert.rejects(coco.read(`${folder.root}/gone.json`, []), /gone\.json: it does not exist/);
  });

  it('names damaged images, and never follows names that climb out', async () => {
    const images = [
      null,
      { id: 1, file_name: '../a.jpg' },
      { id: 2, file_name: '/etc/passwd' },
      { id: 3, file_name: 4 },
      { file_name: 'a.jpg' },
      { id: 5, file_name: 'a.jpg', width: -1, height: 5 },
      { id: 5, file_name: 'b.jpg' },
      { id: 6, file_name: './a.jpg' },
    ];
    const text = JSON.stringify({ images, annotations: [], categories });
    const set = await folder.read(coco, text, folder.images('a.jpg'));
    const below = 'a path below the folder of the images';
    assert.deepEqual(messagesOf(set), [
      'images[0]: expected an object but received null.',
      `images[1].file_name: expected ${below} but received "../a.jpg".`,
      `images[2].file_name: expected ${below} but received "/etc/passwd".`,
      `images[3].file_name: expected ${below} but received 4.`,
      'images[4].id: expected a number or a text but received nothing.',
      'images[5].width and height: expected positive numbers but received [-1, 5].',
      'images[6].id: expected an id of its own but received 5.',
      'images[7].file_name: expected a file that images[5] has not but received "a.jpg".',
    ]);
    assert.deepEqual(set.labelsOf(folder.images('a.jpg')[0]!), { classes: [], objects: [] });
  });

  it('takes absolute names of images for the same as relative ones', async () => {
    const images = [
      { id: 1, file_name: `${folder.root}/a.jpg` },
      { id: 2, file_name: 'a.jpg' },
    ];
    const text = JSON.stringify({ images, annotations: [annotation], categories });
    const set = await folder.read(coco, text, folder.images('a.jpg'));
    assert.deepEqual(messagesOf(set), [
      'images[1].file_name: expected a file that images[0] has not but received "a.jpg".',
    ]);
    assert.equal(set.labelsOf(folder.images('a.jpg')[0]!)?.objects.length, 1);
  });

  it('names damaged annotations and categories', async () => {
    const content = {
      images: [one],
      annotations: [
        7,
        { ...annotation, id: undefined },
        annotation,
        annotation,
        { ...annotation, id: 2, image_id: '1' },
        { ...annotation, id: 3, category_id: 8 },
      ],
      categories: [...categories, { id: 1, name: 'dog' }, { id: 8 }],
    };
    const set = await folder.read(coco, JSON.stringify(content), folder.images('a.jpg'));
    assert.deepEqual(messagesOf(set), [
      'annotations[0]: expected an object but received 7.',
      'annotations[1].id: expected an id of its own but received nothing; a new one is written.',
      'annotations[3].id: expected an id of its own but received 1; a new one is written.',
      'annotations[4].image_id: expected the id of a readable image but received "1".',
      'categories[1].id: expected an id of its own but received 1.',
      'categories[2].name: expected a text but received nothing.',
      'annotations[5].category_id: expected a known id but received 8.',
    ]);
    const [image] = folder.images('a.jpg');
    const labels = set.labelsOf(image!)!;
    assert.deepEqual(
      labels.objects.map(({ id, label }) => [id, label]),
      [
        [1, 'cat'],
        [2, 'cat'],
        [3, 'cat'],
        [5, '8'],
      ],
    );
    const { annotations } = JSON.parse(set.write([resultOf(image!, labels)])[0]!.text) as {
      annotations: { id: number }[];
    };
    assert.deepEqual(
      annotations.map(({ id }) => id),
      [4, 1, 5, 3],
    );
  });

  it('names damaged parts, keeps the others and never writes the damaged ones again', async () => {
    const parts: Record<string, unknown>[] = [
      { bbox: [1, 2, 3] },
      { bbox: [1, 2, -3, 4] },
      { bbox: [1, 2, null, 4] },
      { bbox: 'all' },
      {
        segmentation: [
          [1, 2, 3, 4],
          [1, 2, 3, 4, 5, 'a'],
          [1, 1, 5, 1, 5, 5],
        ],
      },
      { segmentation: { size: [5, 5], counts: [25] } },
      { segmentation: { size: [10, 10], counts: [25] } },
      { segmentation: { size: [10, 10], counts: [-1, 101] } },
      { segmentation: { size: [10, 10], counts: ' ' } },
      { segmentation: {} },
      { segmentation: 5 },
      { keypoints: [1, 2] },
      { keypoints: [1, 2, 3] },
    ];
    const set = await readOne(...parts.map((part, index) => ({ ...annotation, id: index, ...part })));
    assert.deepEqual(messagesOf(set), [
      'annotations[0].bbox: expected [x, y, width, height] with sides of at least 0 but received [1, 2, 3].',
      'annotations[1].bbox: expected [x, y, width, height] with sides of at least 0 but received [1, 2, -3, 4].',
      'annotations[2].bbox: expected [x, y, width, height] with sides of at least 0 but received [1, 2, null, 4].',
      'annotations[3].bbox: expected [x, y, width, height] with sides of at least 0 but received "all".',
      'annotations[4].segmentation[0]: expected [x, y, …] of three points or more but received [1, 2, 3, 4].',
      'annotations[4].segmentation[1]: expected [x, y, …] of three points or more but received [1, 2, 3, 4, 5, "a"].',
      "annotations[5].segmentation.size: expected the image's own size [10, 10] but received [5, 5].",
      'annotations[6].segmentation.counts: expected run lengths of 100 pixels in all but received 25.',
      'annotations[7].segmentation.counts: expected run lengths but received [-1, 101].',
      'annotations[8].segmentation.counts: expected run lengths but received " ".',
      'annotations[9].segmentation.size: expected [height, width] but received nothing.',
      'annotations[10].segmentation: expected polygons or run lengths but received 5.',
      'annotations[11].keypoints: expected [x, y, visibility 0 to 2, …] but received [1, 2].',
      'annotations[12].keypoints: expected [x, y, visibility 0 to 2, …] but received [1, 2, 3].',
    ]);
    const [image] = folder.images('a.jpg');
    const labels = set.labelsOf(image!)!;
    // Of the first four nothing is left.
    assert.deepEqual(
      labels.objects.map(({ id }) => id),
      [4, 5, 6, 7, 8, 9, 10, 11, 12],
    );
    assert.deepEqual(labels.classes, []);
    assert.deepEqual(labels.objects[0]?.polygons, [[1, 1, 5, 1, 5, 5]]);
    assert.deepEqual(labels.objects[1], { id: 5, label: 'cat', box: [1, 1, 3, 3] });
    const text = set.write([resultOf(image!, labels)])[0]!.text;
    const { annotations } = JSON.parse(text) as { annotations: Record<string, unknown>[] };
    assert.equal(annotations.length, 9);
    assert.deepEqual(annotations[0]?.segmentation, [[1, 1, 5, 1, 5, 5]]);
    assert.deepEqual(annotations[1], { id: 5, image_id: 1, category_id: 1, bbox: [1, 1, 2, 2] });
    assert.equal('keypoints' in annotations[8]!, false);
  });

  it('keeps boxes that leave the image or have no area, and says so', async () => {
    const boxes = [
      [-3, 0, 5, 5],
      [8, 8, 5, 5],
      [-0.4, 0, 10.8, 10],
      [3, 3, 0, 2],
    ];
    const set = await readOne(...boxes.map((bbox, id) => ({ ...annotation, id, bbox })));
    assert.deepEqual(messagesOf(set), [
      'annotations[0].bbox: expected a box inside 10×10 but received [-3, 0, 5, 5].',
      'annotations[1].bbox: expected a box inside 10×10 but received [8, 8, 5, 5].',
      'annotations[3].bbox: expected sides above 0 but received [3, 3, 0, 2].',
    ]);
    assert.deepEqual(set.labelsOf(folder.images('a.jpg')[0]!)?.objects[1]?.box, [8, 8, 13, 13]);
  });

  it('tells of very many problems by number', async () => {
    const images = Array.from({ length: 100_000 }, (_, id) => ({ id, file_name: `${id}.jpg` }));
    const set = await folder.read(coco, JSON.stringify({ images, annotations: [] }), []);
    assert.equal(set.problems.length, 21);
    assert.equal(set.problems[0]?.message, 'images[0].file_name: there is no image 0.jpg.');
    assert.equal(set.problems[20]?.message, 'And 99980 more images without a file.');
    assert.equal(set.problems[20].file, `${folder.root}/labels.txt`);
  });

  it('takes names of any kind for names', async () => {
    const text =
      '{"images": [{"id": 1, "file_name": "a.jpg", "__proto__": {"x": 1}}], "categories": [{"id": "__proto__", "name": "__proto__"}],' +
      '"annotations": [{"id": 1, "image_id": 1, "category_id": "__proto__", "bbox": [0, 0, 1, 1]}]}';
    const set = await folder.read(coco, text, folder.images('a.jpg'));
    const [image] = folder.images('a.jpg');
    assert.equal(set.labelsOf(image!)?.objects[0]?.label, '__proto__');
    assert.match(set.write([resultOf(image!, set.labelsOf(image!)!)])[0]!.text, /"__proto__":\{"x":1\}/);
    assert.equal(({} as { x?: number }).x, undefined);
  });
});
