import type { Region } from '../../shared/picture.ts';
import type { Mapping } from '../../shared/view.ts';
import type { Image } from '../image.ts';

/** The levels of one row of a region: interleaved channels, 0 to 255, colours premultiplied. Overwritten by the next. */
export type LevelReader = (y: number) => Float32Array;

/** Whether 8 bits are shown as they are. */
export function isIdentity({ scale, offset }: Mapping): boolean {
  return scale.every(factor => factor === 1) && offset.every(addend => addend === 0);
}

/** Reads rows of a region through a mapping. */
export function levelReader(image: Image, region: Region, mapping: Mapping): LevelReader {
  const { data, width, channels } = image;
  const levels = new Float32Array(region.width * channels);
  const tables = data instanceof Float32Array ? undefined : tablesOf(data, channels, mapping);
  return y => {
    const start = ((region.y + y) * width + region.x) * channels;
    if (data instanceof Float32Array) mapFloats(data, start, channels, mapping, levels);
    else lookUp(data, start, channels, tables!, levels);
    if (channels === 4) premultiply(levels);
    return levels;
  };
}

function tablesOf(data: Uint8Array | Uint16Array, channels: number, mapping: Mapping): Float32Array[] {
  return Array.from({ length: channels }, (_value, channel) => {
    const table = Float32Array.from({ length: 2 ** (8 * data.BYTES_PER_ELEMENT) }, (_level, value) => value);
    mapFloats(table, 0, 1, { scale: [mapping.scale[channel]!], offset: [mapping.offset[channel]!] }, table);
    return table;
  });
}

function lookUp(
  data: Uint8Array | Uint16Array,
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
    for (let index = channel; index < levels.length; index += channels) {
      const level = data[start + index]! * factor + addend;
      levels[index] = level < 0 ? 0 : level > 255 ? 255 : level;
    }
  }
}

function premultiply(levels: Float32Array): void {
  for (let pixel = 0; pixel < levels.length; pixel += 4) {
    const share = levels[pixel + 3]! / 255;
    levels[pixel]! *= share;
    levels[pixel + 1]! *= share;
    levels[pixel + 2]! *= share;
  }
}
