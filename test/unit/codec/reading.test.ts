import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { shapeOf } from '../../../src/engine/image.ts';
import { probe } from '../../../src/codec/index.ts';
import { bytesOf, difference, entries, expectedOf, read } from '../../fixtures/codec/manifest.ts';

describe('reading', () => {
  for (const entry of entries) {
    it(`decodes ${entry.file} as the reference does`, async () => {
      const bytes = bytesOf(entry.file);
      const before = Uint8Array.from(bytes);
      const { image, facts } = await read(bytes, entry.file);
      const { width, height, channels, dtype, orientation, notes } = entry;
      const expectedShape = { width, height, channels, dtype, orientation };
      assert.deepEqual(shapeOf(image), expectedShape);
      assert.deepEqual(facts.shape, expectedShape);
      assert.deepEqual(facts.notes, notes);
      assert.equal(facts.bytes, bytes.length);
      assert.deepEqual(probe(bytes, entry.file), facts);
      const { largest, at } = difference(image.data, await expectedOf(entry));
      assert.equal(largest, 0, `differs by ${largest} at value ${at}`);
      assert.deepEqual(bytes, before, 'the file’s bytes were written to');
      assert.notEqual(image.data.buffer, bytes.buffer, 'the image shares memory with the file');
    });
  }

  it('reads by content, whatever the name says, and asks no network', async () => {
    const { fetch } = globalThis;
    const asked: unknown[] = [];
    globalThis.fetch = resource => {
      asked.push(resource);
      return Promise.reject(new Error('No network here.'));
    };
    try {
      for (const name of ['https://example.org/picture.png', '/no/such/file.tif']) {
        for (const file of ['420.jpg', 'cmyk.jpg', 'lossy.webp']) {
          const { facts } = await read(bytesOf(file), name);
          assert.equal(facts.format, file.endsWith('.jpg') ? 'jpeg' : 'webp');
        }
        await assert.rejects(read(new Uint8Array(0), name), { code: 'unreadable' });
      }
    } finally {
      globalThis.fetch = fetch;
    }
    assert.deepEqual(asked, []);
  });
});
