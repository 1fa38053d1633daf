import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { PlannedAnnotations } from '../../../src/shared/development.ts';
import { resultsOf } from '../../../src/worker/client/labelResults.ts';

describe('results that annotations are written for', () => {
  const shape = { width: 1, height: 1, channels: 1, dtype: 'uint8', orientation: 1 } as const;
  const file = (relativePath: string) => ({
    input: join('/set', relativePath),
    output: join('/out', relativePath),
    relativePath,
    version: 0,
  });
  const annotations = (outputFolder: string, ...images: readonly string[]): PlannedAnnotations => ({
    path: '/set/annotations.json',
    title: 'COCO (JSON)',
    outputFolder,
    written: [],
    images: images.map(relativePath => ({ path: join('/set', relativePath), relativePath })),
    problems: [],
  });

  it('are those of the images that they were read for, where several groups are developed together', () => {
    const developed = new Map(['a.png', 'cat/b.png'].map(path => [file(path), { shape }]));
    const outputs = (planned: PlannedAnnotations) =>
      resultsOf(developed, planned).map(({ output }) => output);
    assert.deepEqual(outputs(annotations('/out', 'a.png')), ['a.png']);
    assert.deepEqual(outputs(annotations('/out/cat', 'cat/b.png')), ['b.png']);
  });
});
