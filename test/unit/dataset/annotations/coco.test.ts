import assert from 'node:assert/strict';
import { coco } from '../../../../src/dataset/annotations/coco.ts';
import type { AnnotationSet, LabelledResult } from '../../../../src/dataset/annotations/format.ts';
import type { LabelObject } from '../../../../src/shared/labels.ts';
import { packLabels, unpackLabels } from '../../../../src/shared/packedLabels.ts';
import { AnnotationFolder, messagesOf, resultOf } from '../../../fixtures/annotations.ts';

const document = {
  info: { year: 2026 },
  licenses: [{ id: 1, name: 'CC0' }],
  images: [
    { id: 7, file_name: 'a.jpg', width: 8, height: 4, license: 1 },
    { id: 9, file_name: 'deep/b.jpg', width: 8, height: 4 },
  ],
  annotations: [
    { id: 70, image_id: 7, category_id: 2, bbox: [1, 0.5, 2, 3], area: 6, iscrowd: 0, tag: 'mine' },
    {
      id: 71,
      image_id: 7,
      category_id: 1,
      bbox: [2, 1, 4, 2],
      segmentation: [[2, 1, 6, 1, 2, 3]],
      area: 4,
      keypoints: [2, 1, 2, 5, 1, 1, 0, 0, 0],
      num_keypoints: 2,
      iscrowd: 0,
    },
    {
      id: 90,
      image_id: 9,
      category_id: 1,
      bbox: [0, 0, 2, 4],
      segmentation: { size: [4, 8], counts: [0, 8, 24] },
      area: 8,
      iscrowd: 1,
    },
    {
      id: 91,
      image_id: 9,
      category_id: 1,
      bbox: [0, 0, 1, 4],
      segmentation: { size: [4, 8], counts: '04l0' },
      area: 4,
      iscrowd: 1,
    },
    { id: 92, image_id: 9, category_id: 2 },
  ],
  categories: [
    {
      id: 1,
      name: 'person',
      supercategory: 'animal',
      keypoints: ['nose', 'ear', 'tail'],
      skeleton: [[1, 2]],
    },
    { id: 2, name: 'dog' },
  ],
  extra: true,
};

