import type { Channels } from '../../shared/shape.ts';
import { ByteReader } from '../byteReader.ts';
import { damaged, unsupported } from '../faults.ts';
import { readMasks, type Mask } from './masks.ts';

export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  /** The first stored row is the top one. */
  readonly topDown: boolean;
  readonly bits: 1 | 2 | 4 | 8 | 16 | 24 | 32;
  readonly compression: 'none' | 'rle4' | 'rle8';
  /** 256 entries of RGB, black where the file has none; empty for direct colour. */
  readonly palette: Uint8Array;
  /** Red, green, blue and alpha of direct colour of 16 and 32 bits. */
  readonly masks: readonly Mask[];
  readonly dataOffset: number;
  readonly channels: Channels;
}

const coreHeaderSize = 12;
const infoHeaderSize = 40;
/** The versions of Windows headers that are longer. */
const windowsHeaderSizes = [infoHeaderSize, 52, 56, 108, 124];
const fileHeaderSize = 14;
const allowedBits = [1, 2, 4, 8, 16, 24, 32] as const;

/** Windows and OS/2 bitmaps. @throws DarkroomError `unreadable` or `unsupported`. */
export function readBmpHeader(bytes: Uint8Array): BmpHeader {
  const reader = new ByteReader(bytes, 'BMP', true);
  const statedOffset = reader.u32(10);
  const headerSize = reader.u32(fileHeaderSize);
  const isCore = headerSize === coreHeaderSize;
  const isWindows = windowsHeaderSizes.includes(headerSize);
  if (!isCore && (headerSize < 16 || headerSize > 124)) {
    throw damaged('BMP', `its header is ${headerSize} bytes long`);
  }
  const width = isCore ? reader.u16(18) : reader.i32(18);
  const signedHeight = isCore ? reader.u16(20) : reader.i32(22);
  const height = Math.abs(signedHeight);
  if (width <= 0 || height === 0) throw damaged('BMP', `its size is ${width}×${signedHeight}`);
  const stated = reader.u16(isCore ? 24 : 28);
  const bits = allowedBits.find(allowed => allowed === stated);
  if (bits === undefined) {
    if (stated === 0 || stated === 64)
      throw unsupported('BMP', stated === 0 ? 'an embedded image' : '64 bits per pixel');
    throw damaged('BMP', `it states ${stated} bits per pixel`);
  }
  const code = headerSize >= 20 ? reader.u32(30) : 0;
  const kind = compressionOf(code, bits, isWindows);
  const topDown = signedHeight < 0;
  if (topDown && kind !== 'none' && kind !== 'masks')
    throw damaged('BMP', 'it is compressed from the top down');
  const masks = bits === 16 || bits === 32 ? readMasks(reader, headerSize, bits, kind === 'masks', code) : [];
  const masksAfterHeader = kind === 'masks' && headerSize === infoHeaderSize ? (code === 6 ? 16 : 12) : 0;
  const paletteOffset = fileHeaderSize + headerSize + masksAfterHeader;
  const used = headerSize >= 36 ? reader.u32(46) : 0;
  const entryBytes = isCore ? 3 : 4;
  const entries = bits <= 8 ? entriesOf(bits, used) : 0;
  // Where the place of the pixels is left out, they come next, as in Pillow.
  const dataOffset = statedOffset === 0 ? paletteOffset + entries * entryBytes : statedOffset;
  const palette =
    bits <= 8 ? readPalette(bytes, paletteOffset, entries, entryBytes, dataOffset) : new Uint8Array(0);
  const channels = bits <= 8 ? (isGray(palette) ? 1 : 3) : masks[3] && masks[3].bits > 0 ? 4 : 3;
  const compression = kind === 'masks' ? 'none' : kind;
  return { width, height, topDown, bits, compression, palette, masks, dataOffset, channels };
}

function compressionOf(code: number, bits: number, isWindows: boolean): 'none' | 'rle4' | 'rle8' | 'masks' {
  if (code === 0) return 'none';
  if (code === 1 && bits === 8) return 'rle8';
  if (code === 2 && bits === 4) return 'rle4';
  if (isWindows && (code === 3 || code === 6) && (bits === 16 || bits === 32)) return 'masks';
  if (isWindows && (code === 4 || code === 5)) throw unsupported('BMP', 'an embedded image');
  if (!isWindows && code === 3) throw unsupported('BMP', 'Huffman coding');
  if (!isWindows && code === 4) throw unsupported('BMP', 'run-length coding of 24 bits');
  throw damaged('BMP', `it states compression ${code} with ${bits} bits per pixel`);
}

/** How many entries the palette is to have; 0 states all there can be. */
function entriesOf(bits: number, used: number): number {
  const most = 1 << bits;
  return used === 0 || used > most ? most : used;
}

/** The palette ends where the file or, if that comes first, the pixels begin. */
function readPalette(
  bytes: Uint8Array,
  offset: number,
  entries: number,
  entryBytes: 3 | 4,
  dataOffset: number,
): Uint8Array {
  const palette = new Uint8Array(256 * 3);
  const end = dataOffset > offset ? Math.min(bytes.length, dataOffset) : bytes.length;
  const count = Math.min(entries, Math.max(0, Math.floor((end - offset) / entryBytes)));
  for (let index = 0; index < count; index++) {
    const at = offset + index * entryBytes;
    palette[index * 3] = bytes[at + 2]!;
    palette[index * 3 + 1] = bytes[at + 1]!;
    palette[index * 3 + 2] = bytes[at]!;
  }
  return palette;
}

/** A palette without colour is how a BMP file says grayscale. */
function isGray(palette: Uint8Array): boolean {
  for (let at = 0; at < palette.length; at += 3) {
    if (palette[at] !== palette[at + 1] || palette[at] !== palette[at + 2]) return false;
  }
  return true;
}
