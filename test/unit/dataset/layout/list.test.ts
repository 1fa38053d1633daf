import assert from 'node:assert/strict';
import { readFile, rm, stat, symlink } from 'node:fs/promises';
import { datasetLabels } from '../../../../src/dataset/layout/labels.ts';
import { listDataset } from '../../../../src/dataset/layout/list.ts';
import type { Dataset, DatasetImage, DatasetLayout } from '../../../../src/shared/dataset.ts';
import { makeDataset } from '../../../fixtures/datasets/index.ts';
import type { DatasetOptions } from '../../../fixtures/datasets/items.ts';
import { LabelFolder } from '../../../fixtures/labelFolder.ts';

const extensions = ['.png', '.jpg'];

describe('listing a dataset', () => {
  let folder: LabelFolder;
  beforeEach(async () => (folder = await LabelFolder.with({})));
  afterEach(() => folder.remove());

  const list = (layout?: DatasetLayout, path = folder.root) =>
    listDataset({ folder: path, ...(layout && { layout }) }, extensions);
  const labelsOf = (relativePaths: readonly string[]) =>
    datasetLabels({ folder: folder.root, relativePaths }, extensions);
  const messages = ({ problems }: Dataset) =>
    problems.map(({ message }) => message.replaceAll(`${folder.root}/`, ''));
  const image = ({ images }: Dataset, name: string): DatasetImage =>
    images.find(({ relativePath }) => relativePath.endsWith(name))!;

  const objectLayouts: readonly [DatasetLayout, DatasetOptions][] = [
    ['yolo', { splits: ['train', 'val'] }],
    ['yolo', { splits: ['train', 'valid', 'test'], isOther: true }],
    ['yolo', {}],
    ['coco', {}],
    ['coco', { splits: ['train', 'val'] }],
    ['coco', { splits: ['train', 'valid'], isOther: true }],
    ['voc', { splits: ['train', 'val'] }],
    ['voc', { splits: ['train', 'test'], isOther: true }],
    ['csv', { splits: ['train', 'val'] }],
    ['csv', {}],
  ];
  for (const [layout, options] of objectLayouts) {
    it(`gives split, classes and objects of ${layout} ${JSON.stringify(options)}`, async () => {
      const { items, images } = await makeDataset(layout, folder.root, options);
      const dataset = await list();
      assert.equal(dataset.layout, layout);
      assert.deepEqual(messages(dataset), []);
      assert.deepEqual(dataset.classes, ['cat', 'dog']);
      const normal = (split?: string) => (split === 'valid' ? 'val' : split);
      assert.deepEqual(
        dataset.splits,
        (options.splits ?? []).map(normal).length > 0 || layout !== 'yolo'
          ? (options.splits ?? []).map(normal)
          : ['train'],
      );
      assert.deepEqual(
        dataset.images.map(({ relativePath }) => relativePath),
        [...images].sort(),
      );
      const labels = await labelsOf(images);
      for (const [index, { split, objects }] of items.entries()) {
        const path = images[index]!;
        const listed = image(dataset, path);
        assert.equal(listed.split, layout === 'yolo' && !split ? 'train' : normal(split), path);
        assert.equal(listed.objects, objects.length, path);
        assert.deepEqual([...listed.classes].sort(), [...new Set(objects.map(({ label }) => label))].sort());
        const { size, mtimeMs, ctimeMs } = await stat(folder.path(path));
        assert.deepEqual([listed.size, listed.modified, listed.changed], [size, mtimeMs, ctimeMs]);
        assert.deepEqual(
          labels[index]!.objects.map(({ label }) => label),
          objects.map(({ label }) => label),
        );
      }
    });
  }

  it('gives boxes of images as they are asked for, in that order, and nothing of others', async () => {
    const { images } = await makeDataset('voc', folder.root);
    const [second, unknown, first] = await labelsOf([images[1]!, 'JPEGImages/gone.png', images[0]!]);
    assert.deepEqual(
      second!.objects.map(({ box }) => box),
      [
        [2, 3, 12, 11],
        [4, 4, 24, 18],
      ],
    );
    assert.equal(unknown, undefined);
    assert.equal(first!.objects.length, 1);
  });

  it('tells classes and splits of class folders', async () => {
    await makeDataset('classes', folder.root, {
      splits: ['training', 'validation'],
      classes: ['dog', 'cat', 'ant'],
    });
    const dataset = await list();
    assert.deepEqual(dataset.splits, ['train', 'val']);
    assert.deepEqual(dataset.classes, ['ant', 'cat', 'dog']);
    const { classes, split, objects } = image(dataset, 'training/dog/image_001.png');
    assert.deepEqual([classes, split, objects], [['dog'], 'train', undefined]);
    assert.deepEqual(await labelsOf(['training/dog/image_001.png']), [{ classes: ['dog'], objects: [] }]);
  });

  for (const isOther of [false, true]) {
    it(`does not list masks as images, ${isOther ? 'beside them' : 'in a folder of their own'}`, async () => {
      const { images } = await makeDataset('masks', folder.root, { isOther });
      const dataset = await list();
      assert.deepEqual(
        dataset.images.map(({ relativePath }) => relativePath),
        images,
      );
      const [labels] = await labelsOf([images[0]!]);
      assert.equal(labels!.mask, folder.path(isOther ? 'image_001_mask.png' : 'masks/image_001.png'));
      const brief = await listDataset({ folder: folder.root, brief: true }, extensions);
      assert.equal(brief.images.length, images.length);
    });
  }

  it('leaves masks out of a set whose boxes are in files', async () => {
    const { images } = await makeDataset('voc', folder.root);
    await makeDataset('masks', folder.root);
    await rm(folder.path('images'), { recursive: true });
    const dataset = await list('voc');
    assert.deepEqual(
      dataset.images.map(({ relativePath }) => relativePath),
      images,
    );
  });

  it('is quick in brief: images and splits of folders, without labels', async () => {
    await makeDataset('yolo', folder.root, { splits: ['train', 'val'] });
    const brief = await listDataset({ folder: folder.root, brief: true }, extensions);
    assert.deepEqual(brief.images[0], {
      relativePath: 'images/train/image_001.png',
      split: 'train',
      classes: [],
      size: 0,
      modified: 0,
      changed: 0,
    });
    assert.deepEqual(brief.classes, []);
    // What was found in brief is gone on with once, and looked for again after that.
    assert.equal(image(await list(), 'image_001.png').objects, 1);
    await folder.put('images/train/image_000.png', 'new');
    assert.equal((await list()).images.length, 9);
  });

  it('gives the first images alone, and all of them afterwards', async () => {
    const { images } = await makeDataset('yolo', folder.root, { splits: ['train', 'val'] });
    const first = await listDataset({ folder: folder.root, first: 5 }, extensions);
    assert.deepEqual(
      first.images.map(({ relativePath }) => relativePath),
      images.slice(0, 5),
    );
    assert.deepEqual([first.layout, first.problems], ['yolo', []]);
    assert.equal((await list()).images.length, 8);
    assert.equal((await labelsOf(images.slice(7)))[0]!.objects.length, 2);
  });

  it('tells images without labels from images without objects', async () => {
    const { images } = await makeDataset('yolo', folder.root);
    await rm(folder.path('labels/image_001.txt'));
    await folder.put('labels/image_002.txt', '');
    const dataset = await list();
    assert.deepEqual(messages(dataset), []);
    assert.equal(image(dataset, 'image_001.png').objects, undefined);
    assert.equal(image(dataset, 'image_002.png').objects, 0);
    const labels = await labelsOf(images.slice(0, 2));
    assert.deepEqual(labels, [undefined, { units: 'fractions', classes: [], objects: [] }]);
  });

  const orphans: readonly [DatasetLayout, string, RegExp][] = [
    ['yolo', 'images/image_002.png', /^labels\/image_002\.txt belongs to none of the images\.$/],
    ['voc', 'JPEGImages/image_002.png', /^Annotations\/image_002\.xml belongs to none of the images\.$/],
    ['masks', 'images/image_002.png', /^masks\/image_002\.png belongs to none of the images\.$/],
    ['coco', 'images/image_002.png', /^images\[1\]\.file_name: there is no image image_002\.png\.$/],
    ['csv', 'images/image_002.png', /^labels\.csv:3: there is no image images\/image_002\.png\.$/],
  ];
  for (const [layout, gone, expected] of orphans) {
    it(`names labels without an image in ${layout}, and lists the rest`, async () => {
      await makeDataset(layout, folder.root);
      await rm(folder.path(gone));
      const dataset = await list();
      assert.equal(dataset.images.length, 3);
      assert.equal(dataset.problems.length, 1);
      assert.match(messages(dataset)[0]!, expected);
      const line = { coco: 9, csv: 3 }[layout as string];
      assert.equal(dataset.problems[0]!.line, line);
    });
  }

  it('goes on without a damaged data.yaml, whose place is told', async () => {
    await makeDataset('yolo', folder.root, { splits: ['train'] });
    await folder.put('data.yaml', 'train: images/train\nnames: [cat\nnc: 1\n');
    const dataset = await list('yolo');
    assert.equal(dataset.images.length, 4);
    assert.deepEqual(dataset.classes, ['0', '1']);
    const { file, line, column, code } = dataset.problems[0]!;
    assert.deepEqual([file, line, code], [folder.path('data.yaml'), 3, 'bad_labels']);
    assert.ok(column! > 0);
  });

  it('tells file and line of damaged labels, and reads the rest', async () => {
    await makeDataset('yolo', folder.root);
    await folder.put('labels/image_002.txt', '0 0.5 0.5 0.2 0.2\n0 0.5 oops 0.2 0.2\n');
    const yolo = await list();
    assert.deepEqual(
      yolo.problems.map(({ file, line }) => [file, line]),
      [[folder.path('labels/image_002.txt'), 2]],
    );
    assert.equal(image(yolo, 'image_002.png').objects, 1);
  });

  it('tells line and column of damaged XML, and reads the rest', async () => {
    await makeDataset('voc', folder.root);
    await folder.put('Annotations/image_002.xml', '<annotation>\n  <object><name>cat</nam>\n</annotation>\n');
    const dataset = await list();
    assert.equal(dataset.problems.length, 1);
    const { file, line, column } = dataset.problems[0]!;
    assert.deepEqual([file, line], [folder.path('Annotations/image_002.xml'), 2]);
    assert.ok(column! > 1);
    assert.equal(image(dataset, 'image_001.png').objects, 1);
    assert.equal(image(dataset, 'image_002.png').objects, undefined);
  });

  it('finds the lists of splits among those of single classes, of which Pascal VOC has sixty', async () => {
    await makeDataset('voc', folder.root, { splits: ['train', 'val'] });
    for (let number = 0; number < 20; number++) {
      for (const split of ['train', 'trainval', 'val'])
        await folder.put(`ImageSets/Main/aclass${number}_${split}.txt`, 'image_001 1\n');
    }
    // A few images have masks, and lists of their own.
    await folder.put('ImageSets/Segmentation/train.txt', 'image_002\n');
    const dataset = await list();
    assert.deepEqual(dataset.splits, ['train', 'val']);
    assert.deepEqual(
      dataset.images.filter(({ split }) => split === undefined),
      [],
    );
  });

  it('tells what is damaged once, though labels were asked for before the list', async () => {
    const { images } = await makeDataset('voc', folder.root);
    await folder.put('Annotations/image_002.xml', '<annotation>');
    await listDataset({ folder: folder.root, brief: true }, extensions);
    await labelsOf(images);
    assert.equal((await list()).problems.length, 1);
  });

  it('reads the other splits when the JSON of one is damaged', async () => {
    await makeDataset('coco', folder.root, { splits: ['train', 'val'] });
    await folder.put(
      'annotations/instances_val.json',
      '{"images": [],\n "annotations": [\n  {"image_id": 1,}\n]}',
    );
    const dataset = await list();
    const { file, line, column } = dataset.problems[0]!;
    assert.deepEqual([file, line, column], [folder.path('annotations/instances_val.json'), 3, 18]);
    assert.equal(image(dataset, 'train/image_001.png').objects, 1);
    assert.equal(image(dataset, 'val/image_005.png').objects, undefined);
    assert.equal(image(dataset, 'val/image_005.png').split, 'val');
  });

  it('tells where in the JSON an annotation is that cannot be', async () => {
    const { images } = await makeDataset('coco', folder.root);
    const text = JSON.parse(await readFile(folder.path('annotations.json'), 'utf8')) as {
      annotations: { bbox: unknown; category_id: number }[];
    };
    text.annotations[1]!.bbox = ['a'];
    text.annotations[3]!.category_id = 99;
    await folder.put('annotations.json', JSON.stringify(text, undefined, 1));
    const lines = JSON.stringify(text, undefined, 1).split('\n');
    const { problems } = await list();
    assert.equal(problems.length, 2);
    for (const { line, column, message } of problems) {
      const place = lines.slice(0, line).join('\n');
      // The brace that the annotation begins with, behind those before it.
      const index = Number(/^annotations\[(\d)\]/.exec(message)![1]);
      assert.equal(place.split('"bbox"').length - 1, index);
      assert.equal(lines[line! - 1]![column! - 1], '{');
    }
    assert.equal(images.length, 4);
  });

  it('tells the line of a damaged row', async () => {
    await makeDataset('csv', folder.root);
    await folder.put('labels.csv', 'filename,class,xmin,ymin,xmax,ymax\nimages/image_001.png,cat,1,2,x,4\n');
    const dataset = await list();
    assert.deepEqual(
      dataset.problems.map(({ file, line }) => [file, line]),
      [[folder.path('labels.csv'), 2]],
    );
  });

  it('matches files of the same names to the file of their split', async () => {
    await makeDataset('coco', folder.root, { splits: ['train', 'val'], count: 1 });
    await folder.put('train/same.png', 'a');
    await folder.put('val/same.png', 'b');
    for (const [split, name] of [
      ['train', 'one'],
      ['val', 'two'],
    ] as const) {
      const document = {
        images: [{ id: 1, file_name: 'same.png' }],
        annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [0, 0, 1, 1] }],
        categories: [{ id: 1, name }],
      };
      await folder.put(`annotations/instances_${split}.json`, JSON.stringify(document));
    }
    const dataset = await list();
    assert.deepEqual(image(dataset, 'train/same.png').classes, ['one']);
    assert.deepEqual(image(dataset, 'val/same.png').classes, ['two']);
  });

  it('says which split of data.yaml has no images', async () => {
    await makeDataset('yolo', folder.root, { splits: ['train'] });
    await folder.put('data.yaml', 'train: images/train\nval: ../elsewhere/val\nnames: [cat, dog]\n');
    const [problem, ...others] = (await list()).problems;
    assert.match(
      problem!.message,
      /data\.yaml: val names .*elsewhere.val, where no images of this folder are\.$/,
    );
    assert.deepEqual(others, []);
  });

  it('takes splits from the lists of data.yaml, and names from classes.txt beside the labels', async () => {
    await makeDataset('yolo', folder.root);
    await folder.put('train.txt', './images/image_001.png\n./images/image_002.png\n');
    await folder.put('val.txt', './images/image_003.png\n');
    await folder.put('data.yaml', 'train: train.txt\nval: val.txt\nnames: [cat, dog]\n');
    const listed = await list();
    assert.deepEqual(
      listed.images.map(({ split }) => split),
      ['train', 'train', 'val', undefined],
    );
    assert.deepEqual(listed.problems, []);
    await rm(folder.path('data.yaml'));
    await folder.put('labels/classes.txt', 'ant\nbee\n');
    const unnamed = await list();
    assert.deepEqual([unnamed.layout, unnamed.classes], ['yolo', ['ant', 'bee']]);
  });

  it('takes no names from the data.yaml of another dataset above, but from that of its parts', async () => {
    await folder.put('data.yaml', 'train: other\nnames: [ant, bee]\n');
    await makeDataset('yolo', folder.path('set'), { splits: ['train'], isOther: true });
    await rm(folder.path('set/data.yaml'));
    assert.deepEqual((await list('yolo', folder.path('set'))).classes, ['0', '1']);
    await folder.put('set/data.yaml', 'train: train/images\nnames: [cat, dog]\n');
    const part = await list('yolo', folder.path('set/train'));
    assert.deepEqual([part.classes, part.images.length], [['cat', 'dog'], 4]);
  });

  it('keeps splits of other names, and takes classes that nothing names behind the others', async () => {
    await makeDataset('csv', folder.root, { splits: ['holdout', 'train'], isOther: true });
    const { splits, images } = await list();
    assert.deepEqual(splits, ['train', 'holdout']);
    assert.equal(images[0]!.split, 'holdout');
    await rm(folder.path('labels.csv'));
    await makeDataset('yolo', folder.root);
    await folder.put('labels/image_001.txt', '7 0.5 0.5 0.2 0.2\n');
    const yolo = await list();
    assert.deepEqual(yolo.classes, ['cat', 'dog', '7']);
    assert.match(yolo.problems[0]!.message, /image_001\.txt, line 1: the class 7 has no name/);
  });

  it('keeps classes apart whose names have line ends', async () => {
    await makeDataset('csv', folder.root);
    await folder.put(
      'labels.csv',
      'filename,class\nimages/image_001.png,a\nimages/image_001.png,b\nimages/image_002.png,"a\nb"\n',
    );
    const { images } = await list('csv');
    assert.deepEqual(images.map(({ classes }) => classes).slice(0, 2), [['a', 'b'], ['a\nb']]);
  });

  it('takes the choice of a person, and says when there is nothing of it', async () => {
    await makeDataset('yolo', folder.root);
    const images = await list('images');
    assert.deepEqual([images.layout, images.images.length, images.classes], ['images', 4, []]);
    const voc = await list('voc');
    assert.equal(voc.layout, 'voc');
    assert.equal(voc.images.length, 4);
    assert.match(voc.problems[0]!.message, /holds no annotations in Pascal VOC’s XML\.$/);
  });

  it('lists the one dataset of a folder, and names several', async () => {
    await makeDataset('yolo', folder.path('one'));
    assert.equal((await list()).root, folder.path('one'));
    await makeDataset('coco', folder.path('two'));
    await assert.rejects(list(), /holds several datasets: .*one, .*two\.$/);
  });

  it('lists nothing in an empty folder and says so', async () => {
    const dataset = await list();
    assert.deepEqual(dataset.images, []);
    assert.match(dataset.problems[0]!.message, /holds no images\.$/);
  });

  it('ends where links lead back, and lists links that lead nowhere', async () => {
    await makeDataset('classes', folder.root);
    await symlink(folder.root, folder.path('cat', 'loop'));
    await symlink(folder.path('gone.png'), folder.path('cat', 'dead.png'));
    const dataset = await list();
    assert.equal(dataset.images.length, 5);
    assert.deepEqual(image(dataset, 'dead.png').size, 0);
  });

  it('does not mind labels that go while the set is open', async () => {
    const { images } = await makeDataset('yolo', folder.root);
    await list();
    await rm(folder.path('labels'), { recursive: true });
    assert.deepEqual(await labelsOf(images.slice(0, 1)), [undefined]);
  });
});
