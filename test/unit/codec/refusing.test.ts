import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readableExtensions } from '../../../src/shared/extensions.ts';
import { decode, encode, probe } from '../../../src/codec/index.ts';
import { checksum } from '../../../src/codec/checksum.ts';
import { DarkroomError } from '../../../src/shared/errors.ts';
import { defaultOutput } from '../../../src/shared/pipeline.ts';
import { defaultLimits } from '../../../src/shared/image.ts';
import { bytesOf, entries, read } from '../../fixtures/codec/manifest.ts';
import { noise } from '../../fixtures/image.ts';

const text = (content: string) => new TextEncoder().encode(content);

async function refusal(bytes: Uint8Array, name: string): Promise<DarkroomError> {
  try {
    await read(bytes, name);
  } catch (thrown) {
    assert.ok(thrown instanceof DarkroomError, `${name}: ${String(thrown)}`);
    return thrown;
  }
  return assert.fail(`${name} was read`);
}

/** One file of every kind of decoder. */
const samples = [
  '420.jpg',
  'progressive.jpg',
  'cmyk.jpg',
  'rgb8.png',
  'palette4-interlaced.png',
  'lossy.webp',
  'losslessalpha.webp',
  'animated.webp',
  'plain.gif',
  'palette8.bmp',
  'rle8.bmp',
  'lzw-rgb.tif',
  'deflate-rgb.tif',
  'packbits-rgb.tif',
  'float-little.tif',
  'tiled.tif',
];

