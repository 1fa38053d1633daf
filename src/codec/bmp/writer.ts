import type { Image } from '../../engine/image.ts';

const fileHeaderSize = 14;
const infoHeaderSize = 40;
const version4HeaderSize = 108;

/**
 * BMP of uint8 pixels, bottom row first: 8 bits with a gray palette for one channel, 24 bits for three, 32 bits with
 * an alpha mask (header version 4) for four.
 */
export function encodeBmp(image: Image): Uint8Array {
  const { data, width, height, channels } = image;
  const headerSize = channels === 4 ? version4HeaderSize : infoHeaderSize;
  const paletteSize = channels === 1 ? 256 * 4 : 0;
  const dataOffset = fileHeaderSize + headerSize + paletteSize;
  const stride = Math.ceil((width * channels) / 4) * 4;
  const bytes = Buffer.alloc(dataOffset + stride * height);
  bytes.write('BM', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(dataOffset, 10);
  bytes.writeUInt32LE(headerSize, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(channels * 8, 28);
  bytes.writeUInt32LE(stride * height, 34);
  if (channels === 4) writeMasks(bytes);
  for (let level = 0; level < paletteSize / 4; level++) {
    bytes.fill(
      level,
      fileHeaderSize + infoHeaderSize + level * 4,
      fileHeaderSize + infoHeaderSize + level * 4 + 3,
    );
  }
  for (let row = 0; row < height; row++) {
    let from = row * width * channels;
    let to = dataOffset + (height - 1 - row) * stride;
    for (let x = 0; x < width; x++, from += channels, to += channels) {
      if (channels === 1) {
        bytes[to] = data[from]!;
        continue;
      }
      bytes[to] = data[from + 2]!;
      bytes[to + 1] = data[from + 1]!;
      bytes[to + 2] = data[from]!;
      if (channels === 4) bytes[to + 3] = data[from + 3]!;
    }
  }
  return bytes;
}

/** Blue, green, red, alpha from the low byte up; colours are sRGB. */
function writeMasks(bytes: Buffer): void {
  const bitFields = 3;
  bytes.writeUInt32LE(bitFields, 30);
  bytes.writeUInt32LE(0x00ff0000, 54);
  bytes.writeUInt32LE(0x0000ff00, 58);
  bytes.writeUInt32LE(0x000000ff, 62);
  bytes.writeUInt32LE(0xff000000, 66);
  bytes.write('BGRs', 70, 'latin1');
}
