import { hasBytes } from '../byteReader.ts';
import { truncated } from '../faults.ts';
import type { FormatReader } from '../format.ts';
import { readBmpHeader, type BmpHeader } from './header.ts';
import { levelOf } from './masks.ts';
import { decodeRuns } from './runLength.ts';

/** BMP is read by own code: palettes, run lengths, colour masks and alpha as the format defines them. */
export const bmpReader: FormatReader = {
  format: 'bmp',
  title: 'BMP',
  // Text may begin so, too; the length of the header that follows is a small number.
  recognizes: bytes => hasBytes(bytes, 0, 'BM') && (bytes.length < 18 || hasBytes(bytes, 16, '\0\0')),

  readHeader(bytes) {
    const { width, height, channels, bits, compression } = readBmpHeader(bytes);
    return {
      shape: { width, height, channels, dtype: 'uint8', orientation: 1 },
      notes: [],
      // A palette of grays is how a BMP file says grayscale.
      traits: bits <= 8 && channels === 3 ? ['palette'] : [],
      workingBytes: compression === 'none' ? 0 : width * height,
    };
  },

  decode(bytes) {
    const header = readBmpHeader(bytes);
    const { width, height, channels, compression, dataOffset } = header;
    const stored = bytes.subarray(dataOffset);
    const data = new Uint8Array(width * height * channels);
    if (compression === 'none') expandRows(stored, header, data);
    else {
      const indices = decodeRuns(stored, width, height, compression);
      for (let row = 0; row < height; row++) {
        expandIndices(
          indices,
          row * width,
          { ...header, bits: 8 },
          data,
          (height - 1 - row) * width * channels,
        );
      }
    }
    return { data, width, height, channels, orientation: 1 };
  },
};

function expandRows(stored: Uint8Array, header: BmpHeader, data: Uint8Array): void {
  const { width, height, bits, topDown, channels } = header;
  // Rows are padded to 32 bits; the padding of the last one may be missing.
  const stride = Math.floor((bits * width + 31) / 32) * 4;
  if (stride * (height - 1) + Math.ceil((bits * width) / 8) > stored.length) throw truncated('BMP');
  for (let row = 0; row < height; row++) {
    const from = (topDown ? row : height - 1 - row) * stride;
    const to = row * width * channels;
    if (bits <= 8) expandIndices(stored, from, header, data, to);
    else if (bits === 24) swapRow(stored, from, width, data, to);
    else expandMasks(stored, from, header, data, to);
  }
}

/** Palette indices of 1, 2, 4 or 8 bits, leftmost in the high bits, to grayscale or RGB. */
function expandIndices(
  stored: Uint8Array,
  from: number,
  header: BmpHeader,
  data: Uint8Array,
  to: number,
): void {
  const { width, bits, palette, channels } = header;
  const most = (1 << bits) - 1;
  for (let x = 0; x < width; x++, to += channels) {
    const bit = x * bits;
    const entry = ((stored[from + (bit >> 3)]! >> (8 - bits - (bit & 7))) & most) * 3;
    data[to] = palette[entry]!;
    if (channels === 1) continue;
    data[to + 1] = palette[entry + 1]!;
    data[to + 2] = palette[entry + 2]!;
  }
}

/** Blue, green, red to red, green, blue. */
function swapRow(stored: Uint8Array, from: number, width: number, data: Uint8Array, to: number): void {
  for (const end = to + width * 3; to < end; to += 3, from += 3) {
    data[to] = stored[from + 2]!;
    data[to + 1] = stored[from + 1]!;
    data[to + 2] = stored[from]!;
  }
}

/** Pixels of 16 or 32 bits, taken apart by masks. */
function expandMasks(
  stored: Uint8Array,
  from: number,
  header: BmpHeader,
  data: Uint8Array,
  to: number,
): void {
  const { width, bits, masks, channels } = header;
  const [red, green, blue, alpha] = masks;
  const size = bits >> 3;
  for (let x = 0; x < width; x++, to += channels, from += size) {
    const low = stored[from]! | (stored[from + 1]! << 8);
    const pixel = size === 2 ? low : low | (stored[from + 2]! << 16) | (stored[from + 3]! << 24);
    data[to] = levelOf(red!, pixel);
    data[to + 1] = levelOf(green!, pixel);
    data[to + 2] = levelOf(blue!, pixel);
    if (channels === 4) data[to + 3] = levelOf(alpha!, pixel);
  }
}
