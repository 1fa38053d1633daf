import { allocate, type Image, type PixelData } from '../../engine/image.ts';
import { bytesPerValue } from '../../shared/shape.ts';
import { ByteReader, hasBytes } from '../byteReader.ts';
import type { FormatReader } from '../format.ts';
import { magic, readNpyHeader, type NpyHeader } from './header.ts';

export const npyReader: FormatReader = {
  format: 'npy',
  title: 'NPY',
  recognizes: bytes => hasBytes(bytes, 0, magic),

  readHeader(bytes) {
    const { width, height, channels, layout, stored } = readNpyHeader(bytes);
    const notes: string[] = [];
    if (layout === 'chw') notes.push(`axes are (C, H, W): (${channels}, ${height}, ${width})`);
    if (stored === 'float64') notes.push('float64, read as float32');
    return {
      shape: {
        ...{ width, height, channels, dtype: readType(stored), orientation: 1 },
        ...(layout === 'vector' && { vector: true }),
      },
      notes,
      workingBytes: layout === 'chw' ? width * height * channels * bytesPerValue[readType(stored)] : 0,
    };
  },

  decode(bytes) {
    const header = readNpyHeader(bytes);
    const { width, height, channels, layout } = header;
    const values = readValues(bytes, header, width * height * channels);
    const data = layout === 'chw' ? interleave(values, channels) : values;
    return { data, width, height, channels, orientation: 1, ...(layout === 'vector' && { vector: true }) };
  },
};

const readType = (stored: NpyHeader['stored']) => (stored === 'float64' ? 'float32' : stored);

function readValues(bytes: Uint8Array, header: NpyHeader, count: number): Image['data'] {
  const { stored, dataOffset, littleEndian } = header;
  const size = stored === 'float64' ? 8 : bytesPerValue[stored];
  const part = new ByteReader(bytes, 'NPY').slice(dataOffset, count * size);
  const values = allocate(readType(stored), count);
  if (stored === 'float64') {
    const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
    for (let index = 0; index < count; index++) values[index] = view.getFloat64(index * 8, littleEndian);
    return values;
  }
  const raw = Buffer.from(values.buffer);
  raw.set(part);
  // The machines this runs on are little endian, as is nearly every file.
  if (!littleEndian && size === 2) raw.swap16();
  if (!littleEndian && size === 4) raw.swap32();
  return values;
}

/** Channel planes, one after the other, to interleaved channels. */
function interleave(planes: PixelData, channels: number): PixelData {
  const pixels = planes.length / channels;
  const output = planes.slice();
  for (let channel = 0; channel < channels; channel++) {
    for (let pixel = 0, to = channel, from = channel * pixels; pixel < pixels; pixel++, to += channels) {
      output[to] = planes[from + pixel]!;
    }
  }
  return output;
}
