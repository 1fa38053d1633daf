import type { Region } from '../../shared/picture.ts';
import type { Mapping } from '../../shared/view.ts';
import type { Image, PixelData } from '../image.ts';

/** The levels of one row of a region: interleaved channels, 0 to 255, colours premultiplied. Overwritten by the next. */
export type LevelReader = (y: number) => Float32Array;

/** Beyond this a mapping in single precision would be off by more than a thousandth of a level. */
const largestOffset = 4096;

/** Whether floats are mapped in single precision, as the kernels do. */
export function isSingle({ channels }: Image, { scale, offset }: Mapping): boolean {
  const isExact = offset.every(value => Math.abs(value) <= largestOffset);
  // That of a tiny range is beyond the largest float.
  const isFinite = scale.every(factor => Number.isFinite(Math.fround(factor)));
  return channels !== 4 && isExact && isFinite;
}

/** Whether 8 bits are shown as they are. */
export function isIdentity({ scale, offset }: Mapping): boolean {
  return scale.every(factor => factor === 1) && offset.every(addend => addend === 0);
}

/** Reads rows of a region through a mapping. */
export function levelReader(image: Image, region: Region, mapping: Mapping): LevelReader {
  const { width, channels } = image;
  const levels = new Float32Array(region.width * channels);
  const tables = levelTables(image, mapping);
  const data = image.lookUp?.bytes.data ?? image.data;
  return y => {
    const start = ((region.y + y) * width + region.x) * channels;
    if (tables) lookUp(data, start, channels, tables, levels);
    else mapFloats(data as Float32Array, start, channels, mapping, levels);
    if (channels === 4) premultiply(levels);
    return levels;
  };
}

/**
 * The level on the screen of every value that each channel can have, by the integer that stands for it: of what is
 * looked up, by its byte. Floats have none.
 */
export function levelTables(image: Image, mapping: Mapping): readonly Float32Array[] | undefined {
  const { lookUp, channels } = image;
  if (!lookUp && image.data instanceof Float32Array) return undefined;
  const isFloat = lookUp?.tables[0] instanceof Float32Array;
  const round = isFloat && isSingle(image, mapping) ? Math.fround : (value: number) => value;
  return Array.from({ length: channels }, (_value, channel) => {
    const values = lookUp?.tables[channel] ?? everyLevel(image.data as Uint8Array | Uint16Array);
    const scale = round(mapping.scale[channel]!);
    const offset = round(mapping.offset[channel]!);
    return Float32Array.from(values, value => clipped(round(round(value * scale) + offset)));
  });
}

function everyLevel(data: Uint8Array | Uint16Array): Uint16Array {
  return Uint16Array.from({ length: 2 ** (8 * data.BYTES_PER_ELEMENT) }, (_level, value) => value);
}

function lookUp(
  data: PixelData,
  start: number,
  channels: number,
  tables: readonly Float32Array[],
  levels: Float32Array,
): void {
  tables.forEach((table, channel) => {
    for (let index = channel; index < levels.length; index += channels)
      levels[index] = table[data[start + index]!]!;
  });
}

function mapFloats(
  data: Float32Array,
  start: number,
  channels: number,
  { scale, offset }: Pick<Mapping, 'scale' | 'offset'>,
  levels: Float32Array,
): void {
  for (let channel = 0; channel < channels; channel++) {
    const factor = scale[channel]!;
    const addend = offset[channel]!;
    for (let index = channel; index < levels.length; index += channels)
      levels[index] = clipped(data[start + index]! * factor + addend);
  }
}

/** Not a number stays. */
function clipped(level: number): number {
  return level < 0 ? 0 : level > 255 ? 255 : level;
}

/** Alpha below this is none: colours could not be divided by it again. */
const leastAlpha = 1e-20;

function premultiply(levels: Float32Array): void {
  for (let pixel = 0; pixel < levels.length; pixel += 4) {
    if (levels[pixel + 3]! < leastAlpha) levels[pixel + 3] = 0;
    const share = levels[pixel + 3]! / 255;
    levels[pixel]! *= share;
    levels[pixel + 1]! *= share;
    levels[pixel + 2]! *= share;
  }
}
