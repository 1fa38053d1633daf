import assert from 'node:assert/strict';
import { join, sep } from 'node:path';
import { belowFolder } from '../../../src/shared/belowFolder.ts';

const data = join(sep, 'data');

describe('paths in a message', () => {
  const told = (text: string, folder = data) =>
    belowFolder(text.replaceAll('/', sep), folder).replaceAll(sep, '/');

  it('are told as they are seen from their folder', () => {
    assert.equal(told('/data/a.png is broken.'), 'a.png is broken.');
    assert.equal(
      told('Of “/data/in/a.png” and (/data/b.png): copies.'),
      'Of “in/a.png” and (b.png): copies.',
    );
    assert.equal(told('/data/a.png is broken.', data + sep), 'a.png is broken.');
  });

  it('stay whole where a folder of that name lies elsewhere', () => {
    for (const text of [
      '/mnt/data/a.png is broken.',
      'More in ../data/a.png.',
      '/data2/a.png',
      'my/data/a.png',
    ])
      assert.equal(told(text), text);
  });

  it('are whole but for their first character from the root', () => {
    assert.equal(told('/in/a.png is broken: 1/2.', sep), 'in/a.png is broken: 1/2.');
  });
});
