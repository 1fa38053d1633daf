import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${repository}media/docs/promises.md`, 'utf8');
const named = [...page.matchAll(/^- `(?<file>[^`]+)` — (?<title>.+)$/gm)].map(({ groups }) => groups!);
/** Files that are there for promises alone: what they hold is to be promised. */
const ofPromises = ['unit/worker/harm', 'unit/worker/killed', 'unit/cli/stopped', 'vscode/clicks/tryAgain'];

/** Titles of tests as they are written, also those that are filled in for several cases. */
function titlesIn(file: string): readonly string[] {
  const path = `${repository}${file}`;
  if (!existsSync(path)) return [];
  const tests = readFileSync(path, 'utf8').matchAll(/\bit\(\s*(['`"])(?<title>.+?)(?<!\\)\1/g);
  return [...tests].map(({ groups }) => groups!['title']!);
}

describe('the page of promises', () => {
  it('names only tests that exist, by their whole title', () => {
    assert.ok(named.length > 30);
    const missing = named.filter(({ file, title }) => !titlesIn(file!).includes(title!));
    assert.deepEqual(missing, []);
  });

  it('names only tests that are run', () => {
    const isRun =
      /^test\/(?:(?:unit|laws|parity|package|webview|fuzz)\/.+|vscode\/(?:clicks|suite)\/\w+)\.test\.ts$/;
    const others = named.filter(({ file }) => !isRun.test(file!));
    assert.deepEqual(others, []);
  });

  it('names a test for every promise', () => {
    const promises = page.split(/\n(?=\*\*)/).slice(1);
    const bare = promises.filter(promise => !/^- `/m.test(promise)).map(promise => promise.split('\n')[0]);
    assert.ok(promises.length > 10);
    assert.deepEqual(bare, []);
  });

  it('names every test of those files that are there for promises alone', () => {
    const told = new Set(named.map(({ file, title }) => `${file} — ${title}`));
    const files = ofPromises.map(name => `test/${name}.test.ts`);
    const untold = files.flatMap(file => titlesIn(file).map(title => `${file} — ${title}`));
    assert.ok(untold.length > 10);
    assert.deepEqual(
      untold.filter(each => !told.has(each)),
      [],
    );
  });
});
