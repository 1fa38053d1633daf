import assert from 'node:assert/strict';
import { foldersOf, matchNames, nameWithin as within } from '../../../../src/dataset/annotations/names.ts';

describe('names of images in annotation files', () => {
  const nameWithin = (name: string, ...folders: readonly string[]) => within(name, new Set(folders));

  it('are paths below the folder, with forward slashes and without detours', () => {
    assert.equal(nameWithin('a/b.jpg'), 'a/b.jpg');
    assert.equal(nameWithin('./a//b.jpg'), 'a/b.jpg');
    assert.equal(nameWithin('a\\b.jpg'), 'a/b.jpg');
    assert.equal(nameWithin('a/../b.jpg'), 'b.jpg');
    assert.equal(nameWithin('..b/c.jpg'), '..b/c.jpg');
    assert.equal(nameWithin('e\u0301.jpg'), '\u00E9.jpg');
  });

  it('never climb out', () => {
    const names = [
      '',
      '.',
      '..',
      '../a.jpg',
      'a/../../b.jpg',
      '..\\a.jpg',
      '/etc/passwd',
      'C:\\a.jpg',
      'C:a.jpg',
    ];
    for (const name of [...names, '//host/a.jpg', 'https://host/a.jpg', 'a.jpg\0', 'a/'])
      assert.equal(nameWithin(name), undefined, name);
  });

  it('may be absolute in a folder of images, however they are written', () => {
    assert.equal(nameWithin('/data/set/deep/a.jpg', '/data/set'), 'deep/a.jpg');
    assert.equal(nameWithin('/data//set/x/../a.jpg', '/data', '/data/set'), 'a.jpg', 'the innermost folder');
    assert.equal(nameWithin('\\data\\set\\a.jpg', '/data/set'), 'a.jpg');
    assert.equal(nameWithin('c:\\data\\set\\deep\\a.jpg', 'C:/data/set'), 'deep/a.jpg');
    assert.equal(nameWithin('C:/data/set/a.jpg', 'C:/data/set'), 'a.jpg');
    assert.equal(nameWithin('\\\\host\\share\\a.jpg', '//host/share'), 'a.jpg');
    const outside = [
      '/data/set2/a.jpg',
      '/data/set/../a.jpg',
      '/data/set',
      '/data/set/',
      '/data/set/..',
      '/a.jpg',
    ];
    for (const name of [...outside, 'D:/data/set/a.jpg', '//data/set/a.jpg', '/data/set/a.jpg\0'])
      assert.equal(nameWithin(name, '/data/set', 'C:/data/set'), undefined, name);
  });

  it('are looked for where the images’ own paths start', () => {
    const image = (path: string, relativePath: string) => ({ path, relativePath });
    const images = [image('/data/set/deep/a.jpg', 'deep/a.jpg'), image('/data/b.jpg', 'b.jpg')];
    assert.deepEqual([...foldersOf(images)], ['/data/set', '/data']);
    assert.deepEqual([...foldersOf([image('/data/b.jpg', 'elsewhere/b.jpg')])], []);
  });

  const match = (names: readonly string[], ...paths: readonly string[]): readonly string[] => {
    const images = paths.map(path => {
      const [folder, relativePath] = path.split('|') as [string, string];
      return { path: `/data/${folder}/${relativePath}`, relativePath };
    });
    return matchNames(names, images).map(found => (typeof found === 'object' ? found.path : found));
  };

  it('are relative paths first of all', () => {
    assert.deepEqual(match(['a.jpg', 'deep/a.jpg'], 'set|deep/a.jpg', 'set|a.jpg'), [
      '/data/set/a.jpg',
      '/data/set/deep/a.jpg',
    ]);
  });

  it('may know less of the path, or more', () => {
    assert.deepEqual(match(['a.jpg'], 'set|deep/a.jpg'), ['/data/set/deep/a.jpg']);
    assert.deepEqual(match(['train/a.jpg'], 'train|a.jpg', 'val|a.jpg'), ['/data/train/a.jpg']);
    assert.deepEqual(match(['coco/train/a.jpg', 'coco/val/a.jpg'], 'set|val/a.jpg', 'set|train/a.jpg'), [
      '/data/set/train/a.jpg',
      '/data/set/val/a.jpg',
    ]);
    assert.deepEqual(match(['elsewhere/a.jpg'], 'set|deep/a.jpg'), ['/data/set/deep/a.jpg']);
  });

  it('may be ids, without the extension, where no file is called so', () => {
    assert.deepEqual(match(['a', 'x.b', 'c'], 'set|train/a.png', 'set|x.b.jpg', 'set|c', 'set|c.jpg'), [
      '/data/set/train/a.png',
      '/data/set/x.b.jpg',
      '/data/set/c',
    ]);
    assert.deepEqual(match(['a', 'b.png'], 'set|a.jpg', 'set|a.png', 'set|b.jpg'), ['ambiguous', 'missing']);
    assert.deepEqual(match(['train/a', 'val/a'], 'set|val/a.jpg', 'set|train/a.jpg'), [
      '/data/set/train/a.jpg',
      '/data/set/val/a.jpg',
    ]);
  });

  it('are in doubt when several files share as much, or several names ask for one file', () => {
    assert.deepEqual(match(['a.jpg'], 'set|x/a.jpg', 'set|y/a.jpg'), ['ambiguous']);
    assert.deepEqual(match(['a.jpg'], 'one|a.jpg', 'two|a.jpg'), ['ambiguous']);
    assert.deepEqual(match(['x/a.jpg', 'y/a.jpg'], 'set|z/a.jpg'), ['ambiguous', 'ambiguous']);
    assert.deepEqual(match(['x/a.jpg', 'q/a.jpg'], 'set|x/a.jpg', 'set|y/a.jpg', 'set|z/a.jpg'), [
      '/data/set/x/a.jpg',
      'ambiguous',
    ]);
  });

  it('leave a file to the name that shares more with it', () => {
    assert.deepEqual(match(['a.jpg', 'x/a.jpg'], 'set/x|a.jpg'), ['/data/set/x/a.jpg', 'missing']);
    assert.deepEqual(match(['y/a.jpg', 'x/a.jpg'], 'set/x|b/a.jpg', 'set|x/a.jpg'), [
      '/data/set/x/b/a.jpg',
      '/data/set/x/a.jpg',
    ]);
  });

  it('are not there when no file has their base name', () => {
    assert.deepEqual(match(['a.jpg', 'b.jpg'], 'set|aa.jpg', 'set|B.jpg'), ['missing', 'missing']);
    assert.deepEqual(match(['a.jpg']), ['missing']);
  });

  it('are found among very many files of one name', () => {
    const paths = Array.from({ length: 50_000 }, (_, index) => `set|${index}/image.png`);
    const names = Array.from({ length: 50_000 }, (_, index) => `old/${index}/image.png`);
    const found = match(names, ...paths);
    assert.equal(found[41_234], '/data/set/41234/image.png');
    assert.equal(new Set(found).size, 50_000);
  });
});
