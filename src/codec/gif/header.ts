import { ByteReader } from '../byteReader.ts';
import { damaged } from '../faults.ts';

/** The first frame of a GIF file, and the canvas that it is shown on. */
export interface GifHeader {
  readonly width: number;
  readonly height: number;
  readonly frame: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly interlaced: boolean;
  };
  /** RGB, three bytes per entry. */
  readonly palette: Uint8Array;
  readonly transparentIndex: number | undefined;
  readonly frameCount: number;
  /** Where the frame's LZW data are: the byte that states the code size. */
  readonly dataOffset: number;
  readonly channels: 3 | 4;
}

const extension = 0x21;
const graphicControl = 0xf9;
const image = 0x2c;
const hasTable = 0x80;

/**
 * GIF89a specification. The canvas is enlarged where the first frame is larger, as in Pillow.
 * @throws DarkroomError `unreadable`.
 */
export function readGifHeader(bytes: Uint8Array): GifHeader {
  const reader = new ByteReader(bytes, 'GIF', true);
  const screen = { width: reader.u16(6), height: reader.u16(8), flags: reader.u8(10) };
  let offset = 13;
  let globalPalette: Uint8Array | undefined;
  if (screen.flags & hasTable) {
    globalPalette = reader.slice(offset, tableLength(screen.flags));
    offset += globalPalette.length;
  }
  let transparentIndex: number | undefined;
  for (;;) {
    const kind = reader.u8(offset++);
    if (kind === extension) {
      const label = reader.u8(offset++);
      if (label === graphicControl && reader.u8(offset) >= 4) {
        transparentIndex = reader.u8(offset + 1) & 1 ? reader.u8(offset + 4) : undefined;
      }
      offset = skipBlocks(reader, offset);
    } else if (kind === image) {
      break;
    } else {
      throw damaged('GIF', 'it has no image data');
    }
  }
  const [x, y] = [reader.u16(offset), reader.u16(offset + 2)];
  const [frameWidth, frameHeight] = [reader.u16(offset + 4), reader.u16(offset + 6)];
  if (frameWidth === 0 || frameHeight === 0) throw damaged('GIF', `its size is ${frameWidth}×${frameHeight}`);
  const flags = reader.u8(offset + 8);
  offset += 9;
  const localLength = flags & hasTable ? tableLength(flags) : 0;
  const palette = localLength > 0 ? reader.slice(offset, localLength) : globalPalette;
  if (!palette) throw damaged('GIF', 'it has no palette');
  const dataOffset = offset + localLength;
  const width = Math.max(screen.width, x + frameWidth);
  const height = Math.max(screen.height, y + frameHeight);
  const covers = frameWidth === width && frameHeight === height;
  return {
    ...{ width, height, palette, transparentIndex, dataOffset },
    frame: { x, y, width: frameWidth, height: frameHeight, interlaced: (flags & 0x40) !== 0 },
    frameCount: 1 + countFrames(bytes, dataOffset + 1),
    channels: transparentIndex !== undefined || !covers ? 4 : 3,
  };
}

const tableLength = (flags: number) => 3 << ((flags & 7) + 1);

/** The offset behind a chain of data blocks. Each block is at least a byte on, so the walk ends with the file. */
function skipBlocks(reader: ByteReader, offset: number): number {
  for (;;) {
    const length = reader.u8(offset);
    offset += 1 + length;
    if (length === 0) return offset;
  }
}

/** Frames after the first one; a file that is cut after it counts as far as it goes. */
function countFrames(bytes: Uint8Array, offset: number): number {
  let count = 0;
  const skip = () => {
    while (offset < bytes.length) {
      const length = bytes[offset]!;
      offset += 1 + length;
      if (length === 0) return;
    }
  };
  skip();
  while (offset < bytes.length) {
    const kind = bytes[offset]!;
    if (kind === extension) {
      offset += 2;
    } else if (kind === image) {
      const flags = bytes[offset + 9] ?? 0;
      offset += 11 + (flags & hasTable ? tableLength(flags) : 0);
      if (offset >= bytes.length) break;
      count++;
    } else {
      break;
    }
    skip();
  }
  return count;
}