describe('refusing', () => {
  it('says that a file is empty', async () => {
    const { code, message, hint, file } = await refusal(new Uint8Array(0), 'a.jpg');
    assert.deepEqual([code, message, file], ['unreadable', 'a.jpg is empty.', 'a.jpg']);
    assert.ok(hint);
  });

  it('says that a file is text', async () => {
    for (const content of [
      'hello\n',
      '<svg xmlns="…"/>',
      'BM is how a bitmap starts, and this text, too',
      'GIF',
    ]) {
      const { code, message } = await refusal(text(content), 'a.png');
      assert.equal(code, 'unreadable');
      assert.equal(message, 'a.png looks like text, not an image.');
    }
  });

  it('names other kinds of files', async () => {
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1');
    const { code, message } = await refusal(heic, 'IMG_1.HEIC');
    assert.deepEqual([code, message], ['unsupported', 'IMG_1.HEIC is a HEIC image, which is not supported.']);
    assert.match((await refusal(Buffer.from('PK\x03\x04', 'latin1'), 'a.jpg')).message, /ZIP/);
    assert.match((await refusal(Buffer.alloc(600, 1), 'a.jpg')).message, /not an image of a known format/);
  });

  it('refuses a header of 60000×60000 before memory is taken, naming the setting', async () => {
    const bytes = Buffer.from(bytesOf('rgb8.png'));
    bytes.writeUInt32BE(60000, 16);
    bytes.writeUInt32BE(60000, 20);
    // The header's checksum would give it away first.
    bytes.writeUInt32BE(checksum(bytes.subarray(12, 29)), 29);
    assert.equal(probe(bytes, 'huge.png').shape.width, 60000);
    const before = process.memoryUsage().arrayBuffers;
    const { code, message, hint } = await refusal(bytes, 'huge.png');
    assert.ok(process.memoryUsage().arrayBuffers - before < 1e6);
    assert.equal(code, 'too_large');
    assert.match(message, /60000×60000.* 3600 megapixels/);
    assert.match(hint ?? '', /darkroom\.limits\.maximumMegapixels/);
  });

  it('keeps to the limits it is given', async () => {
    const bytes = bytesOf('rgb8.png');
    const limits = { ...defaultLimits, maximumMegapixels: 0.001 };
    await assert.rejects(decode(bytes, 'a.png', limits), {
      code: 'too_large',
      message: /0\.0015 megapixels, more than the limit of 0\.001\./,
      hint: /--max-megapixels/,
    });
    await decode(bytes, 'a.png', { ...limits, maximumMegapixels: 0.0015 });
  });

  it('refuses sides beyond 65535 but not long vectors', async () => {
    const output = { ...defaultOutput, format: 'npy' as const };
    const long = noise(70000, 1, 1, 'uint8');
    await assert.rejects(read(await encode(long, output)), { code: 'too_large' });
    await read(await encode({ ...long, vector: true }, output));
  });

  for (const name of samples) {
    it(`never shows part of a cut ${name}`, async () => {
      const bytes = bytesOf(name);
      const { image: whole } = await read(bytes, name);
      const step = Math.max(1, Math.floor(bytes.length / 60));
      for (let length = 1; length < bytes.length; length += step) {
        try {
          // What comes after the image may be missing; the image may not.
          const { image } = await read(bytes.slice(0, length), name);
          assert.deepEqual(image, whole, `cut at ${length} of ${bytes.length}`);
        } catch (thrown) {
          if (!(thrown instanceof DarkroomError)) throw thrown;
        }
      }
      assert.match((await refusal(bytes.slice(0, Math.floor(bytes.length / 2)), name)).message, /truncated/);
    });

    it(`survives any broken byte of ${name}`, async () => {
      const good = bytesOf(name);
      let state = 99;
      for (let round = 0; round < 150; round++) {
        const bytes = good.slice();
        for (let change = 0; change < 3; change++) {
          state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
          // Headers are where broken bytes do most.
          const range = round & 1 ? bytes.length : Math.min(bytes.length, 80);
          bytes[Math.floor((state / 2 ** 32) * range)] = state >>> 8;
        }
        try {
          await decode(bytes, name, { ...defaultLimits, maximumMegapixels: 4 });
        } catch (thrown) {
          if (!(thrown instanceof DarkroomError)) throw thrown;
        }
      }
      // And the next sound file is read as ever.
      await read(good, name);
    });
  }

  it('refuses a PNG whose palette, transparency or orientation is not what was written', async () => {
    const files = { PLTE: 'palettealpha.png', tRNS: 'palettealpha.png', eXIf: 'exif.png' };
    for (const [type, file] of Object.entries(files)) {
      const bytes = Buffer.from(bytesOf(file));
      bytes[bytes.indexOf(type) + 4]! ^= 1;
      const { code, message } = await refusal(bytes, file);
      assert.equal(code, 'unreadable', file);
      assert.equal(message, `The PNG file is damaged: the checksum of its ${type} chunk is wrong.`);
    }
  });

  it('says that the data of a JPEG are damaged where a decoder would make pixels up', async () => {
    for (const file of ['420.jpg', 'progressive.jpg', 'cmyk.jpg', '440.jpg']) {
      const bytes = bytesOf(file);
      // Sixteen ones are no code, and the zero after 255 makes them data.
      Buffer.from('ff00ff00ff00ff00', 'hex').copy(bytes, bytes.length - 60);
      const { code, message } = await refusal(bytes, file);
      assert.equal(code, 'unreadable', file);
      assert.match(message, /^The JPEG file is damaged: /);
    }
  });

  it('says what is not supported about a JPEG', async () => {
    const bytes = bytesOf('420.jpg');
    const frame = bytes.findIndex((byte, index) => byte === 0xff && bytes[index + 1] === 0xc0);
    for (const [marker, message] of [
      [0xc9, /arithmetic coding/],
      [0xc3, /lossless/],
      [0xc5, /hierarchical/],
    ] as const) {
      const changed = bytes.slice();
      changed[frame + 1] = marker;
      const { code, message: said, hint, file } = await refusal(changed, 'a.jpg');
      assert.deepEqual([code, file], ['unsupported', 'a.jpg']);
      assert.match(said, message);
      assert.ok(hint);
    }
    const deep = bytes.slice();
    deep[frame + 4] = 12;
    assert.match((await refusal(deep, 'a.jpg')).message, /12 bits per sample/);
  });

  it('lists the extensions of the formats it reads', () => {
    for (const { file } of entries) {
      assert.ok(readableExtensions.includes(file.slice(file.lastIndexOf('.'))), file);
    }
  });
});
