import { deflateSync } from 'node:zlib';
import { dataTypeOf, type Image, type PixelData } from '../../engine/image.ts';
import { bytesPerValue } from '../../shared/shape.ts';
import { tags } from './directory.ts';

/** Rows are grouped into strips of about this size before compression. */
const stripBytes = 262144;
const compressionLevel = 1;
const [short, long] = [3, 4] as const;

/**
 * TIFF 6.0, little endian, Deflate; integers with the horizontal predictor. 1, 3 or 4 channels (straight alpha) of
 * uint8, uint16 or float32.
 */
export function encodeTiff(image: Image): Uint8Array {
  const { data, width, height, channels } = image;
  const dtype = dataTypeOf(data);
  const rowValues = width * channels;
  const rowsPerStrip = Math.max(1, Math.floor(stripBytes / (rowValues * bytesPerValue[dtype])));
  const strips: Uint8Array[] = [];
  for (let row = 0; row < height; row += rowsPerStrip) {
    const part = data.slice(row * rowValues, (row + rowsPerStrip) * rowValues);
    if (!(part instanceof Float32Array)) takeDifferences(part, rowValues, channels);
    const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    strips.push(deflateSync(bytes, { level: compressionLevel }));
  }
  const headerSize = 8;
  const offsets: number[] = [];
  let end = headerSize;
  for (const strip of strips) {
    offsets.push(end);
    end += strip.length;
  }
  const directoryOffset = end + (end & 1);
  const bits = bytesPerValue[dtype] * 8;
  const fields: Field[] = [
    [tags.width, long, [width]],
    [tags.height, long, [height]],
    [tags.bitsPerSample, short, Array<number>(channels).fill(bits)],
    [tags.compression, short, [8]],
    [tags.photometric, short, [channels === 1 ? 1 : 2]],
    [tags.stripOffsets, long, offsets],
    [tags.samplesPerPixel, short, [channels]],
    [tags.rowsPerStrip, long, [rowsPerStrip]],
    [tags.stripByteCounts, long, strips.map(strip => strip.length)],
    [tags.planarConfiguration, short, [1]],
    [tags.predictor, short, [dtype === 'float32' ? 1 : 2]],
    ...(channels === 4 ? [[tags.extraSamples, short, [2]] satisfies Field] : []),
    [tags.sampleFormat, short, Array<number>(channels).fill(dtype === 'float32' ? 3 : 1)],
  ];
  const start = Buffer.from('II*\0\0\0\0\0', 'latin1');
  start.writeUInt32LE(directoryOffset, 4);
  const padding = Buffer.alloc(directoryOffset - end);
  return Buffer.concat([start, ...strips, padding, directoryBytes(fields, directoryOffset)]);
}

type Field = [tag: number, type: typeof short | typeof long, values: readonly number[]];

/** A directory and, behind it, the values that do not fit into its entries. */
function directoryBytes(fields: readonly Field[], offset: number): Buffer {
  const size = (type: number) => (type === short ? 2 : 4);
  const entries = Buffer.alloc(2 + fields.length * 12 + 4);
  const outside: Buffer[] = [];
  let outsideOffset = offset + entries.length;
  entries.writeUInt16LE(fields.length, 0);
  for (const [index, [tag, type, values]] of fields.entries()) {
    const entry = 2 + index * 12;
    entries.writeUInt16LE(tag, entry);
    entries.writeUInt16LE(type, entry + 2);
    entries.writeUInt32LE(values.length, entry + 4);
    const bytes = Buffer.alloc(values.length * size(type));
    for (const [item, value] of values.entries()) bytes.writeUIntLE(value, item * size(type), size(type));
    if (bytes.length <= 4) {
      bytes.copy(entries, entry + 8);
      continue;
    }
    entries.writeUInt32LE(outsideOffset, entry + 8);
    outside.push(bytes);
    outsideOffset += bytes.length;
  }
  return Buffer.concat([entries, ...outside]);
}

/** Each value becomes its difference to the pixel on the left, in place. */
function takeDifferences(values: Exclude<PixelData, Float32Array>, rowValues: number, samples: number): void {
  for (let start = 0; start < values.length; start += rowValues) {
    for (let at = start + rowValues - 1; at >= start + samples; at--) {
      values[at] = values[at]! - values[at - samples]!;
    }
  }
}
