import type { Channels, Orientation } from '../../shared/shape.ts';
import { ByteReader } from '../byteReader.ts';
import { damaged } from '../faults.ts';
import { exifOrientation } from '../orientation.ts';
import { checkChunk, chunksOf } from './chunks.ts';

export const colorTypes = { gray: 0, rgb: 2, palette: 3, grayAlpha: 4, rgba: 6 } as const;
export type ColorType = (typeof colorTypes)[keyof typeof colorTypes];

/** Stored values per pixel. */
export const samplesPerPixel: Record<ColorType, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

const depths: Record<ColorType, readonly number[]> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colorType: ColorType;
  readonly interlaced: boolean;
  /** RGB, three bytes per entry. */
  readonly palette: Uint8Array | undefined;
  /** Alpha of palette entries, or the one gray or RGB value that is transparent. */
  readonly transparency: Uint8Array | undefined;
  readonly orientation: Orientation;
  readonly animated: boolean;
  /** What an image of this kind becomes. */
  readonly channels: Channels;
}

/** @throws DarkroomError `unreadable`. */
export function readPngHeader(bytes: Uint8Array): PngHeader {
  let size: ReturnType<typeof readSize> | undefined;
  let palette: Uint8Array | undefined;
  let transparency: Uint8Array | undefined;
  let orientation: Orientation = 1;
  let animated = false;
  let hasData = false;
  for (const chunk of chunksOf(bytes)) {
    if (!size && chunk.type !== 'IHDR') throw damaged('PNG', 'it does not begin with its size');
    if (chunk.type === 'IHDR') {
      if (size) throw damaged('PNG', 'it states its size twice');
      checkChunk(bytes, chunk);
      size = readSize(chunk.data);
    } else if (chunk.type === 'PLTE') {
      checkChunk(bytes, chunk);
      palette = chunk.data;
    } else if (chunk.type === 'tRNS' && !hasData) {
      checkChunk(bytes, chunk);
      transparency = chunk.data;
    } else if (chunk.type === 'eXIf') {
      checkChunk(bytes, chunk);
      orientation = exifOrientation(chunk.data);
    } else if (chunk.type === 'acTL') animated = true;
    else if (chunk.type === 'IDAT') hasData = true;
  }
  if (!size) throw damaged('PNG', 'it does not begin with its size');
  if (!hasData) throw damaged('PNG', 'it has no image data');
  const { colorType } = size;
  if (colorType === colorTypes.palette && (!palette || palette.length < 3)) {
    throw damaged('PNG', 'its palette is missing');
  }
  // An alpha channel leaves nothing for a transparent colour to say; too short a one says nothing.
  const needed = colorType === colorTypes.gray ? 2 : colorType === colorTypes.rgb ? 6 : 1;
  if (colorType >= colorTypes.grayAlpha || (transparency && transparency.length < needed)) {
    transparency = undefined;
  }
  const channels =
    transparency || colorType >= colorTypes.grayAlpha ? 4 : colorType === colorTypes.gray ? 1 : 3;
  return { ...size, palette, transparency, orientation, animated, channels };
}

function readSize(data: Uint8Array) {
  const reader = new ByteReader(data, 'PNG');
  const width = reader.u32(0);
  const height = reader.u32(4);
  const depth = reader.u8(8);
  const colorType = reader.u8(9);
  if (width === 0 || height === 0) throw damaged('PNG', `its size is ${width}×${height}`);
  if (!isColorType(colorType)) throw damaged('PNG', `its colour type is ${colorType}`);
  if (!depths[colorType].includes(depth)) {
    throw damaged('PNG', `it states ${depth} bits per sample with colour type ${colorType}`);
  }
  const [compression, filter, interlace] = [reader.u8(10), reader.u8(11), reader.u8(12)];
  if (compression !== 0 || filter !== 0) throw damaged('PNG', 'its compression method is unknown');
  if (interlace > 1) throw damaged('PNG', 'its interlace method is unknown');
  return { width, height, depth, colorType, interlaced: interlace === 1 };
}

function isColorType(value: number): value is ColorType {
  return value in samplesPerPixel;
}
