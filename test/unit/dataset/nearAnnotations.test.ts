import assert from 'node:assert/strict';
import { relative } from 'node:path';
import { nearAnnotations } from '../../../src/dataset/annotations/nearAnnotations.ts';
import { Workspace } from '../worker/workspace.ts';

const coco = (...names: readonly string[]) =>
  JSON.stringify({
    images: names.map((name, index) => ({ id: index + 1, file_name: name, width: 40, height: 30 })),
    categories: [{ id: 7, name: 'cup' }],
    annotations: names.map((_, index) => ({
      ...{ id: index + 1, image_id: index + 1, category_id: 7, bbox: [1, 2, 3, 4] },
    })),
  });

describe('annotations near a selection', () => {
  let workspace: Workspace;
  beforeEach(async () => (workspace = await Workspace.create()));
  afterEach(() => workspace.remove());

  const near = async (...inputs: readonly string[]) => {
    const request = {
      inputs: inputs.map(input => workspace.path(input)),
      root: workspace.root,
      except: ['developed'],
    };
    const found = await nearAnnotations(request, ['.png']);
    return found.map(({ path, title }) => `${relative(workspace.root, path)}: ${title}`);
  };

  it('are found for a folder and for one image, each source once', async () => {
    await workspace.image('set/a/one.png', {});
    await workspace.image('set/b/two.png', {});
    await workspace.write('set/labels.json', coco('a/one.png', 'b/two.png'));
    assert.deepEqual(await near('set'), ['set/labels.json: COCO (JSON)']);
    assert.deepEqual(await near('set/b/two.png'), ['set/labels.json: COCO (JSON)']);
    await workspace.write('set/b/own.json', coco('two.png'));
    assert.deepEqual(await near('set'), ['set/labels.json: COCO (JSON)', 'set/b/own.json: COCO (JSON)']);
  });

  it('are none where nothing is said of the images', async () => {
    await workspace.image('set/one.png', {});
    await workspace.write('set/labels.json', coco('other.png'));
    assert.deepEqual(await near('set'), []);
    assert.deepEqual(await near('gone'), []);
  });

  it('are not those of images that were developed before', async () => {
    await workspace.image('set/one.png', {});
    await workspace.image('set/developed/one.png', {});
    await workspace.write('set/developed/labels.json', coco('one.png'));
    assert.deepEqual(await near('set'), []);
  });

  it('are found though not every image has labels', async () => {
    const names = Array.from({ length: 9 }, (_, index) => `${index}.png`);
    for (const name of names) await workspace.image(`set/${name}`, {});
    await workspace.write('set/labels.json', coco('4.png'));
    assert.deepEqual(await near('set'), ['set/labels.json: COCO (JSON)']);
  });
});
