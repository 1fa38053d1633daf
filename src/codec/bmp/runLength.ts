import { truncated } from '../faults.ts';

/**
 * Palette indices of an RLE8 or RLE4 bitmap, bottom row first, one byte each. Pixels that the runs leave out have
 * index 0; runs that leave the image are cut at its edge.
 */
export function decodeRuns(
  data: Uint8Array,
  width: number,
  height: number,
  kind: 'rle4' | 'rle8',
): Uint8Array {
  const indices = new Uint8Array(width * height);
  const perByte = kind === 'rle4' ? 2 : 1;
  let at = 0;
  let x = 0;
  let y = 0;
  while (y < height) {
    if (at + 1 >= data.length) throw truncated('BMP');
    const count = data[at]!;
    const value = data[at + 1]!;
    at += 2;
    if (count > 0) {
      for (let index = 0; index < count; index++, x++) {
        if (x < width) indices[y * width + x] = kind === 'rle8' ? value : nibble(value, index);
      }
    } else if (value === 0) {
      x = 0;
      y++;
    } else if (value === 1) {
      break;
    } else if (value === 2) {
      if (at + 1 >= data.length) throw truncated('BMP');
      x += data[at]!;
      y += data[at + 1]!;
      at += 2;
    } else {
      const length = Math.ceil(value / perByte);
      if (at + length > data.length) throw truncated('BMP');
      for (let index = 0; index < value; index++, x++) {
        if (x >= width) continue;
        const byte = data[at + Math.floor(index / perByte)]!;
        indices[y * width + x] = kind === 'rle8' ? byte : nibble(byte, index);
      }
      // Literal runs are padded to 16 bits.
      at += length + (length & 1);
    }
  }
  return indices;
}

/** The high half first. */
function nibble(byte: number, index: number): number {
  return index & 1 ? byte & 15 : byte >> 4;
}
