import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${repository}media/docs/promises.md`, 'utf8');
const named = [...page.matchAll(/^- `(?<file>[^`]+)` — (?<title>.+)$/gm)].map(({ groups }) => groups!);

describe('the page of promises', () => {
  it('names only tests that exist', () => {
    assert.ok(named.length > 30);
    const missing = named.filter(({ file, title }) => {
      const path = `${repository}${file}`;
      return !existsSync(path) || !readFileSync(path, 'utf8').includes(`${title}`);
    });
    assert.deepEqual(missing, []);
  });

  it('names a test for every promise', () => {
    const promises = page.split(/\n(?=\*\*)/).slice(1);
    const bare = promises.filter(promise => !/^- `/m.test(promise)).map(promise => promise.split('\n')[0]);
    assert.ok(promises.length > 10);
    assert.deepEqual(bare, []);
  });
});
