import { constants, inflateSync } from 'node:zlib';
import { allocate, type Image } from '../../engine/image.ts';
import { hasBytes } from '../byteReader.ts';
import { damaged, truncated } from '../faults.ts';
import type { FormatReader } from '../format.ts';
import { checkChunk, chunksOf } from './chunks.ts';
import { rowExpander, type RowExpander } from './expand.ts';
import { unfilter } from './filters.ts';
import { colorTypes, readPngHeader, samplesPerPixel, type PngHeader } from './header.ts';

/**
 * PNG is read by own code: it keeps 16 bits and the channel count, and takes no more memory than the header says,
 * whatever the compressed data hold.
 */
export const pngReader: FormatReader = {
  format: 'png',
  title: 'PNG',
  recognizes: bytes => hasBytes(bytes, 0, '\x89PNG\r\n\x1a\n'),

  readHeader(bytes) {
    const header = readPngHeader(bytes);
    const { width, height, channels, orientation, depth, colorType, animated } = header;
    return {
      shape: { width, height, channels, dtype: depth === 16 ? 'uint16' : 'uint8', orientation },
      notes: animated ? ['animated: only the still picture is shown'] : [],
      traits: [
        ...(colorType === colorTypes.palette ? (['palette'] as const) : []),
        ...(animated ? (['frames'] as const) : []),
      ],
      workingBytes: filteredLength(header) + bytes.length,
    };
  },

  decode(bytes) {
    const header = readPngHeader(bytes);
    return decodeRows(bytes, header, rowExpander(header));
  },
};

/** The image whose pixels `expand` makes of the rows; `header.channels` of them. */
export function decodeRows(bytes: Uint8Array, header: PngHeader, expand: RowExpander): Image {
  return assemble(header, inflate(bytes, filteredLength(header)), expand);
}

interface Pass {
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
  readonly width: number;
  readonly height: number;
}

/** Start and step of the seven passes of Adam7: x, y, step in x, step in y. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

function passesOf({ width, height, interlaced }: PngHeader): readonly Pass[] {
  if (!interlaced) return [{ x: 0, y: 0, stepX: 1, stepY: 1, width, height }];
  return adam7
    .map(([x, y, stepX, stepY]) => ({
      ...{ x, y, stepX, stepY },
      width: Math.ceil((width - x) / stepX),
      height: Math.ceil((height - y) / stepY),
    }))
    .filter(pass => pass.width > 0 && pass.height > 0);
}

const rowLength = ({ depth, colorType }: PngHeader, width: number) =>
  Math.ceil((width * samplesPerPixel[colorType] * depth) / 8);

/** Bytes of the filtered rows, each with its filter byte. */
function filteredLength(header: PngHeader): number {
  return passesOf(header).reduce((sum, pass) => sum + pass.height * (1 + rowLength(header, pass.width)), 0);
}

/** Exactly `length` bytes of filtered rows. A stream that would give much more is refused, not followed. */
function inflate(bytes: Uint8Array, length: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const chunk of chunksOf(bytes)) {
    if (chunk.type !== 'IDAT') continue;
    checkChunk(bytes, chunk);
    parts.push(chunk.data);
  }
  const slack = 65536;
  let rows: Uint8Array;
  try {
    rows = inflateSync(parts.length === 1 ? parts[0]! : Buffer.concat(parts), {
      // Stops without complaint where the stream stops; what is missing is seen by its length.
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: length + slack,
      chunkSize: Math.max(64, length + 1),
    });
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw damaged('PNG', 'it holds more data than its size needs', thrown);
    if (typeof code === 'string' && code.startsWith('Z_')) {
      throw damaged('PNG', 'its compressed data are broken', thrown);
    }
    throw thrown;
  }
  if (rows.length < length) throw truncated('PNG');
  return rows;
}

/** Undoes filters in `rows`, expands and, for interlaced images, spreads the pixels. */
function assemble(header: PngHeader, rows: Uint8Array, expand: RowExpander): Image {
  const { width, height, channels, orientation, depth, colorType, interlaced } = header;
  const dtype = depth === 16 ? 'uint16' : 'uint8';
  const data = allocate(dtype, width * height * channels) as Uint8Array | Uint16Array;
  const pixelBytes = Math.max(1, (samplesPerPixel[colorType] * depth) >> 3);
  const line = interlaced ? (allocate(dtype, width * channels) as Uint8Array | Uint16Array) : data;
  let start = 0;
  for (const pass of passesOf(header)) {
    const rowBytes = rowLength(header, pass.width);
    unfilter(rows, start, pass.height, rowBytes, pixelBytes);
    for (let row = 0; row < pass.height; row++) {
      const from = start + row * (rowBytes + 1) + 1;
      const target = ((pass.y + row * pass.stepY) * width + pass.x) * channels;
      if (!interlaced) {
        expand(rows, from, width, data, target);
        continue;
      }
      expand(rows, from, pass.width, line, 0);
      for (let x = 0; x < pass.width; x++) {
        const to = target + x * pass.stepX * channels;
        for (let channel = 0; channel < channels; channel++)
          data[to + channel] = line[x * channels + channel]!;
      }
    }
    start += pass.height * (rowBytes + 1);
  }
  return { data, width, height, channels, orientation };
}
