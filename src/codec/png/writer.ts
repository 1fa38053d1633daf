import { deflateSync } from 'node:zlib';
import { dataTypeOf, type Image } from '../../engine/image.ts';
import type { Channels } from '../../shared/shape.ts';
import { checksum } from '../checksum.ts';
import { filterRows } from './filterRows.ts';
import { colorTypes, type ColorType } from './header.ts';

const colorTypeOf: Record<Channels, ColorType> = {
  1: colorTypes.gray,
  3: colorTypes.rgb,
  4: colorTypes.rgba,
};

/** Four times as fast as zlib's usual 6, and a tenth larger on photographs. */
const compressionLevel = 1;

/** PNG of 8 or 16 bits with the image's own channels. Values must be uint8 or uint16. */
export function encodePng(image: Image): Uint8Array {
  const { data, width, height, channels } = image;
  const wide = dataTypeOf(data) === 'uint16';
  const samples = wide ? bigEndian(data) : new Uint8Array(data.buffer, data.byteOffset, data.length);
  const pixelBytes = channels * (wide ? 2 : 1);
  const rows = filterRows(samples, height, width * pixelBytes, pixelBytes);
  return pngFile(image, wide ? 16 : 8, colorTypeOf[channels], [
    chunk('IDAT', deflateSync(rows, { level: compressionLevel })),
  ]);
}

/** A whole file of the chunks between its size and its end. */
export function pngFile(
  { width, height }: { readonly width: number; readonly height: number },
  depth: number,
  colorType: ColorType,
  chunks: readonly Uint8Array[],
): Uint8Array {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size[8] = depth;
  size[9] = colorType;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', size),
    ...chunks,
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function bigEndian(data: Image['data']): Uint8Array {
  const swapped = Buffer.alloc(data.byteLength);
  swapped.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return swapped.swap16();
}

export function chunk(type: string, data: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(data, 8);
  bytes.writeUInt32BE(checksum(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}
