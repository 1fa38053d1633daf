import { allocate, dataTypeOf, type PixelData } from '../../engine/image.ts';
import { bytesPerValue, fullRange } from '../../shared/shape.ts';
import { hasBytes } from '../byteReader.ts';
import type { FormatReader } from '../format.ts';
import { readTiffHeader, type TiffHeader } from './header.ts';
import { readTile, tileRowBytes, tileSamples } from './tiles.ts';

/** TIFF is read by own code: 8 and 16 bits and floats as they are, orientation, bounded memory. */
export const tiffReader: FormatReader = {
  format: 'tiff',
  title: 'TIFF',
  recognizes: bytes => ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].some(start => hasBytes(bytes, 0, start)),

  readHeader(bytes) {
    const header = readTiffHeader(bytes);
    const { width, height, channels, dtype, orientation, pages, tileHeight, kind } = header;
    const inks = kind === 'cmyk' ? width * height * 4 * bytesPerValue[dtype] : 0;
    return {
      shape: { width, height, channels, dtype, orientation },
      notes: [
        ...(pages > 1 ? [`first of ${pages} pages`] : []),
        ...(kind === 'cmyk' ? ['CMYK, shown in RGB'] : []),
        ...(header.leavesOut ? ['a value per pixel of no stated meaning is left out'] : []),
      ],
      traits: [
        ...(kind === 'palette' || kind === 'cmyk' ? [kind] : []),
        ...(pages > 1 ? (['frames'] as const) : []),
      ],
      // A strip or tile decompressed, without its predictor, and as values of at least a byte.
      workingBytes:
        2 * tileHeight * tileRowBytes(header) + tileHeight * header.tileWidth * header.samples + inks,
    };
  },

  decode(bytes) {
    const header = readTiffHeader(bytes);
    const { width, height, channels, dtype, orientation, tileWidth, tileHeight, planar, samples } = header;
    const stored = header.kind === 'cmyk' ? 4 : channels;
    const data = allocate(dtype, width * height * stored);
    const across = Math.ceil(width / tileWidth);
    const perPlane = across * Math.ceil(height / tileHeight);
    for (let index = 0; index < perPlane * (planar ? samples : 1); index++) {
      const y = Math.floor((index % perPlane) / across) * tileHeight;
      const x = (index % across) * tileWidth;
      const rows = Math.min(tileHeight, height - y);
      const values = readTile(bytes, header, index, rows);
      const columns = Math.min(tileWidth, width - x);
      const plane = planar ? Math.floor(index / perPlane) : 0;
      place(values, header, data, { x, y, rows, columns, plane, channels: stored });
    }
    if (header.alpha === 'premultiplied') divideByAlpha(data, fullRange[dtype]);
    const pixels = header.kind === 'cmyk' ? fromInks(data, fullRange[dtype]) : data;
    return { data: pixels, width, height, channels, orientation };
  },
};

interface Region {
  readonly x: number;
  readonly y: number;
  readonly rows: number;
  readonly columns: number;
  /** The first of the pixel's stored values that the tile holds. */
  readonly plane: number;
  /** Values per pixel where the tile goes. */
  readonly channels: number;
}

/** Writes a tile's values to their pixels. Values beyond colour and alpha are left out. */
function place(values: PixelData, header: TiffHeader, data: PixelData, region: Region): void {
  const { width, tileWidth, kind } = header;
  const { channels } = region;
  const samples = tileSamples(header);
  const levels = levelsOf(header);
  for (let row = 0; row < region.rows; row++) {
    let from = row * tileWidth * samples;
    let to = ((region.y + row) * width + region.x) * channels;
    for (let column = 0; column < region.columns; column++, from += samples, to += channels) {
      for (let sample = 0; sample < samples; sample++) {
        const value = values[from + sample]!;
        const place = region.plane + sample;
        if (kind === 'palette') {
          for (let channel = 0; channel < 3; channel++) data[to + channel] = levels![value * 3 + channel]!;
        } else if (kind === 'gray' && place === 0) {
          const level = levels ? levels[value]! : header.whiteIsZero ? 65535 - value : value;
          data[to] = level;
          if (channels === 4) data[to + 1] = data[to + 2] = level;
        } else if (kind === 'gray') {
          if (channels === 4) data[to + 3] = value;
        } else if (place < channels) {
          data[to + place] = value;
        }
      }
    }
  }
}

/** The levels of palette entries (RGB each) or of gray values of up to 8 bits; undefined where values are levels. */
function levelsOf({ kind, bits, colorMap, whiteIsZero }: TiffHeader): Uint8Array | undefined {
  const count = 2 ** Math.min(bits, 8);
  if (kind === 'palette') {
    // Some programs write 8-bit values where 16 bits are asked for.
    const isWide = colorMap.some(value => value > 255);
    return Uint8Array.from({ length: count * 3 }, (_level, index) => {
      const value = colorMap[(index % 3) * count + Math.floor(index / 3)]!;
      return isWide ? value >> 8 : value;
    });
  }
  if (kind === 'rgb' || kind === 'cmyk' || bits > 8) return undefined;
  return Uint8Array.from({ length: count }, (_level, value) => {
    const level = (value * 255) / (count - 1);
    return whiteIsZero ? 255 - level : level;
  });
}

/**
 * Colours that were multiplied by alpha, back to straight ones; integers are rounded down, and what is transparent is
 * black, as in Pillow.
 */
function divideByAlpha(data: PixelData, full: number): void {
  const isFloat = data instanceof Float32Array;
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3]!;
    if (alpha === full) continue;
    for (let channel = 0; channel < 3; channel++) {
      const value = alpha === 0 ? 0 : (data[at + channel]! * full) / alpha;
      data[at + channel] = isFloat ? value : Math.min(full, Math.floor(value));
    }
  }
}

/** Red, green and blue of cyan, magenta, yellow and black, as Pillow's `convert('RGB')`: without colour profiles. */
function fromInks(inks: PixelData, full: number): PixelData {
  const pixels = allocate(dataTypeOf(inks), (inks.length / 4) * 3);
  for (let from = 0, to = 0; from < inks.length; from += 4, to += 3) {
    const light = full - inks[from + 3]!;
    for (let ink = 0; ink < 3; ink++)
      pixels[to + ink] = light - Math.round((inks[from + ink]! * light) / full);
  }
  return pixels;
}
