import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { describe, it } from 'mocha';
import { checksum } from '../../../src/codec/checksum.ts';
import { decode, probe } from '../../../src/codec/index.ts';
import { DarkroomError } from '../../../src/shared/errors.ts';
import { defaultLimits } from '../../../src/shared/image.ts';
import { bytesOf } from '../../fixtures/codec/manifest.ts';

/** Refused with a clear error, quickly, and without taking memory for what the file promises. */
async function refusedCheaply(bytes: Uint8Array, message: RegExp): Promise<void> {
  const start = performance.now();
  const before = process.resourceUsage().maxRSS;
  await assert.rejects(decode(bytes, 'hostile', defaultLimits), thrown => {
    assert.ok(thrown instanceof DarkroomError, String(thrown));
    assert.match(thrown.message, message);
    return true;
  });
  assert.ok(performance.now() - start < 2000, 'took more than two seconds');
  assert.ok(process.resourceUsage().maxRSS - before < 200_000, 'took more than 200 MB');
}

function chunk(type: string, data: Uint8Array): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(type), data, Buffer.alloc(4)]);
  bytes.writeUInt32BE(data.length, 0);
  bytes.writeUInt32BE(checksum(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}

function png(width: number, height: number, interlaced: boolean, data: Uint8Array): Buffer {
  const size = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, interlaced ? 1 : 0]);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  const start = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([start, chunk('IHDR', size), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** A little-endian TIFF of one directory; every field is of type LONG. */
function tiff(fields: readonly (readonly [tag: number, value: number, count?: number])[], next = 0): Buffer {
  const bytes = Buffer.alloc(8 + 2 + fields.length * 12 + 4);
  bytes.write('II*\0\x08\0\0\0', 0, 'latin1');
  bytes.writeUInt16LE(fields.length, 8);
  for (const [index, [tag, value, count = 1]] of fields.entries()) {
    const entry = 10 + index * 12;
    bytes.writeUInt16LE(tag, entry);
    bytes.writeUInt16LE(4, entry + 2);
    bytes.writeUInt32LE(count, entry + 4);
    bytes.writeUInt32LE(value, entry + 8);
  }
  bytes.writeUInt32LE(next, bytes.length - 4);
  return bytes;
}

describe('hostile files', () => {
  it('a PNG that inflates to far more than its size needs', async () => {
    const bomb = deflateSync(Buffer.alloc(64 * 2 ** 20), { level: 9 });
    await refusedCheaply(png(8, 8, true, bomb), /more data than its size needs/);
  });

  it('a PNG row of half a million pixels in 68 bytes', async () => {
    await refusedCheaply(png(500_000, 1, false, deflateSync(Buffer.alloc(4))), /more than 65535 pixels/);
  });

  it('a TIFF field of four thousand million values', async () => {
    const huge = 2 ** 32 - 1;
    await refusedCheaply(
      tiff([
        [256, 8],
        [257, 8],
        [273, 8, huge],
      ]),
      /truncated/,
    );
  });

  it('a TIFF whose fields all take the whole file for their values', async () => {
    const known = [258, 273, 277, 278, 279, 320, 324, 325, 338, 339];
    const fields = known.map(tag => [tag, 8, 4_000_000] as const);
    const file = Buffer.concat([tiff([[256, 8], [257, 8], ...fields]), Buffer.alloc(16_000_000)]);
    await refusedCheaply(file, /its field 258 has 4000000 values/);
  });

  it('a TIFF of one pixel in a tile of a thousand million', async () => {
    const fields = [
      [256, 1],
      [257, 1],
      [258, 8],
      [322, 32768],
      [323, 32768],
      [324, 8],
      [325, 8],
    ] as const;
    await refusedCheaply(tiff(fields), /much larger than the image/);
  });

  it('a TIFF of four thousand million strips', async () => {
    const fields = [
      [256, 1],
      [257, 2 ** 32 - 1],
      [258, 8],
      [273, 8],
      [278, 1],
    ] as const;
    await refusedCheaply(tiff(fields), /has 1 of 4294967295 strips/);
  });

  it('a TIFF whose directories go in a circle', () => {
    const fields = [
      [256, 1],
      [257, 1],
      [258, 8],
      [273, 8],
    ] as const;
    assert.deepEqual(probe(tiff(fields, 8), 'circle.tif').notes, []);
  });

  it('a GIF that only ever clears its table', async () => {
    const start = Buffer.from(
      'GIF89a\x08\0\x08\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x08\0\x08\0\0\x02',
      'latin1',
    );
    // With codes of 3 bits, 4 is clear: 100 100 100 …
    const block = Buffer.concat([Buffer.of(255), Buffer.alloc(255, Buffer.of(0x24, 0x49, 0x92))]);
    const blocks = Buffer.concat(Array.from({ length: 2000 }, () => block));
    await refusedCheaply(Buffer.concat([start, blocks, Buffer.of(0, 0x3b)]), /fewer pixels/);
    await refusedCheaply(Buffer.concat([start, blocks]), /truncated/);
  });

  it('a JPEG of nothing but fill bytes', async () => {
    const fill = Buffer.alloc(5_000_000, 0xff);
    fill[1] = 0xd8;
    await refusedCheaply(fill, /truncated/);
  });

  it('a WebP whose picture is larger than its canvas', async () => {
    const bytes = Buffer.from(bytesOf('exif.webp'));
    assert.equal(bytes.toString('latin1', 12, 16), 'VP8X');
    bytes.writeUIntLE(3, 24, 3);
    await refusedCheaply(bytes, /larger than the image/);
  });
});