describe('COCO', () => {
  const folder = new AnnotationFolder();
  beforeEach(() => folder.make());
  afterEach(() => folder.remove());

  const read = async (content: unknown, ...images: readonly string[]): Promise<AnnotationSet> =>
    folder.read(coco, JSON.stringify(content), folder.images(...images), 'instances.json');
  const written = (set: AnnotationSet, results: readonly LabelledResult[]): typeof document => {
    const [file, ...more] = set.write(results);
    assert.deepEqual(more, []);
    assert.equal(file?.path, 'instances.json');
    return JSON.parse(file.text) as typeof document;
  };

  it('reads boxes, polygons, masks of both kinds, keypoints and classes of whole images', async () => {
    const set = await read(document, 'a.jpg', 'deep/b.jpg');
    const [a, b] = folder.images('a.jpg', 'deep/b.jpg');
    assert.deepEqual(set.problems, []);
    assert.deepEqual(set.labelsOf(a!), {
      width: 8,
      height: 4,
      classes: [],
      objects: [
        { id: 0, label: 'dog', box: [1, 0.5, 3, 3.5] },
        {
          id: 1,
          label: 'person',
          box: [2, 1, 6, 3],
          polygons: [[2, 1, 6, 1, 2, 3]],
          keypoints: [
            { x: 2.5, y: 1.5, visibility: 2 },
            { x: 5.5, y: 1.5, visibility: 1 },
            { x: 0.5, y: 0.5, visibility: 0 },
          ],
        },
      ],
    });
    assert.deepEqual(set.labelsOf(b!), {
      width: 8,
      height: 4,
      classes: ['dog'],
      objects: [
        { id: 2, label: 'person', box: [0, 0, 2, 4], region: { width: 8, height: 4, counts: [0, 8, 24] } },
        { id: 3, label: 'person', box: [0, 0, 1, 4], region: { width: 8, height: 4, counts: [0, 4, 28] } },
      ],
    });
    assert.equal(set.labelsOf(folder.images('c.jpg')[0]!), undefined);
  });

  it('writes what did not move as it came', async () => {
    const set = await read(document, 'a.jpg', 'deep/b.jpg');
    const results = folder
      .images('deep/b.jpg', 'a.jpg')
      .map(image => resultOf(image, unpackLabels(packLabels(set.labelsOf(image)!))));
    assert.deepEqual(written(set, results), document);
  });

  it('takes -0 for 0, which is what it becomes on the way', async () => {
    const text = JSON.stringify(document).replace('"bbox":[1,0.5,2,3]', '"bbox":[-0.0,0.504,2,3]');
    const set = await folder.read(coco, text, folder.images('a.jpg', 'deep/b.jpg'), 'instances.json');
    const [a] = folder.images('a.jpg');
    const moved = written(set, [resultOf(a!, unpackLabels(packLabels(set.labelsOf(a!)!)))]);
    assert.deepEqual(moved.annotations[0]!.bbox, [0, 0.504, 2, 3]);
  });

  it('keeps the indentation', async () => {
    const text = `${JSON.stringify(document, null, 2)}\n`;
    const set = await folder.read(coco, text, folder.images('a.jpg', 'deep/b.jpg'));
    const results = folder.images('a.jpg', 'deep/b.jpg').map(image => resultOf(image, set.labelsOf(image)!));
    assert.equal(set.write(results)[0]?.text, text);
  });

  it('writes what moved: boxes, areas of segmentations, keypoints, masks in the kind they came in', async () => {
    const set = await read(document, 'a.jpg', 'deep/b.jpg');
    const [a, b] = folder.images('a.jpg', 'deep/b.jpg');
    const region = { width: 4, height: 4, counts: [4, 4, 8] };
    const onA: LabelObject[] = [
      {
        id: 1,
        label: 'person',
        box: [0.126, 1, 4.004, 2],
        polygons: [[0.126, 1, 4.004, 1, 0, 2]],
        keypoints: [
          { x: 0.756, y: 1.5, visibility: 2 },
          { x: 9, y: 9, visibility: 0 },
          { x: 0.5, y: 0.5, visibility: 0 },
        ],
      },
    ];
    const onB: LabelObject[] = [
      { id: 2, label: 'person', box: [1, 0, 2, 4], region },
      { id: 3, label: 'person', box: [1, 0, 2, 4], region },
    ];
    const { images, annotations, ...rest } = written(set, [
      resultOf(a!, { classes: [], objects: onA }, { output: 'x/a.png', width: 4, height: 2 }),
      resultOf(b!, { classes: ['dog'], objects: onB }, { output: 'deep/b.png', width: 4, height: 4 }),
    ]);
    assert.deepEqual(images, [
      { id: 7, file_name: 'x/a.png', width: 4, height: 2, license: 1 },
      { id: 9, file_name: 'deep/b.png', width: 4, height: 4 },
    ]);
    assert.deepEqual(annotations, [
      {
        id: 71,
        image_id: 7,
        category_id: 1,
        bbox: [0.13, 1, 3.87, 1],
        segmentation: [[0.13, 1, 4, 1, 0, 2]],
        area: 1.94,
        keypoints: [0.26, 1, 2, 0, 0, 0, 0, 0, 0],
        num_keypoints: 1,
        iscrowd: 0,
      },
      {
        ...document.annotations[2],
        bbox: [1, 0, 1, 4],
        segmentation: { size: [4, 4], counts: [4, 4, 8] },
        area: 4,
      },
      {
        ...document.annotations[3],
        bbox: [1, 0, 1, 4],
        segmentation: { size: [4, 4], counts: '448' },
        area: 4,
      },
      document.annotations[4],
    ]);
    const { info, licenses, categories, extra } = document;
    assert.deepEqual(rest, { info, licenses, categories, extra });
  });

  it('gives several versions of an image ids of their own', async () => {
    const set = await read(document, 'a.jpg', 'deep/b.jpg');
    const [a] = folder.images('a.jpg');
    const labels = set.labelsOf(a!)!;
    const { images, annotations } = written(set, [
      resultOf(a!, labels, { output: 'a-0.png' }),
      resultOf(a!, labels, { output: 'a-1.png' }),
    ]);
    assert.deepEqual(
      images.map(image => [image.id, image.file_name]),
      [
        [7, 'a-0.png'],
        [10, 'a-1.png'],
      ],
    );
    assert.deepEqual(
      annotations.map(({ id, image_id }) => [id, image_id]),
      [
        [70, 7],
        [93, 10],
        [71, 7],
        [94, 10],
      ],
    );
  });

  it('writes no entry for a result of which the file says nothing', async () => {
    const set = await read(document, 'a.jpg', 'c.jpg');
    const [c] = folder.images('c.jpg');
    assert.deepEqual(written(set, [resultOf(c!, { classes: [], objects: [] })]).images, []);
    assert.deepEqual(messagesOf(set), [
      'images[1].file_name: there is no image deep/b.jpg.',
      `${c!.path} has no labels.`,
    ]);
  });

  it('takes parts that are there but empty for missing', async () => {
    const empty = { bbox: [], segmentation: [], keypoints: null };
    const annotations = [
      { id: 1, image_id: 7, category_id: 2, ...empty },
      { id: 2, image_id: 7, category_id: 1, ...empty, bbox: [0, 0, 8, 4] },
    ];
    const set = await read({ ...document, annotations }, 'a.jpg', 'deep/b.jpg');
    const [a] = folder.images('a.jpg');
    assert.deepEqual(set.problems, []);
    const objects = [{ id: 1, label: 'person', box: [0, 0, 8, 4] as const }];
    assert.deepEqual(set.labelsOf(a!), { width: 8, height: 4, classes: ['dog'], objects });
    const halved = [{ id: 1, label: 'person', box: [0, 0, 4, 2] as const }];
    const moved = resultOf(a!, { classes: ['dog'], objects: halved }, { width: 4, height: 2 });
    assert.deepEqual(written(set, [moved]).annotations, [
      annotations[0],
      { ...annotations[1], bbox: [0, 0, 4, 2] },
    ]);
  });

  it('keeps captions, which have no category, with their image', async () => {
    const captions = { ...document, annotations: [{ id: 1, image_id: 7, caption: 'A dog.' }] };
    const set = await read(captions, 'a.jpg', 'deep/b.jpg');
    const [a] = folder.images('a.jpg');
    assert.deepEqual(set.problems, []);
    assert.deepEqual(set.labelsOf(a!)?.classes, []);
    assert.deepEqual(written(set, [resultOf(a!, set.labelsOf(a!)!)]).annotations, captions.annotations);
  });

  it('recognizes files by content, damaged ones too', async () => {
    const recognized = async (content: string): Promise<boolean> =>
      coco.recognizes(await folder.put('x', content));
    assert.equal(await recognized(JSON.stringify(document)), true);
    assert.equal(await recognized(JSON.stringify(document).slice(0, 200)), true);
    assert.equal(await recognized(`\uFEFF${JSON.stringify(document)}`), true);
    assert.equal(await recognized('{"shapes": [], "imagePath": "a.jpg"}'), false);
    assert.equal(await recognized('[{"image_id": 1, "bbox": [0, 0, 1, 1]}]'), false);
    assert.equal(await recognized(''), false);
    assert.equal(await coco.recognizes(folder.root), false);
    assert.equal(await coco.recognizes('/nowhere'), false);
    // The lists' names may stand far from the beginning.
    const far = { notes: 'x'.repeat(300_000), ...document };
    assert.equal(await recognized(JSON.stringify(far)), true);
    const categories = [{ id: 1, name: 'cat', definition: 'x'.repeat(100_000) }];
    const long = { ...document.annotations[0], note: 'x'.repeat(100_000) };
    const middle = { categories, images: document.images, annotations: [long, ...document.annotations] };
    assert.equal(await recognized(JSON.stringify(middle)), true);
  });
});
