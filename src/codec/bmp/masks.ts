import type { ByteReader } from '../byteReader.ts';
import { damaged } from '../faults.ts';

/** Where a channel's bits lie in a pixel, and the level of each of its values. */
export interface Mask {
  readonly shift: number;
  /** 0: the channel is not there. */
  readonly bits: number;
  /** For up to 8 bits: the 8-bit level of every value. */
  readonly levels: Uint8Array;
}

const usual = {
  16: [0x7c00, 0x03e0, 0x001f, 0],
  32: [0xff0000, 0xff00, 0xff, 0],
} as const;

/** @param stated whether the file has masks of its own. */
export function readMasks(
  reader: ByteReader,
  headerSize: number,
  bits: 16 | 32,
  stated: boolean,
  compression: number,
): Mask[] {
  if (!stated) return usual[bits].map(toMask);
  const offset = 14 + 40;
  const hasAlpha = headerSize >= 56 || (headerSize === 40 && compression === 6);
  const masks = [0, 4, 8].map(at => reader.u32(offset + at));
  masks.push(hasAlpha ? reader.u32(offset + 12) : 0);
  const claimed = masks.reduce((sum, mask) => sum + mask, 0);
  const union = masks.reduce((all, mask) => (all | mask) >>> 0, 0);
  if (claimed !== union || union >= 2 ** bits) throw damaged('BMP', 'its colour masks overlap or do not fit');
  return masks.map(toMask);
}

function toMask(mask: number): Mask {
  if (mask === 0) return { shift: 0, bits: 0, levels: new Uint8Array(1) };
  const shift = 31 - Math.clz32(mask & -mask);
  const bits = 32 - Math.clz32(mask) - shift;
  if (mask >>> shift !== 2 ** bits - 1) throw damaged('BMP', 'a colour mask has gaps');
  const most = 2 ** bits - 1;
  const count = bits <= 8 ? most + 1 : 0;
  return {
    shift,
    bits,
    levels: Uint8Array.from({ length: count }, (_level, value) => Math.round((value * 255) / most)),
  };
}

/** The 8-bit level of a channel in a pixel: value · 255 / highest value, rounded. */
export function levelOf(mask: Mask, pixel: number): number {
  const { shift, bits, levels } = mask;
  if (bits === 0) return 0;
  const value = (pixel >>> shift) & (bits === 32 ? -1 : (1 << bits) - 1);
  return bits <= 8 ? levels[value]! : Math.round(((value >>> 0) * 255) / (2 ** bits - 1));
}
