import { allocate, type PixelData } from '../../engine/image.ts';
import { damaged, truncated } from '../faults.ts';
import { decompress } from './compression.ts';
import type { TiffHeader } from './header.ts';
import { undoFloat, undoHorizontal } from './predictor.ts';

/** Stored values per pixel of a strip or tile. */
export const tileSamples = ({ planar, samples }: TiffHeader) => (planar ? 1 : samples);

/** Bytes of a row of a strip or tile; rows begin at whole bytes. */
export function tileRowBytes(header: TiffHeader): number {
  return Math.ceil((header.tileWidth * tileSamples(header) * header.bits) / 8);
}

/** The stored values of the first `rows` rows of a strip or tile; fewer than 8 bits are one byte each, unscaled. */
export function readTile(bytes: Uint8Array, header: TiffHeader, index: number, rows: number): PixelData {
  const { offsets, byteCounts, compression, tileHeight, tileWidth, dtype, bits, predictor, littleEndian } =
    header;
  const offset = offsets[index]!;
  const stored = bytes.subarray(offset, offset + byteCounts[index]!);
  const rowBytes = tileRowBytes(header);
  if (stored.length === 0) throw truncated('TIFF');
  let raw = decompress(stored, compression, rowBytes * tileHeight);
  if (raw.length < rowBytes * rows) {
    throw offset + byteCounts[index]! > bytes.length
      ? truncated('TIFF')
      : damaged('TIFF', 'a strip or tile holds fewer pixels than it should');
  }
  raw = raw.subarray(0, rowBytes * rows);
  const samples = tileSamples(header);
  const rowValues = tileWidth * samples;
  if (bits < 8) return unpackBits(raw, rows, rowBytes, rowValues, bits);
  if (predictor === 'float') raw = undoFloat(raw, rows, rowValues, samples);
  const values = allocate(dtype, rows * rowValues);
  const target = Buffer.from(values.buffer);
  target.set(raw);
  if (!littleEndian && bits === 16) target.swap16();
  if (!littleEndian && bits === 32 && predictor !== 'float') target.swap32();
  if (predictor === 'horizontal') {
    const words = values instanceof Float32Array ? new Uint32Array(values.buffer) : values;
    undoHorizontal(words, rows, rowValues, samples);
  }
  return values;
}

function unpackBits(
  raw: Uint8Array,
  rows: number,
  rowBytes: number,
  rowValues: number,
  bits: number,
): Uint8Array {
  const values = new Uint8Array(rows * rowValues);
  const most = (1 << bits) - 1;
  for (let row = 0; row < rows; row++) {
    for (let index = 0; index < rowValues; index++) {
      const bit = index * bits;
      const byte = raw[row * rowBytes + (bit >> 3)]!;
      values[row * rowValues + index] = (byte >> (8 - bits - (bit & 7))) & most;
    }
  }
  return values;
}
