import assert from 'node:assert/strict';
import { stat, utimes } from 'node:fs/promises';
import { DocumentCache } from '../../../src/dataset/annotations/documentCache.ts';
import { findLabels } from '../../../src/dataset/annotations/near.ts';
import { Workspace } from '../worker/workspace.ts';

describe('annotation files that were parsed', () => {
  let workspace: Workspace;
  let parsed: string[];
  beforeEach(async () => {
    workspace = await Workspace.create();
    parsed = [];
  });
  afterEach(() => workspace.remove());

  const parse = (text: string) => {
    parsed.push(text);
    return { text };
  };
  const read = async (cache: DocumentCache, name: string) =>
    (await cache.read('test', workspace.path(name), parse)).document.text;

  it('are parsed once, also when they are asked for twice at a time', async () => {
    const cache = new DocumentCache(100);
    await workspace.write('a', 'one');
    assert.deepEqual(await Promise.all([read(cache, 'a'), read(cache, 'a')]), ['one', 'one']);
    assert.equal(await read(cache, 'a'), 'one');
    assert.deepEqual(parsed, ['one']);
  });

  it('are read again when they have changed, be it only the time or the text of the same length', async () => {
    const cache = new DocumentCache(100);
    await workspace.write('a', 'one');
    await read(cache, 'a');
    const { atime } = await stat(workspace.path('a'));
    await utimes(workspace.path('a'), atime, new Date(2000, 1));
    assert.equal(await read(cache, 'a'), 'one');
    await workspace.write('a', 'two');
    assert.equal(await read(cache, 'a'), 'two');
    assert.deepEqual(parsed, ['one', 'one', 'two']);
  });

  it('give way to others within the budget, and larger ones are not kept', async () => {
    const cache = new DocumentCache(8);
    await workspace.write('a', 'aaaa');
    await workspace.write('b', 'bbbb');
    await workspace.write('c', 'cccc');
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await read(cache, name);
    assert.deepEqual(parsed, ['aaaa', 'bbbb', 'cccc', 'bbbb']);
    await workspace.write('large', 'x'.repeat(9));
    await read(cache, 'large');
    await read(cache, 'large');
    assert.equal(parsed.filter(text => text.startsWith('x')).length, 2);
  });

  it('are not kept when they are damaged', async () => {
    const cache = new DocumentCache(100);
    await workspace.write('a', '{');
    const damaged = () => {
      parsed.push('damaged');
      throw new Error('damaged');
    };
    await assert.rejects(cache.read('test', workspace.path('a'), damaged), /damaged/);
    await assert.rejects(cache.read('test', workspace.path('a'), damaged), /damaged/);
    assert.equal(parsed.length, 2);
    await assert.rejects(read(cache, 'gone'), { code: 'not_found' });
  });

  it('say of an image what they have come to say', async () => {
    const coco = (label: string) =>
      JSON.stringify({
        images: [{ id: 1, file_name: 'a.png', width: 40, height: 30 }],
        categories: [{ id: 7, name: label }],
        annotations: [{ id: 1, image_id: 1, category_id: 7, bbox: [1, 2, 3, 4] }],
      });
    await workspace.image('a.png', {});
    const labels = async () => {
      const found = await findLabels({ image: workspace.path('a.png'), root: workspace.root });
      return found.labels?.objects.map(({ label }) => label);
    };
    await workspace.write('labels.json', coco('cup'));
    assert.deepEqual(await labels(), ['cup']);
    await workspace.write('labels.json', coco('mug'));
    assert.deepEqual(await labels(), ['mug']);
  });
});
