import { kernels, allot } from '../simd/memory.ts';
import type { ByteTable, Image, LookUp, PixelData } from '../image.ts';

/**
 * An image of bytes through one table for each channel. Its values are made when they are first asked for; until then
 * tables add up, and whoever can read through a table needs no values at all.
 */
export function lookedUp(image: Image, tables: readonly ByteTable[]): Image {
  const { width, height, channels, orientation, vector, lookUp: earlier } = image;
  const lookUp = earlier
    ? {
        bytes: earlier.bytes,
        tables: tables.map((table, channel) => chained(earlier.tables[channel]!, table)),
      }
    : { bytes: image as LookUp['bytes'], tables };
  let made: PixelData | undefined;
  const result: Image = {
    get data() {
      return (made ??= valuesBetween(lookUp, 0, width * height * channels));
    },
    width,
    height,
    channels,
    orientation,
    ...(vector && { vector }),
  };
  // A copy with other values must not have it.
  return Object.defineProperty(result, 'lookUp', { value: lookUp, enumerable: false });
}

function chained(first: ByteTable, second: ByteTable): ByteTable {
  const table = second instanceof Uint8Array ? new Uint8Array(256) : new Float32Array(256);
  for (let level = 0; level < 256; level++) table[level] = second[first[level]!]!;
  return table;
}

/** The values of an image from one index to another, at the beginnings of pixels; no others are made. */
export function valuesOf(image: Image, from: number, to: number): PixelData {
  return image.lookUp ? valuesBetween(image.lookUp, from, to) : image.data.subarray(from, to);
}

function valuesBetween({ bytes, tables }: LookUp, from: number, to: number): PixelData {
  const data = bytes.data.subarray(from, to);
  if (isOfBytes(tables)) return lookUpBytes(data, tables);
  const output = new Float32Array(data.length);
  lookUpFloats(data, tables as readonly Float32Array[], output);
  return output;
}

function isOfBytes(tables: readonly ByteTable[]): tables is readonly Uint8Array[] {
  return tables[0] instanceof Uint8Array;
}

function lookUpBytes(data: Uint8Array, tables: readonly Uint8Array[]): Uint8Array {
  const output = new Uint8Array(data.length);
  const [first] = tables as [Uint8Array];
  const isSame = tables.every(table => table === first);
  if (isSame && data.length >= 2 ** 16) lookUpPairs(data, output, first);
  else if (isSame) for (let index = 0; index < data.length; index++) output[index] = first[data[index]!]!;
  else {
    for (const [channel, table] of tables.entries()) {
      for (let index = channel; index < data.length; index += tables.length)
        output[index] = table[data[index]!]!;
    }
  }
  return output;
}

/** Four bytes at a time, through a table of pairs: several times as fast for large images. */
function lookUpPairs(data: Uint8Array, output: Uint8Array, table: Uint8Array): void {
  const pairs = Uint16Array.from(
    { length: 65536 },
    (_pair, pair) => table[pair & 255]! | (table[pair >> 8]! << 8),
  );
  // A view of words begins at a multiple of four.
  const isAligned = data.byteOffset % 4 === 0;
  const words = isAligned ? Math.floor(data.length / 4) : 0;
  const source = new Uint32Array(data.buffer, isAligned ? data.byteOffset : 0, words);
  const target = new Uint32Array(output.buffer, output.byteOffset, words);
  for (let index = 0; index < words; index++) {
    const word = source[index]!;
    target[index] = pairs[word & 0xffff]! | (pairs[word >>> 16]! << 16);
  }
  for (let index = words * 4; index < data.length; index++) output[index] = table[data[index]!]!;
}

/** Bytes that are looked up together; a multiple of 12 and few enough for a cache. */
const part = 12 * 2048;

/** The values of an image of floats, written to where they are wanted. */
export function writeFloats({ bytes, tables }: LookUp, output: Float32Array): void {
  lookUpFloats(bytes.data, tables as readonly Float32Array[], output);
}

/** The same for three channels, as planes one after the other: what most images of a dataset become. */
export function writePlanes({ bytes, tables }: LookUp, planes: Float32Array): void {
  const { memory, lookUpPlanes } = kernels();
  const most = part / 3;
  const at = allot({ bytes: part, tables: 3 * 1024, planes: part * 4 });
  setTables(memory.buffer, at.tables, tables as readonly Float32Array[]);
  const source = new Uint8Array(memory.buffer, at.bytes, part);
  const made = [0, 1, 2].map(plane => new Float32Array(memory.buffer, at.planes + plane * most * 4, most));
  const pixels = planes.length / 3;
  for (let from = 0; from < pixels; from += most) {
    const count = Math.min(most, pixels - from);
    source.set(bytes.data.subarray(from * 3, (from + count) * 3));
    lookUpPlanes(at.bytes, count, at.tables, at.planes, most * 4);
    for (let plane = 0; plane < 3; plane++) {
      const values = made[plane]!;
      planes.set(count === most ? values : values.subarray(0, count), plane * pixels + from);
    }
  }
}

/** Looks interleaved bytes up in a table of floats for each channel. */
function lookUpFloats(data: Uint8Array, tables: readonly Float32Array[], output: Float32Array): void {
  const { memory, lookUpFloats: look } = kernels();
  const at = allot({ bytes: part, tables: tables.length * 1024, floats: part * 4 });
  setTables(memory.buffer, at.tables, tables);
  const bytes = new Uint8Array(memory.buffer, at.bytes, part);
  const floats = new Float32Array(memory.buffer, at.floats, part);
  for (let from = 0; from < data.length; from += part) {
    const count = Math.min(part, data.length - from);
    bytes.set(data.subarray(from, from + count));
    look(at.bytes, count, tables.length, at.tables, at.floats);
    output.set(floats.subarray(0, count), from);
  }
}

function setTables(memory: ArrayBufferLike, at: number, tables: readonly Float32Array[]): void {
  for (const [channel, table] of tables.entries())
    new Float32Array(memory, at + channel * 1024, 256).set(table);
}
