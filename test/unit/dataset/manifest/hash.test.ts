import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashBytes, hashFile } from '../../../../src/dataset/manifest/hash.ts';

/** As the library of the inventor of XXH64 says (`xxhash.xxh64(b).hexdigest()` of the package xxhash 4.1.0 for Python). */
const known = [
  ['nothing', new Uint8Array(), 'ef46db3751d8e999'],
  ['a word', new TextEncoder().encode('abc'), '44bc2cf5ad770999'],
  [
    'more than is hashed at once',
    Uint8Array.from({ length: 1_000_000 }, (_, index) => index * 31 + (index >> 8)),
    '3fe43e382b724791',
  ],
] as const;

describe('hashes in the manifest', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'darkroom-hash-'));
  });
  after(() => rm(folder, { recursive: true }));

  for (const [name, bytes, hash] of known) {
    it(`are XXH64, of bytes and of files: ${name}`, async () => {
      assert.equal(await hashBytes(bytes), `xxh64:${hash}`);
      const path = join(folder, name);
      await writeFile(path, bytes);
      assert.equal(await hashFile(path), `xxh64:${hash}`);
    });
  }

  it('do not get mixed up when several are made at once', async () => {
    const [, { 1: word }, { 1: many }] = known;
    const path = join(folder, 'both');
    await writeFile(path, many);
    const hashes = await Promise.all([hashFile(path), hashBytes(word), hashFile(path)]);
    assert.deepEqual(
      hashes,
      [known[2][2], known[1][2], known[2][2]].map(hash => `xxh64:${hash}`),
    );
  });
});
