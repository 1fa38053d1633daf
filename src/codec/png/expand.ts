import { colorTypes, samplesPerPixel, type PngHeader } from './header.ts';

type Row = Uint8Array | Uint16Array;

/** Turns one unfiltered row of a PNG into pixels: `width` of them, written to `target` from `offset` on. */
export type RowExpander = (
  source: Uint8Array,
  from: number,
  width: number,
  target: Row,
  offset: number,
) => void;

/** Chosen once per image, so that no row asks again what kind it is. */
export function rowExpander(header: PngHeader): RowExpander {
  const { depth, colorType, transparency } = header;
  if (colorType === colorTypes.palette) return paletteExpander(header);
  if (depth === 16) {
    if (colorType === colorTypes.grayAlpha) return expandGrayAlpha(2);
    return transparency ? keyExpander(header, transparency, 2) : copyWide(samplesPerPixel[colorType]);
  }
  if (colorType === colorTypes.grayAlpha) return expandGrayAlpha(1);
  if (transparency) return keyExpander(header, transparency, 1);
  if (depth === 8) return copyBytes(samplesPerPixel[colorType]);
  return expandBits(depth);
}

/** Value number `index` of a row whose values have `depth` (1, 2, 4 or 8) bits, leftmost in the high bits. */
function packed(source: Uint8Array, from: number, depth: number, index: number): number {
  const bit = index * depth;
  return (source[from + (bit >> 3)]! >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}

const copyBytes =
  (samples: number): RowExpander =>
  (source, from, width, target, offset) => {
    target.set(source.subarray(from, from + width * samples), offset);
  };

const copyWide =
  (samples: number): RowExpander =>
  (source, from, width, target, offset) => {
    for (let index = 0, at = from; index < width * samples; index++, at += 2) {
      target[offset + index] = (source[at]! << 8) | source[at + 1]!;
    }
  };

/** Fewer than 8 bits of gray are scaled to the full range: 255, 85 or 17 levels apart. */
const expandBits = (depth: number): RowExpander => {
  const scale = 255 / ((1 << depth) - 1);
  return (source, from, width, target, offset) => {
    for (let x = 0; x < width; x++) target[offset + x] = packed(source, from, depth, x) * scale;
  };
};

/** Gray and alpha of 1 or 2 bytes each become RGBA. */
const expandGrayAlpha =
  (bytes: 1 | 2): RowExpander =>
  (source, from, width, target, offset) => {
    for (let x = 0, at = from, to = offset; x < width; x++, at += 2 * bytes, to += 4) {
      const gray = bytes === 1 ? source[at]! : (source[at]! << 8) | source[at + 1]!;
      const alpha = bytes === 1 ? source[at + 1]! : (source[at + 2]! << 8) | source[at + 3]!;
      target[to] = target[to + 1] = target[to + 2] = gray;
      target[to + 3] = alpha;
    }
  };

/** Palette indices as they are, not the colours they stand for. */
export const indexExpander =
  ({ depth }: PngHeader): RowExpander =>
  (source, from, width, target, offset) => {
    for (let x = 0; x < width; x++) target[offset + x] = packed(source, from, depth, x);
  };

/** A palette entry past the end of the palette is opaque black, as in libpng. */
const paletteExpander = ({ palette, transparency, depth, channels }: PngHeader): RowExpander => {
  const colors = new Uint8Array(256 * channels);
  for (let index = 0; index < 256; index++) {
    for (let channel = 0; channel < 3; channel++) {
      colors[index * channels + channel] = palette?.[index * 3 + channel] ?? 0;
    }
    if (channels === 4) colors[index * 4 + 3] = transparency?.[index] ?? 255;
  }
  return (source, from, width, target, offset) => {
    for (let x = 0, to = offset; x < width; x++, to += channels) {
      const entry = packed(source, from, depth, x) * channels;
      target[to] = colors[entry]!;
      target[to + 1] = colors[entry + 1]!;
      target[to + 2] = colors[entry + 2]!;
      if (channels === 4) target[to + 3] = colors[entry + 3]!;
    }
  };
};

/** Gray or RGB with one transparent value, compared before scaling as the specification asks. */
const keyExpander = (header: PngHeader, transparency: Uint8Array, bytes: 1 | 2): RowExpander => {
  const { depth, colorType } = header;
  const samples = samplesPerPixel[colorType];
  const mask = depth === 16 ? 0xffff : (1 << depth) - 1;
  const key = [0, 1, 2].map(index =>
    index < samples ? ((transparency[index * 2]! << 8) | transparency[index * 2 + 1]!) & mask : 0,
  );
  const [red, green, blue] = key as [number, number, number];
  const opaque = bytes === 1 ? 255 : 65535;
  const scale = depth < 8 ? 255 / mask : 1;
  const read = (source: Uint8Array, from: number, index: number) =>
    bytes === 1
      ? packed(source, from, depth, index)
      : (source[from + index * 2]! << 8) | source[from + index * 2 + 1]!;
  return (source, from, width, target, offset) => {
    for (let x = 0, to = offset; x < width; x++, to += 4) {
      const first = read(source, from, x * samples);
      const second = samples === 1 ? first : read(source, from, x * samples + 1);
      const third = samples === 1 ? first : read(source, from, x * samples + 2);
      const isKey = first === red && (samples === 1 || (second === green && third === blue));
      target[to] = first * scale;
      target[to + 1] = second * scale;
      target[to + 2] = third * scale;
      target[to + 3] = isKey ? 0 : opaque;
    }
  };
};
