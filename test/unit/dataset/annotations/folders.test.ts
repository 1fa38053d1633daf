import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { folders } from '../../../../src/dataset/annotations/folders.ts';
import { AnnotationFolder, messagesOf, resultOf } from '../../../fixtures/annotations.ts';

describe('class folders', () => {
  const folder = new AnnotationFolder();
  beforeEach(() => folder.make());
  afterEach(() => folder.remove());

  const recognizes = async (...paths: readonly string[]): Promise<boolean> => {
    for (const path of paths) await folder.put(`set/${path}`, '');
    return folders.recognizes(`${folder.root}/set`);
  };

  it('give each image the class of the folder that holds it', async () => {
    const images = folder.images('cat/a.jpg', 'train/dog/b.jpg', 'birds/owl/c.png');
    const set = await folders.read(folder.root, images);
    assert.deepEqual(
      images.map(image => set.labelsOf(image)),
      ['cat', 'dog', 'owl'].map(name => ({ classes: [name], objects: [] })),
    );
    assert.deepEqual(set.problems, []);
    assert.deepEqual(set.write(images.map(image => resultOf(image, set.labelsOf(image)!))), []);
  });

  it('say which images have none', async () => {
    const images = folder.images('a.jpg', 'val/b.jpg', '../c/d.jpg', 'cat/e.jpg');
    const set = await folders.read(folder.root, images);
    assert.deepEqual(
      messagesOf(set),
      images.slice(0, 3).map(({ path }) => `${path} lies in no class folder of ${folder.root}.`),
    );
    assert.deepEqual(
      images.map(image => set.labelsOf(image)?.classes),
      [undefined, undefined, undefined, ['cat']],
    );
    assert.equal(set.labelsOf({ path: dirname(folder.root), relativePath: '' }), undefined);
  });

  it('are recognized with and without folders of splits', async () => {
    assert.equal(await recognizes('cat/a.jpg', 'dog/b.PNG', 'README.md'), true);
    await folder.remove();
    assert.equal(await recognizes('train/cat/a.jpg', 'train/dog/a.jpg', 'test/cat/b.jpg'), true);
  });

  const refused: Record<string, readonly string[]> = {
    'one folder alone': ['cat/a.jpg', 'notes/b.txt'],
    'images beside them': ['cat/a.jpg', 'dog/a.jpg', 'a.jpg'],
    'the layout of YOLO': ['train/images/a.jpg', 'train/labels/a.txt', 'val/images/a.jpg', 'other/a.jpg'],
    'the layout of VOC': ['JPEGImages/a.jpg', 'Annotations/a.xml', 'SegmentationClass/a.png'],
    'the layout of COCO': ['train2017/a.jpg', 'val2017/b.jpg', 'annotations/x.json'],
    'splits alone': ['train/a.jpg', 'test/a.jpg'],
    nothing: [],
  };
  for (const [what, paths] of Object.entries(refused))
    it(`are not recognized in ${what}`, async () => {
      assert.equal(await recognizes(...paths), false);
    });
});
