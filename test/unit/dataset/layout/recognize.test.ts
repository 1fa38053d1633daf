import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { recognizeDatasets } from '../../../../src/dataset/layout/index.ts';
import { listDataset } from '../../../../src/dataset/layout/list.ts';
import { manifestName } from '../../../../src/dataset/manifest/names.ts';
import { datasetLayouts, type DatasetLayout } from '../../../../src/shared/dataset.ts';
import { makeDataset } from '../../../fixtures/datasets/index.ts';
import type { DatasetOptions } from '../../../fixtures/datasets/items.ts';
import { LabelFolder } from '../../../fixtures/labelFolder.ts';

const extensions = ['.png', '.jpg'];

describe('recognising a dataset', () => {
  let folder: LabelFolder;
  beforeEach(async () => (folder = await LabelFolder.with({})));
  afterEach(() => folder.remove());

  const recognize = async (path = folder.root) => recognizeDatasets({ folder: path }, extensions);
  const kinds = async () => (await recognize()).map(({ root, layout }) => `${basename(root)}: ${layout}`);

  const cases: readonly [DatasetLayout, DatasetOptions, string][] = [
    ['classes', {}, 'Class folders'],
    ['classes', { splits: ['training', 'valid', 'testing'] }, 'Class folders in training, valid and testing'],
    ['yolo', { splits: ['train', 'val'] }, 'YOLO in train and val, with data.yaml'],
    [
      'yolo',
      { splits: ['train', 'valid', 'test'], isOther: true },
      'YOLO in train, val and test, with data.yaml',
    ],
    ['coco', {}, 'COCO (JSON)'],
    ['coco', { splits: ['train2017', 'val2017'] }, 'COCO (JSON) in train and val'],
    ['coco', { splits: ['train', 'valid'], isOther: true }, 'COCO (JSON) in train and val'],
    ['voc', { splits: ['train', 'val'] }, 'Pascal VOC (XML) in train and val'],
    ['voc', { isOther: true }, 'Pascal VOC (XML)'],
    ['csv', {}, 'CSV: labels.csv'],
    ['csv', { isOther: true, splits: ['train', 'test'] }, 'CSV: labels.csv'],
    ['masks', { splits: ['train', 'val'] }, 'Images and masks'],
    ['masks', { isOther: true }, 'Images and masks'],
    ['images', {}, 'Images without labels'],
  ];
  for (const [layout, options, title] of cases) {
    it(`says “${title}” of ${datasetLayouts[layout]} ${JSON.stringify(options)}`, async () => {
      await makeDataset(layout, folder.root, options);
      const found = await recognize();
      const [first] = found;
      assert.deepEqual([first?.layout, first?.title, first?.root], [layout, title, folder.root]);
      assert.ok(first!.reasons.length > 0);
      for (const reason of first!.reasons) assert.match(reason, /^\w.* .*\.$/);
      // Nothing else but that it is a folder of images.
      assert.deepEqual(new Set(found.map(({ layout: kind }) => kind)), new Set([layout, 'images']));
    });
  }

  it('goes by what is inside, whatever the folder itself is called', async () => {
    for (const layout of ['classes', 'yolo', 'coco', 'voc', 'csv', 'masks'] as const) {
      for (const name of ['mask', 'labels', 'annotations', 'images', 'train', 'JPEGImages']) {
        const root = folder.path(layout, name);
        await makeDataset(layout, root, {});
        const [first] = await recognize(root);
        assert.deepEqual([first?.layout, first?.root], [layout, root]);
        const { images, problems } = await listDataset({ folder: root }, extensions);
        assert.deepEqual([images.length > 3, problems], [true, []], root);
        if (layout !== 'masks')
          assert.ok(
            images.every(({ classes }) => classes.length > 0),
            root,
          );
        else
          assert.ok(
            images.every(({ relativePath }) => !/mask/i.test(relativePath)),
            root,
          );
      }
    }
  });

  it('says why, and what the labels are read from', async () => {
    await makeDataset('yolo', folder.root, { splits: ['train'] });
    const [yolo] = await recognize();
    assert.deepEqual(yolo!.reasons, [
      'data.yaml names classes and where the images are.',
      'The folder labels holds a text file of numbers for each image.',
    ]);
    assert.deepEqual(yolo!.annotations, [folder.path('data.yaml'), folder.path('labels')]);
  });

  it('counts classes of which there are more than are looked into', async () => {
    const classes = Array.from({ length: 130 }, (_, index) => `n${String(index).padStart(3, '0')}`);
    await makeDataset('classes', folder.root, { splits: ['train', 'val'], classes, count: 130 });
    const [found] = await recognize();
    assert.equal(
      found!.reasons[0],
      'train and val have folders for 130 classes: n000, n001, n002 and 127 more.',
    );
  });

  it('offers every layout that fits, those with files of annotations first', async () => {
    await makeDataset('yolo', folder.root, { splits: ['train'] });
    await makeDataset('voc', folder.root);
    const found = await recognize();
    assert.deepEqual(
      found.map(({ layout }) => layout),
      ['yolo', 'voc', 'images'],
    );
  });

  it('finds the datasets of a workspace, each with a root of its own', async () => {
    await makeDataset('coco', folder.path('street'), { splits: ['train', 'val'] });
    await makeDataset('classes', folder.path('pets'), { splits: ['train', 'val'] });
    await makeDataset('masks', folder.path('more', 'cells'));
    await folder.put('notes/readme.txt', '1 is the first of them\n');
    assert.deepEqual(await kinds(), [
      'street: coco',
      'pets: classes',
      'cells: masks',
      `${basename(folder.root)}: images`,
    ]);
  });

  it('does not take the parts of a dataset for others', async () => {
    await makeDataset('classes', folder.path('images'), { splits: ['train', 'val'] });
    await makeDataset('csv', folder.root);
    assert.deepEqual(await kinds(), [`${basename(folder.root)}: csv`, `${basename(folder.root)}: images`]);
  });

  it('is none in an empty folder, and in one of other files', async () => {
    assert.deepEqual(await recognize(), []);
    await folder.put('package.json', '{"name": "x", "images": []}');
    await folder.put('table.csv', 'filename,class\na.png,cat\n');
    await folder.put('data.yaml', 'names: [cat]\ntrain: images\n');
    assert.deepEqual(await recognize(), []);
  });

  it('takes no table and no JSON for labels that is something else', async () => {
    await makeDataset('images', folder.root);
    await folder.put('prices.csv', 'name,price\nbread,3\n');
    await folder.put('tsconfig.json', '{"files": [], "compilerOptions": {}}');
    await folder.put('list.txt', 'image_001.png\n');
    assert.deepEqual(await kinds(), [`${basename(folder.root)}: images`]);
  });

  it('enters a folder once, however links lead back, and follows links to others', async () => {
    await makeDataset('classes', folder.path('set'));
    await symlink(folder.root, folder.path('set', 'loop'));
    await symlink(folder.path('set'), folder.path('again'));
    await symlink(folder.path('nowhere'), folder.path('dead'));
    const found = await recognize();
    assert.deepEqual(
      found.map(({ layout }) => layout),
      ['classes', 'images'],
    );
  });

  if (process.platform !== 'win32') {
    it('does not wait for pipes', async () => {
      await makeDataset('images', folder.root);
      for (const name of ['data.yaml', 'labels.txt', 'annotations.json', 'labels.csv', 'a.xml', 'a_mask.png'])
        execFileSync('mkfifo', [folder.path(name)]);
      assert.deepEqual(await kinds(), [`${basename(folder.root)}: images`]);
    });
  }

  it('leaves out hidden folders, node_modules and results of earlier runs', async () => {
    for (const name of ['.cache', 'node_modules', 'developed'])
      await makeDataset('classes', folder.path(name));
    await writeFile(folder.path('developed', manifestName), '');
    assert.deepEqual(await recognize(), []);
  });

  it('says what is not there, and what is no folder', async () => {
    await assert.rejects(recognize(folder.path('gone')), /gone: it does not exist/);
    await folder.put('file.txt', '');
    await assert.rejects(recognize(folder.path('file.txt')), /Expected a folder but received .*file\.txt/);
  });
});
