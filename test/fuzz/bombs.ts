import { deflateSync } from 'node:zlib';
import type { ReadFormat } from '../../src/shared/image.ts';
import { partsOf } from './anatomy.ts';
import { pick, type Random } from './chance.ts';
import { repair } from './repair.ts';

/** Small files that ask for much: memory, time, or both. */
export interface Bomb {
  readonly format: ReadFormat;
  readonly bytes: Buffer;
}

const zeros = lazily(() => deflateSync(Buffer.alloc(48 * 2 ** 20), { level: 9 }));
const sides = [1, 8, 255, 1024, 2000, 4096, 30000, 65535, 65536, 1e6, 0x7fffffff, 0xffffffff];

export function bomb(random: Random, progressive: Uint8Array): Bomb {
  return pick(random, [pngBomb, pngTextBomb, tiffBomb, gifBomb, bmpBomb, npyBomb, scans(progressive)])(
    random,
  );
}

function pngChunk(type: string, data: Uint8Array): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
  bytes.writeUInt32BE(data.length);
  return bytes;
}

function png(random: Random, ...chunks: readonly Buffer[]): Bomb {
  const [depth, color] = pick(random, [
    [1, 0],
    [8, 0],
    [16, 6],
    [8, 2],
    [8, 6],
    [16, 4],
  ] as const);
  const size = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, depth, color, 0, 0, random.integer(0, 1)]);
  size.writeUInt32BE(pick(random, sides), 0);
  size.writeUInt32BE(pick(random, sides), 4);
  const start = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const bytes = Buffer.concat([start, pngChunk('IHDR', size), ...chunks, pngChunk('IEND', Buffer.alloc(0))]);
  repair(bytes, 'png');
  return { format: 'png', bytes };
}

function pngBomb(random: Random): Bomb {
  return png(random, pngChunk('IDAT', random.chance(0.5) ? zeros() : deflateSync(Buffer.alloc(9))));
}

function pngTextBomb(random: Random): Bomb {
  const data = Buffer.concat([Buffer.from('a\0\0', 'latin1'), zeros()]);
  const kind = pick(random, ['zTXt', 'iCCP', 'eXIf', 'iTXt']);
  return png(random, pngChunk(kind, data), pngChunk('IDAT', deflateSync(Buffer.alloc(8 * 33))));
}

function tiffBomb(random: Random): Bomb {
  const packed = zeros();
  const fields = [
    [256, pick(random, sides)],
    [257, pick(random, sides)],
    [258, pick(random, [1, 8, 16, 32])],
    [259, pick(random, [1, 5, 8, 32773, 32946])],
    [262, pick(random, [0, 1, 2, 3])],
    [273, 200],
    [277, pick(random, [1, 3, 4, 65535])],
    [278, pick(random, sides)],
    [279, packed.length],
    ...(random.chance(0.3)
      ? ([
          [322, pick(random, sides)],
          [323, pick(random, sides)],
        ] as const)
      : []),
  ] as const;
  const bytes = Buffer.concat([Buffer.alloc(200), packed]);
  bytes.write('II*\0\x08\0\0\0', 0, 'latin1');
  bytes.writeUInt16LE(fields.length, 8);
  for (const [index, [tag, value]] of fields.entries()) {
    bytes.writeUInt16LE(tag, 10 + index * 12);
    bytes.writeUInt16LE(4, 12 + index * 12);
    bytes.writeUInt32LE(1, 14 + index * 12);
    bytes.writeUInt32LE(value, 18 + index * 12);
  }
  return { format: 'tiff', bytes };
}

function gifBomb(random: Random): Bomb {
  const head = Buffer.from('GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\0\0\0\0\0\x02', 'latin1');
  const [width, height] = [pick(random, sides) & 0xffff, pick(random, sides) & 0xffff];
  for (const at of [6, 24]) head.writeUInt16LE(width, at);
  for (const at of [8, 26]) head.writeUInt16LE(height, at);
  const data = random.chance(0.5) ? Buffer.of(0x24, 0x49, 0x92) : Buffer.of(random.integer(0, 255));
  const block = Buffer.concat([Buffer.of(255), Buffer.alloc(255, data)]);
  const blocks = Array.from({ length: random.integer(1, 4000) }, () => block);
  return { format: 'gif', bytes: Buffer.concat([head, ...blocks, Buffer.of(0, 0x3b)]) };
}

function bmpBomb(random: Random): Bomb {
  const head = Buffer.alloc(54);
  head.write('BM', 'latin1');
  head.writeUInt32LE(54, 10);
  head.writeUInt32LE(40, 14);
  head.writeUInt32LE(pick(random, sides), 18);
  head.writeUInt32LE(pick(random, sides), 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(pick(random, [1, 4, 8, 16, 24, 32]), 28);
  head.writeUInt32LE(random.integer(0, 4), 30);
  // Runs, and jumps over what was never drawn.
  const code = pick(random, [Buffer.of(255, 1), Buffer.of(0, 2, 255, 255), Buffer.of(0, 0)]);
  const bytes = Buffer.concat([head, Buffer.alloc(random.integer(0, 60000), code)]);
  repair(bytes, 'bmp');
  return { format: 'bmp', bytes };
}

function npyBomb(random: Random): Bomb {
  const descr = pick(random, ['<f8', '|u1', '<u2', '>f4', '<c16', '|b1', '<i8']);
  const axes = Array.from({ length: random.integer(0, 4) }, () => pick(random, sides));
  const written = random.chance(0.1) ? '9'.repeat(5000) : axes.join(', ');
  const text = `{'descr': '${descr}', 'fortran_order': ${random.chance(0.5) ? 'True' : 'False'}, 'shape': (${written}${axes.length === 1 ? ',' : ''}), }\n`;
  const head = Buffer.from('\x93NUMPY\x01\0\0\0', 'latin1');
  head.writeUInt16LE(Math.min(65535, text.length), 8);
  return {
    format: 'npy',
    bytes: Buffer.concat([head, Buffer.from(text), Buffer.alloc(random.integer(0, 4096))]),
  };
}

/** A progressive JPEG of many scans, each of which walks over all of a large image. */
function scans(progressive: Uint8Array): (random: Random) => Bomb {
  return random => {
    const bytes = Buffer.from(progressive);
    const parts = partsOf(bytes, 'jpeg').map(({ start, end }) => bytes.subarray(start, end));
    const frame = parts.find(part => part[1] === 0xc2);
    if (frame && frame.length > 9) {
      frame.writeUInt16BE(Math.min(pick(random, sides), 65535), 5);
      frame.writeUInt16BE(Math.min(pick(random, sides), 65535), 7);
    }
    const scan = parts.findLastIndex(part => part[1] === 0xda);
    const many = Array.from({ length: random.integer(1, 2000) }, () => parts[scan]!);
    return { format: 'jpeg', bytes: Buffer.concat([...parts.slice(0, scan), ...many, ...parts.slice(scan)]) };
  };
}

function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}
