import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from '../../src/codec/index.ts';
import { shapeOf } from '../../src/engine/image.ts';
import { inferShapes } from '../../src/engine/pipeline/apply.ts';
import { parsePipeline } from '../../src/engine/pipeline/parse.ts';
import type { ImageFacts } from '../../src/shared/image.ts';
import { defaultLimits } from '../../src/shared/image.ts';
import { isPipelineFile, pipelineLanguage } from '../../src/shared/pipeline.ts';
import { sample } from '../editor/workspace.ts';

interface Coco {
  readonly images: readonly { id: number; file_name: string; width: number; height: number }[];
  readonly annotations: readonly {
    image_id: number;
    category_id: number;
    bbox: [number, number, number, number];
  }[];
  readonly categories: readonly { id: number; name: string }[];
}

describe('sample dataset', () => {
  const images = new Map<string, { facts: ImageFacts; shape: ReturnType<typeof shapeOf> }>();
  let names: string[];
  before(async () => {
    names = (await readdir(sample, { recursive: true })).map(name => name.replaceAll('\\', '/'));
    for (const name of names.filter(name => /\.(jpg|png)$/.test(name))) {
      const { image, facts } = await decode(await readFile(join(sample, name)), name, defaultLimits);
      images.set(name, { facts, shape: shapeOf(image) });
    }
  });
  const having = (wanted: (facts: ImageFacts) => boolean) =>
    [...images].filter(([, { facts }]) => wanted(facts));

  it('has two classes and the irregularities of real datasets', () => {
    const classes = new Set([...images.keys()].map(name => name.split('/')[0]));
    assert.deepEqual([...classes].sort(), ['home', 'space']);
    assert.ok(having(({ shape }) => shape.width > shape.height).length >= 3, 'landscape');
    assert.ok(having(({ shape }) => shape.height > shape.width).length >= 3, 'portrait');
    assert.ok(having(({ format }) => format === 'jpeg').length >= 3, 'JPEG');
    assert.equal(having(({ orientation }) => orientation === 6).length, 1, 'stored on its side');
    assert.equal(having(({ shape }) => shape.dtype === 'uint16').length, 1, '16 bits');
    assert.equal(having(({ shape }) => shape.channels === 4).length, 1, 'alpha');
    assert.equal(having(({ shape }) => shape.channels === 1).length, 1, 'grayscale');
  });

  it('has boxes that lie inside the displayed frames, with known categories', async () => {
    const coco = JSON.parse(await readFile(join(sample, 'annotations.json'), 'utf8')) as Coco;
    assert.deepEqual(coco.images.map(image => image.file_name).sort(), [...images.keys()].sort());
    const categories = new Set(coco.categories.map(({ id }) => id));
    for (const image of coco.images) {
      const { facts } = images.get(image.file_name)!;
      const turned = facts.orientation >= 5;
      const { width, height } = facts.shape;
      assert.deepEqual(
        [image.width, image.height],
        turned ? [height, width] : [width, height],
        image.file_name,
      );
      const boxes = coco.annotations.filter(({ image_id }) => image_id === image.id);
      assert.ok(boxes.length > 0, `${image.file_name} has no box`);
      for (const { bbox, category_id } of boxes) {
        const [x, y, boxWidth, boxHeight] = bbox;
        assert.ok(categories.has(category_id));
        assert.ok(x >= 0 && y >= 0 && boxWidth > 0 && boxHeight > 0, image.file_name);
        assert.ok(x + boxWidth <= image.width && y + boxHeight <= image.height, image.file_name);
      }
    }
  });

  it('has pipelines without a fault; one refuses the grayscale image, as its text says, the other takes all', async () => {
    const refused: Record<string, string[]> = {};
    for (const name of names.filter(isPipelineFile)) {
      const text = await readFile(join(sample, name), 'utf8');
      const { pipeline, diagnostics } = parsePipeline(text, pipelineLanguage(name));
      assert.deepEqual(diagnostics, [], name);
      refused[name] = [...images]
        .filter(([, { shape }]) => inferShapes(shape, pipeline!.steps, 'train').failed !== undefined)
        .map(([image]) => image);
    }
    assert.deepEqual(refused, {
      'example.darkroom.yaml': ['home/gray_cat.png'],
      'grayscale.darkroom.yaml': [],
    });
  });
});
