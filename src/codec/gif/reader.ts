import { hasBytes } from '../byteReader.ts';
import type { FormatReader } from '../format.ts';
import { readGifHeader, type GifHeader } from './header.ts';
import { decodeGifLzw } from './lzw.ts';

/** GIF is read by own code, which ends on every file; of an animation the first frame. */
export const gifReader: FormatReader = {
  format: 'gif',
  title: 'GIF',
  recognizes: bytes => hasBytes(bytes, 0, 'GIF87a') || hasBytes(bytes, 0, 'GIF89a'),

  readHeader(bytes) {
    const { width, height, channels, frameCount } = readGifHeader(bytes);
    return {
      shape: { width, height, channels, dtype: 'uint8', orientation: 1 },
      notes: frameCount > 1 ? [`first of ${frameCount} frames`] : [],
      traits: frameCount > 1 ? ['palette', 'frames'] : ['palette'],
      workingBytes: width * height,
    };
  },

  decode(bytes) {
    const header = readGifHeader(bytes);
    const { width, height, channels, frame, dataOffset } = header;
    const indices = decodeGifLzw(bytes, dataOffset, frame.width * frame.height);
    // What the frame does not cover stays transparent.
    const data = new Uint8Array(width * height * channels);
    const order = frame.interlaced ? interlacedRows(frame.height) : undefined;
    for (let row = 0; row < frame.height; row++) {
      const y = frame.y + (order?.[row] ?? row);
      paint(indices, row * frame.width, header, data, (y * width + frame.x) * channels);
    }
    return { data, width, height, channels, orientation: 1 };
  },
};

/** The rows' places in the order in which they are stored: every 8th, then between them. */
function interlacedRows(height: number): Uint16Array {
  const rows = new Uint16Array(height);
  let index = 0;
  for (const [start, step] of [
    [0, 8],
    [4, 8],
    [2, 4],
    [1, 2],
  ] as const) {
    for (let row = start; row < height; row += step) rows[index++] = row;
  }
  return rows;
}

/** One row; an index past the end of the palette is black. */
function paint(indices: Uint8Array, from: number, header: GifHeader, data: Uint8Array, to: number): void {
  const { palette, transparentIndex, channels, frame } = header;
  for (let x = 0; x < frame.width; x++, to += channels) {
    const index = indices[from + x]!;
    const entry = index * 3;
    if (entry < palette.length) {
      data[to] = palette[entry]!;
      data[to + 1] = palette[entry + 1]!;
      data[to + 2] = palette[entry + 2]!;
    }
    if (channels === 4) data[to + 3] = index === transparentIndex ? 0 : 255;
  }
}
