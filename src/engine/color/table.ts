import { fullRange } from '../../shared/shape.ts';
import { colorChannels, typeOf, withData, type Image, type PixelData } from '../image.ts';
import { lookedUp } from './look-up.ts';

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
  const { channels } = image;
  const colors = colorChannels(channels);
  const ofColors = Array.from({ length: colors }, (_table, channel) => tables[channel] ?? tables[0]!);
  if (typeOf(image) === 'uint8') {
    const ofBytes = ofColors as readonly Uint8Array[];
    return lookedUp(image, channels === 4 ? [...ofBytes, unchanged] : ofBytes);
  }
  const { data } = image;
  const output = new Uint16Array(data.length);
  for (const [channel, table] of ofColors.entries()) {
    for (let index = channel; index < data.length; index += channels) output[index] = table[data[index]!]!;
  }
  copyAlpha(image, output);
  return withData(image, output);
}

const unchanged = Uint8Array.from({ length: 256 }, (_value, level) => level);

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
  const dtype = typeOf(image);
  if (dtype === 'float32') {
    const data = image.data as Float32Array;
    const output = new Float32Array(data.length);
    floats(data, output);
    copyAlpha(image, output);
    return withData(image, output);
  }
  const full = fullRange[dtype];
  return applyTables(image, [levelTable(full, value => level(value, full))]);
}

/** Takes alpha, where there is one, from the image as it was. */
export function copyAlpha({ data, channels }: Image, output: PixelData): void {
  if (channels !== 4) return;
  for (let index = 3; index < data.length; index += 4) output[index] = data[index]!;
}
