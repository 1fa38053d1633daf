import assert from 'node:assert/strict';
import { relative } from 'node:path';
import { findLabels } from '../../../src/dataset/annotations/near.ts';
import { Workspace } from '../worker/workspace.ts';

const coco = (name: string, label: string) =>
  JSON.stringify({
    images: [{ id: 1, file_name: name, width: 40, height: 30 }],
    categories: [{ id: 7, name: label }],
    annotations: [{ id: 1, image_id: 1, category_id: 7, bbox: [1, 2, 3, 4] }],
  });

describe('labels near an image', () => {
  let workspace: Workspace;
  beforeEach(async () => (workspace = await Workspace.create()));
  afterEach(() => workspace.remove());

  const near = async (image: string) => {
    const found = await findLabels({ image: workspace.path(image), root: workspace.root });
    const { path, title, labels } = found;
    return [path && relative(workspace.root, path), title, labels?.objects.map(({ label }) => label)];
  };

  it('are those of the nearest file that says something of it', async () => {
    await workspace.write('package.json', '{}');
    await workspace.write('annotations.json', coco('set/images/a.png', 'far'));
    await workspace.image('set/images/a.png', {});
    assert.deepEqual(await near('set/images/a.png'), ['annotations.json', 'COCO (JSON)', ['far']]);
    await workspace.write('set/annotations/instances.json', coco('a.png', 'near'));
    assert.deepEqual(await near('set/images/a.png'), [
      'set/annotations/instances.json',
      'COCO (JSON)',
      ['near'],
    ]);
    await workspace.write('set/images/broken.json', '{ "images": [{');
    await workspace.write('set/images/other.json', coco('b.png', 'other'));
    assert.deepEqual(await near('set/images/a.png'), [
      'set/annotations/instances.json',
      'COCO (JSON)',
      ['near'],
    ]);
  });

  it('are found in YOLO’s folders, Pascal VOC’s, a table, and masks', async () => {
    await workspace.image('yolo/images/a.png', {});
    await workspace.write('yolo/labels/a.txt', '1 0.5 0.5 0.5 0.5\n');
    await workspace.write('yolo/data.yaml', 'path: .\ntrain: images\nnames: { 0: cat, 1: dog }\n');
    assert.deepEqual(await near('yolo/images/a.png'), ['yolo/data.yaml', 'YOLO (text)', ['dog']]);
    await workspace.image('voc/JPEGImages/a.png', {});
    const xml =
      '<annotation><filename>a.png</filename><size><width>40</width><height>30</height><depth>3</depth></size>' +
      '<object><name>cup</name><bndbox><xmin>2</xmin><ymin>2</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></object></annotation>';
    await workspace.write('voc/Annotations/a.xml', xml);
    assert.deepEqual(await near('voc/JPEGImages/a.png'), ['voc/Annotations', 'Pascal VOC (XML)', ['cup']]);
    await workspace.image('table/a.png', {});
    await workspace.write('table/boxes.csv', 'filename,xmin,ymin,xmax,ymax,class\na.png,1,2,3,4,car\n');
    assert.deepEqual(await near('table/a.png'), ['table/boxes.csv', 'CSV with a header', ['car']]);
    await workspace.image('seg/images/a.png', {});
    await workspace.image('seg/masks/a.png', { channels: 1 });
    const mask = await findLabels({ image: workspace.path('seg/images/a.png'), root: workspace.root });
    assert.equal(mask.labels?.mask, workspace.path('seg/masks/a.png'));
  });

  it('are not looked for above the workspace, and there may be none', async () => {
    await workspace.write('annotations.json', coco('deep/a.png', 'far'));
    await workspace.image('deep/a.png', {});
    const found = await findLabels({ image: workspace.path('deep/a.png'), root: workspace.path('deep') });
    assert.deepEqual(found, {});
    await workspace.image('deep/b.png', {});
    assert.deepEqual(await near('deep/b.png'), ['annotations.json', 'COCO (JSON)', undefined]);
  });

  it('are those that were chosen, or it is said why they cannot be read', async () => {
    await workspace.image('a.png', {});
    await workspace.write('annotations.json', coco('a.png', 'near'));
    const image = workspace.path('a.png');
    const chosen = await workspace.write('other/mine.json', coco('a.png', 'chosen'));
    const found = await findLabels({ image, root: workspace.root, annotations: chosen });
    assert.deepEqual(
      found.labels?.objects.map(({ label }) => label),
      ['chosen'],
    );
    const gone = await findLabels({ image, annotations: workspace.path('gone.json') });
    assert.equal(gone.problem?.code, 'not_found');
    assert.equal(gone.labels, undefined);
  });
});
