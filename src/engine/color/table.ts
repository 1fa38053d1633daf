import { fullRange } from '../../shared/shape.ts';
import { colorChannels, withData, type Image, type PixelData } from '../image.ts';

/** What becomes of every level of an integer image: 256 entries for 8 bits, 65536 for 16. */
export type LevelTable = Uint8Array | Uint16Array;

/**
 * A table from a function of the level. Results beyond the type are saturated, fractions cut off: rounding is the
 * function's own affair.
 *
 * @param full the largest level, 255 or 65535
 */
export function levelTable(full: number, level: (value: number) => number): LevelTable {
  const table = full === 255 ? new Uint8Array(256) : new Uint16Array(full + 1);
  for (let value = 0; value <= full; value++) {
    const result = level(value);
    table[value] = result < 0 ? 0 : result > full ? full : result;
  }
  return table;
}

/** Looks every colour value up, in one table for all channels or in one of each; alpha is left as it is. */
export function applyTables(image: Image, tables: readonly LevelTable[]): Image {
  const { data, channels } = image;
  const output: PixelData =
    data instanceof Uint8Array ? new Uint8Array(data.length) : new Uint16Array(data.length);
  if (tables.length === 1) {
    const table = tables[0]!;
    const isBytes = data instanceof Uint8Array && output instanceof Uint8Array;
    if (isBytes && data.length >= 2 ** 16) lookUpPairs(data, output, table);
    else for (let index = 0; index < data.length; index++) output[index] = table[data[index]!]!;
  } else {
    for (let channel = 0; channel < colorChannels(channels); channel++) {
      const table = tables[channel]!;
      for (let index = channel; index < data.length; index += channels) output[index] = table[data[index]!]!;
    }
  }
  copyAlpha(image, output);
  return withData(image, output);
}

/** Four bytes at a time, through a table of pairs: several times as fast for large images. */
function lookUpPairs(data: Uint8Array, output: Uint8Array, table: LevelTable): void {
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

/**
 * Applies a function of one value to every colour value: through a table for integers, in one loop for floats.
 *
 * @param level of a level and the largest one; what it returns is saturated and cut off
 * @param floats writes the result of every value of its first argument to the second
 */
export function mapPoints(
  image: Image,
  level: (value: number, full: number) => number,
  floats: (input: Float32Array, output: Float32Array) => void,
): Image {
  const { data } = image;
  if (data instanceof Float32Array) {
    const output = new Float32Array(data.length);
    floats(data, output);
    copyAlpha(image, output);
    return withData(image, output);
  }
  const full = fullRange[data instanceof Uint8Array ? 'uint8' : 'uint16'];
  return applyTables(image, [levelTable(full, value => level(value, full))]);
}

/** Looks interleaved bytes up in a table of floats for each channel. */
export function lookUpFloats(data: Uint8Array, tables: readonly Float32Array[], output: Float32Array): void {
  if (tables.length === 3) {
    const [red, green, blue] = tables as [Float32Array, Float32Array, Float32Array];
    for (let index = 0; index < data.length; index += 3) {
      output[index] = red[data[index]!]!;
      output[index + 1] = green[data[index + 1]!]!;
      output[index + 2] = blue[data[index + 2]!]!;
    }
    return;
  }
  for (const [channel, table] of tables.entries()) {
    for (let index = channel; index < data.length; index += tables.length)
      output[index] = table[data[index]!]!;
  }
}

/** Takes alpha, where there is one, from the image as it was. */
export function copyAlpha({ data, channels }: Image, output: PixelData): void {
  if (channels !== 4) return;
  for (let index = 3; index < data.length; index += 4) output[index] = data[index]!;
}
