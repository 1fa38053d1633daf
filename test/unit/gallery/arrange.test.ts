import assert from 'node:assert/strict';
import type { DatasetImage } from '../../../src/shared/dataset.ts';
import { Known } from '../../../webview/gallery/known.ts';
import { arrange, type Query } from '../../../webview/gallery/arrange.ts';

const image = (relativePath: string, more: Partial<DatasetImage> = {}): DatasetImage => ({
  relativePath,
  classes: [],
  size: 0,
  modified: 0,
  changed: 0,
  ...more,
});
const images = [
  image('test/a.png', { split: 'test', classes: ['cat'], size: 30, objects: 2 }),
  image('train/B.png', { split: 'train', classes: ['dog', 'cat'], size: 10 }),
  image('train/c.png', { split: 'train', size: 20, objects: 1 }),
  image('val/d.png', { split: 'val', classes: ['dog'], size: 10, objects: 5 }),
];
const names = { classes: ['dog', 'cat'], splits: ['train', 'val', 'test'] };
const plain: Query = {
  text: '',
  hiddenClasses: new Set(),
  hiddenSplits: new Set(),
  rules: new Set(),
  sorting: 'name',
  descending: false,
  grouping: 'none',
};
const shown = (query: Partial<Query>) =>
  arrange(images, { ...plain, ...query }, names).map(({ label, images: members }) => [label, members]);

describe('what of a dataset is seen', () => {
  it('is everything in the order of the paths', () => {
    assert.deepEqual(shown({}), [[undefined, [0, 1, 2, 3]]]);
    assert.deepEqual(shown({ descending: true }), [[undefined, [3, 2, 1, 0]]]);
  });

  it('is what has all words in its path, in any case', () => {
    assert.deepEqual(shown({ text: 'TRAIN b' }), [[undefined, [1]]]);
    assert.deepEqual(shown({ text: ' png  train ' }), [[undefined, [1, 2]]]);
    assert.deepEqual(shown({ text: 'nowhere' }), []);
  });

  it('is what has the words in its path however accents are written', () => {
    const accented = ['caf\u00e9.png', 'cafe\u0301.png', 'cafe.png'].map(path => image(path));
    for (const text of ['CAF\u00c9', 'cafe\u0301']) {
      const [group] = arrange(accented, { ...plain, text }, { classes: [], splits: [] });
      assert.deepEqual(group?.images.toSorted(), [0, 1]);
    }
  });

  it('is what has a class that is not hidden; those without one go by the empty name', () => {
    assert.deepEqual(shown({ hiddenClasses: new Set(['cat']) }), [[undefined, [1, 2, 3]]]);
    assert.deepEqual(shown({ hiddenClasses: new Set(['cat', 'dog']) }), [[undefined, [2]]]);
    assert.deepEqual(shown({ hiddenClasses: new Set(['']) }), [[undefined, [0, 1, 3]]]);
  });

  it('is what is in a split that is not hidden', () => {
    assert.deepEqual(shown({ hiddenSplits: new Set(['train', 'val']) }), [[undefined, [0]]]);
  });

  it('is sorted by numbers, equal ones by their paths, unknown ones last either way', () => {
    assert.deepEqual(shown({ sorting: 'size' }), [[undefined, [1, 3, 2, 0]]]);
    assert.deepEqual(shown({ sorting: 'size', descending: true }), [[undefined, [0, 2, 1, 3]]]);
    assert.deepEqual(shown({ sorting: 'objects' }), [[undefined, [2, 0, 3, 1]]]);
    assert.deepEqual(shown({ sorting: 'objects', descending: true }), [[undefined, [3, 0, 2, 1]]]);
  });

  it('stands in the groups of all its classes, in the order of the dataset', () => {
    assert.deepEqual(shown({ grouping: 'class' }), [
      ['dog', [1, 3]],
      ['cat', [0, 1]],
      ['', [2]],
    ]);
    assert.deepEqual(shown({ grouping: 'class', hiddenClasses: new Set(['cat']) }), [
      ['dog', [1, 3]],
      ['', [2]],
    ]);
  });

  it('stands in the group of its split or folder, each sorted', () => {
    assert.deepEqual(shown({ grouping: 'split', sorting: 'size', descending: true }), [
      ['train', [2, 1]],
      ['val', [3]],
      ['test', [0]],
    ]);
    const [top] = arrange([image('a.png')], { ...plain, grouping: 'folder' }, names);
    assert.equal(top?.label, './');
    assert.deepEqual(shown({ grouping: 'folder' }), [
      ['test', [0]],
      ['train', [1, 2]],
      ['val', [3]],
    ]);
  });

  it('can be picked and sorted by what a check has found; before one nothing is', () => {
    const column = (...values: number[]) => Float32Array.from(values);
    const words = { title: '', doc: '' };
    const known = new Known({
      figures: {} as never,
      measures: {
        width: column(100, 200, NaN, 50),
        height: column(100, 100, NaN, 100),
        brightness: column(0.2, 0.1, NaN, 0.9),
        sharpness: column(1, 2, NaN, 3),
        entropy: column(3, 2, NaN, 1),
      },
      rules: [
        { ...words, id: 'unreadable', severity: 'error', images: Uint32Array.of(2) },
        { ...words, id: 'dark', severity: 'warning', images: Uint32Array.of(1, 3) },
      ],
      findings: [
        { image: 2, rule: 0, message: 'It ends in the middle.' },
        { image: 1, rule: 1, message: 'It is dark.' },
      ],
      excluded: [2],
      ofImages: 3,
      count: 4,
      listed: 4,
    });
    const picked = (query: Partial<Query>) =>
      arrange(images, { ...plain, ...query }, names, known).flatMap(({ images: members }) => members);
    assert.deepEqual(picked({ sorting: 'brightness' }), [1, 0, 3, 2]);
    assert.deepEqual(picked({ sorting: 'aspect', descending: true }), [1, 0, 3, 2]);
    assert.deepEqual(picked({ sorting: 'pixels' }), [3, 0, 1, 2]);
    assert.deepEqual(picked({ rules: new Set(['dark']) }), [1, 3], 'those too whose words are not told');
    assert.deepEqual(picked({ rules: new Set(['dark', 'unreadable']) }), [1, 2, 3]);
    assert.deepEqual(picked({ sizes: { width: [60, 150], height: [0, 100] } }), [0]);
    assert.deepEqual(shown({ rules: new Set(['dark']) }), []);
    assert.deepEqual(shown({ sizes: { width: [0, 1e9], height: [0, 1e9] } }), []);
    assert.equal(known.told, 2);
  });

  it('takes a moment of a hundred thousand images', () => {
    const many = Array.from({ length: 100_000 }, (_, index) =>
      image(`train/${index}.png`, { classes: [`class ${index % 100}`], size: (index * 7919) % 100_003 }),
    );
    const began = performance.now();
    const groups = arrange(many, { ...plain, sorting: 'size', grouping: 'class', text: 'train' }, names);
    assert.equal(groups.length, 100);
    assert.ok(performance.now() - began < 2000);
    for (const { images: members } of groups)
      assert.ok(
        members.every((member, at) => at === 0 || many[members[at - 1]!]!.size <= many[member]!.size),
      );
  });
});
