import assert from 'node:assert/strict';
import { masks } from '../../../../src/dataset/annotations/masks.ts';
import { encode, encodeIds } from '../../../../src/codec/index.ts';
import { defaultOutput } from '../../../../src/shared/pipeline.ts';
import { noise } from '../../../fixtures/image.ts';
import { LabelFolder, messagesOf } from '../../../fixtures/labelFolder.ts';

const ids = encodeIds({ image: noise(4, 3, 1, 'uint8') });

describe('mask images', () => {
  let folder: LabelFolder;
  afterEach(() => folder.remove());
  const open = async (files: readonly string[], images: readonly string[], named = '') => {
    folder = await LabelFolder.with(Object.fromEntries(files.map(file => [file, ids])));
    const found = folder.images(images);
    return { set: await masks.read(folder.path(named), found), images: found };
  };

  for (const [layout, mask, image, named, output, expected] of [
    ['folders', 'masks/train/a.png', 'images/train/a.jpg', '', 'images/train/a_1.png', 'masks/train/a_1.png'],
    [
      'folders of splits',
      'train/masks/a.png',
      'train/images/a.jpg',
      '',
      'train/images/a.png',
      'train/masks/a.png',
    ],
    ['the folder of masks', 'masks/a.tif', 'images/a.jpg', 'masks', 'a.png', 'masks/a.png'],
    ['VOC', 'SegmentationClass/a.png', 'JPEGImages/a.jpg', '', 'JPEGImages/a.jpg', 'SegmentationClass/a.png'],
    ['names with an ending', 'masks/a_mask.png', 'images/a.jpg', '', 'images/a.png', 'masks/a_mask.png'],
    ['masks beside images', 'a_seg.png', 'a.png', '', 'a.png', 'a_seg.png'],
    [
      'images named like masks',
      'masks/a_label.png',
      'images/a_label.png',
      '',
      'images/a_label.png',
      'masks/a_label.png',
    ],
    ['a folder of any name', 'truth/a.png', 'images/a.jpg', 'truth', 'images/a.png', 'truth/a.png'],
  ] as const) {
    it(`are found by name: ${layout}`, async () => {
      const { set, images } = await open([mask], [image], named);
      assert.deepEqual(set.labelsOf(images[0]!), { classes: [], objects: [], mask: folder.path(mask) });
      assert.equal(set.maskPath!(images[0]!, output), expected);
      assert.deepEqual(messagesOf(set, folder), []);
    });
  }

  it('are no samples, though they are found among them', async () => {
    const { set, images } = await open(['a.png', 'a_mask.png'], ['a.png', 'a_mask.png']);
    assert.deepEqual([...set.masks!], [folder.path('a_mask.png')]);
    assert.equal(set.labelsOf(images[1]!), undefined);
    assert.equal(set.labelsOf(images[0]!)?.mask, folder.path('a_mask.png'));
    assert.deepEqual(set.problems, []);
  });

  it('are told when they are missing, too many or lossy', async () => {
    const { set, images } = await open(
      ['masks/a.png', 'masks/b.png', 'masks/c.jpg'],
      ['images/a.jpg', 'images/c.jpg', 'images/d.jpg'],
    );
    assert.ok(set.labelsOf(images[0]!));
    assert.deepEqual(
      messagesOf(set, folder).map(message => message.replaceAll(folder.root, '…')),
      [
        'masks/c.jpg was compressed with loss, which changes class ids; it is not read as a mask.',
        'masks/b.png belongs to none of the images.',
        'images/c.jpg has no mask in ….',
        'images/d.jpg has no mask in ….',
      ],
    );
  });

  it('are refused when none can be read', async () => {
    folder = await LabelFolder.with({ 'masks/a.jpg': '', 'empty/note.txt': '' });
    const images = folder.images(['images/a.jpg']);
    await assert.rejects(masks.read(folder.path('masks'), images), /a\.jpg was compressed with loss/);
    await assert.rejects(masks.read(folder.path('empty'), images), /holds no mask images/);
    await assert.rejects(
      masks.read(folder.path('empty/note.txt'), images),
      /Expected a folder of mask images/,
    );
    await assert.rejects(masks.read(folder.path('nowhere'), images), /does not exist/);
  });

  it('write no text', async () => {
    const { set } = await open(['masks/a.png'], ['images/a.jpg']);
    assert.deepEqual(set.write([]), []);
  });

  it('are recognised by content', async () => {
    const colors = await encode(noise(4, 3, 3, 'uint8'), defaultOutput);
    assert.equal(Buffer.from(colors).readUInt8(25), 2);
    folder = await LabelFolder.with({
      'set/masks/train/a.png': ids,
      'set/images/a.png': colors,
      'flat/a.png': colors,
      'flat/a_mask.png': ids,
      'voc/SegmentationClass/a.png': ids,
      'classes/mask/a.png': colors,
      'classes/no_mask/a.png': colors,
      'plain/a.png': ids,
    });
    for (const path of ['set', 'set/masks', 'flat', 'voc']) {
      assert.equal(await masks.recognizes(folder.path(path)), true, path);
    }
    for (const path of ['set/images', 'classes', 'plain', 'nowhere', 'flat/a_mask.png']) {
      assert.equal(await masks.recognizes(folder.path(path)), false, path);
    }
  });
});
