import assert from 'node:assert/strict';
import { coco } from '../../../../src/dataset/annotations/coco.ts';
import { csv } from '../../../../src/dataset/annotations/csv.ts';
import type { AnnotationFormat } from '../../../../src/dataset/annotations/format.ts';
import { randomOfKey, type Random } from '../../../../src/engine/random.ts';
import { DarkroomError } from '../../../../src/shared/errors.ts';
import { AnnotationFolder, resultOf } from '../../../fixtures/annotations.ts';

const document = {
  info: {},
  images: [
    { id: 1, file_name: 'a.jpg', width: 8, height: 4 },
    { id: 2, file_name: 'b.jpg', width: 8, height: 4 },
  ],
  annotations: [
    { id: 1, image_id: 1, category_id: 1, bbox: [1, 1, 2, 2], area: 4, segmentation: [[1, 1, 3, 1, 3, 3]] },
    { id: 2, image_id: 2, category_id: 1, segmentation: { size: [4, 8], counts: [0, 8, 24] }, area: 8 },
    { id: 3, image_id: 2, category_id: 1, segmentation: { size: [4, 8], counts: '04l0' } },
    { id: 4, image_id: 2, category_id: 1, keypoints: [1, 1, 2, 0, 0, 0], num_keypoints: 1 },
  ],
  categories: [{ id: 1, name: 'cat' }],
};
const table =
  'filename,width,height,class,xmin,ymin,xmax,ymax\na.jpg,8,4,cat,1,1,3,3\nb.jpg,8,4,"d,og",0,0,8,4\n';
const strange: readonly unknown[] = [
  ...[null, undefined, true, 0, -1, 0.5, 1e300, '', '../x', 'a.jpg', '\u0000', '🐈'],
  ...[[], {}, [[]], [null], [1e300, 1], { size: [1e9, 1e9], counts: [1e18] }],
];

describe('annotation files with anything anywhere', () => {
  const folder = new AnnotationFolder();
  before(() => folder.make());
  after(() => folder.remove());

  /** Reads, asks and writes; only what is expected to fail may fail. */
  async function survives(format: AnnotationFormat, text: string): Promise<void> {
    const images = folder.images('a.jpg', 'b.jpg');
    try {
      const set = await folder.read(format, text, images);
      const results = images.flatMap(image => {
        const labels = set.labelsOf(image);
        return labels ? [resultOf(image, labels, { width: 8, height: 4 })] : [];
      });
      const [file] = set.write(results);
      const again = await folder.read(format, file!.text, images);
      // What was written once is read again as it was.
      for (const { image, labels } of results) {
        const places = labels.objects.map(({ id: _, ...object }) => object);
        const found = again.labelsOf(image)?.objects.map(({ id: _, ...object }) => object);
        assert.deepEqual(found ?? [], places, text);
      }
    } catch (thrown) {
      assert.ok(thrown instanceof DarkroomError, `${String(thrown)}\n${text}`);
    }
  }

  it('are read as far as they go: COCO', async () => {
    for (let seed = 0; seed < 600; seed++) {
      const random = randomOfKey(seed);
      const copy = structuredClone(document) as unknown;
      for (let count = 1 + (seed % 3); count > 0; count--) replaceSomewhere(copy, random);
      await survives(coco, JSON.stringify(copy));
    }
  });

  it('are read as far as they go: CSV', async () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = randomOfKey(seed);
      const characters = Array.from(table);
      for (let count = 1 + (seed % 4); count > 0; count--) {
        const at = random.integer(0, characters.length - 1);
        characters[at] = ['"', ',', '\n', '\r', ';', '-', 'e', '.', '', '\u0000', '9'][
          random.integer(0, 10)
        ]!;
      }
      await survives(csv, characters.join(''));
    }
  });
});

function replaceSomewhere(root: unknown, random: Random): void {
  let node = root as Record<string, unknown>;
  for (;;) {
    const keys = Object.keys(node);
    if (keys.length === 0) return;
    const key = keys[random.integer(0, keys.length - 1)]!;
    const child = node[key];
    if (typeof child !== 'object' || child === null || random.integer(0, 6) === 0) {
      node[key] = strange[random.integer(0, strange.length - 1)];
      return;
    }
    node = child as Record<string, unknown>;
  }
}
