import assert from 'node:assert/strict';
import { appendFile, stat } from 'node:fs/promises';
import { printLine } from '../../../src/dataset/manifest/lines.ts';
import { claimedIn } from '../../../src/dataset/manifest/read.ts';
import { claim } from '../../../src/worker/claims.ts';
import type { Publication } from '../../../src/worker/temporaryFile.ts';
import { Workspace } from './workspace.ts';

const room = 10_000;

describe('what is about to get its name', () => {
  let workspace: Workspace;
  let claims: string;
  beforeEach(async () => {
    workspace = await Workspace.create();
    claims = workspace.path('out/.darkroom-1.claims');
  });
  afterEach(() => workspace.remove());

  const note = (...names: readonly string[]) =>
    Promise.all(
      names.map(name =>
        claim({ claims: { path: claims, room }, output: workspace.path(`out/${name}`) } as Publication, name),
      ),
    );
  const line = (name: string) => printLine({ kind: 'claim', output: name, hash: name });
  const noted = async () => Array.from(await claimedIn(claims), ([, [hash]]) => hash);
  const size = async () => (await stat(claims)).size;

  it('is noted in place of empty lines, which are there beforehand, so that it needs no room on the disk', async () => {
    await workspace.write('out/.darkroom-1.claims', '\n'.repeat(2 * room));
    await note('a', 'b');
    await note('c');
    assert.deepEqual(await noted(), ['a', 'b', 'c']);
    assert.equal(await size(), 2 * room);
  });

  it('finds more of them before they are used up', async () => {
    await workspace.write('out/.darkroom-1.claims', '\n'.repeat(2 * room));
    const names = Array.from({ length: 1000 }, (_name, index) => `image ${index}`);
    for (let start = 0; start < names.length; start += 100) {
      await note(...names.slice(start, start + 100));
      const used = names
        .slice(0, start + 100)
        .map(line)
        .join('').length;
      assert.ok((await size()) - used >= room);
    }
    assert.deepEqual(await noted(), names);
  });

  it('is noted behind what others have noted, be their last line torn', async () => {
    await workspace.write(
      'out/.darkroom-1.claims',
      `${line('a')}${line('b').slice(0, 9)}${'\n'.repeat(room)}`,
    );
    await note('c');
    assert.deepEqual(await noted(), ['a', 'c']);
    await workspace.write('out/.darkroom-1.claims', line('a') + line('c'));
    await appendFile(claims, line('d') + line('e').slice(0, 9));
    await note('f');
    assert.deepEqual(await noted(), ['a', 'c', 'd', 'f']);
  });
});
