import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import type { Pipeline } from '../../../src/shared/pipeline.ts';
import { excludeFiles } from '../../../src/dataset/exclusion.ts';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import { withExcluded } from '../../../src/host/gallery/excluded.ts';

describe('images that a pipeline is to exclude', () => {
  it('are written by their paths below its folder, each once, behind those that are there', () => {
    assert.deepEqual(
      withExcluded(['a/*.png', 'b/1.jpg'], ['/data/b/1.jpg', '/data/b/2.jpg'], '/data', posix),
      ['a/*.png', 'b/1.jpg', 'b/2.jpg'],
    );
    assert.deepEqual(withExcluded([], ['C:\\data\\b\\1.jpg'], 'C:\\data', win32), ['b/1.jpg']);
  });

  it('are written by their whole paths when they lie elsewhere', () => {
    assert.deepEqual(withExcluded([], ['/other/1.jpg', '/data/..a.jpg'], '/data', posix), [
      '/other/1.jpg',
      '..a.jpg',
    ]);
    assert.deepEqual(withExcluded([], ['D:\\1.jpg'], 'C:\\data', win32), ['D:/1.jpg']);
    assert.deepEqual(withExcluded([], ['/data/1.jpg'], undefined, posix), ['/data/1.jpg']);
  });

  it('are refused when no entry can say their names', () => {
    for (const name of ['a\\b.jpg', 'a\nb.jpg', 'a.jpg '])
      assert.throws(() => withExcluded([], [`/data/${name}`], '/data', posix), { code: 'bad_argument' });
  });

  it('are those that were chosen, whatever their names begin with', async () => {
    const names = ['!a.jpg', ' b.jpg', 'b.jpg', '#c.jpg', '!d/e.jpg', '*.jpg'];
    for (const name of names) {
      const exclude = withExcluded([], [`/data/${name}`], '/data', posix);
      const { pipeline, diagnostics } = parsePipeline(JSON.stringify({ steps: [], exclude }), 'json');
      assert.deepEqual(diagnostics, [], name);
      const { exclude: exclusion } = pipeline as Required<Pick<Pipeline, 'exclude'>>;
      const found = names.map(relativePath => ({ path: `/data/${relativePath}`, relativePath }));
      const { excluded } = await excludeFiles(found, ['/data'], exclusion);
      assert.deepEqual(
        excluded.map(({ relativePath }) => relativePath),
        [name],
      );
    }
  });
});
