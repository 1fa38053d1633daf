import assert from 'node:assert/strict';
import type { DatasetImage } from '../../../src/shared/dataset.ts';
import { outdatedOf } from '../../../webview/gallery/listing.ts';
import { freshMemory, queryOf, restoreMemory } from '../../../webview/gallery/memory.ts';

describe('what the gallery remembers', () => {
  it('comes back as it was saved', () => {
    const memory = {
      ...freshMemory,
      side: 200,
      sorting: 'size',
      hiddenClasses: ['cat'],
      sizes: { width: [1, 2], height: [3, 4] },
    } as const;
    assert.deepEqual(restoreMemory(JSON.parse(JSON.stringify(memory))), memory);
    assert.ok(queryOf(memory, true).hiddenClasses.has('cat'));
  });

  it('filters by what a health check has found only while that is known', () => {
    const memory = {
      ...freshMemory,
      text: 'a',
      rules: ['dark'],
      sizes: { width: [1, 2], height: [3, 4] },
    } as const;
    const { rules, sizes } = queryOf(memory, true);
    assert.deepEqual([[...rules], sizes], [['dark'], memory.sizes]);
    assert.deepEqual(queryOf(memory, false), queryOf({ ...freshMemory, text: 'a' }, false));
  });

  it('is fresh where a part does not fit, and altogether when nothing was saved', () => {
    const { sizes, ...rest } = restoreMemory({
      ...freshMemory,
      side: 9999,
      sorting: 'magic',
      rules: 'all',
      text: 'a',
    });
    assert.equal(sizes, undefined);
    assert.deepEqual(rest, { ...freshMemory, text: 'a' });
    assert.deepEqual(restoreMemory(undefined), freshMemory);
    assert.deepEqual(restoreMemory('nonsense'), freshMemory);
  });
});

describe('pictures that are out of date', () => {
  const image = (relativePath: string, size: number, modified: number): DatasetImage => ({
    relativePath,
    classes: [],
    size,
    modified,
    changed: modified,
  });

  it('are those of files that changed or are gone', () => {
    const former = [image('a', 1, 1), image('b', 1, 1), image('c', 1, 1), image('d', 1, 1)];
    const now = [image('a', 1, 1), image('b', 2, 1), image('c', 1, 2), image('e', 1, 1)];
    assert.deepEqual(outdatedOf(former, now), ['b', 'c', 'd']);
  });

  it('are not those of a list that was made before sizes and times were known', () => {
    assert.deepEqual(outdatedOf([image('a', 0, 0), image('b', 0, 0)], [image('a', 5, 5)]), ['b']);
  });
});
