import type { Orientation } from '../shared/shape.ts';
import { hasBytes } from './byteReader.ts';

const orientationTag = 0x0112;
const shortType = 3;
const longType = 4;

/**
 * The orientation in a block of EXIF data: a TIFF structure, with or without the `Exif\0\0` that JPEG puts before it.
 * Damaged or missing data means upright, as in every viewer.
 */
export function exifOrientation(block: Uint8Array): Orientation {
  const bytes = hasBytes(block, 0, 'Exif\0\0') ? block.subarray(6) : block;
  const littleEndian = hasBytes(bytes, 0, 'II*\0');
  if (!littleEndian && !hasBytes(bytes, 0, 'MM\0*')) return 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 8) return 1;
  const directory = view.getUint32(4, littleEndian);
  if (directory + 2 > view.byteLength) return 1;
  const count = view.getUint16(directory, littleEndian);
  for (let index = 0; index < count; index++) {
    const entry = directory + 2 + index * 12;
    if (entry + 12 > view.byteLength) return 1;
    if (view.getUint16(entry, littleEndian) !== orientationTag) continue;
    const type = view.getUint16(entry + 2, littleEndian);
    if (type === shortType) return toOrientation(view.getUint16(entry + 8, littleEndian));
    if (type === longType) return toOrientation(view.getUint32(entry + 8, littleEndian));
    return 1;
  }
  return 1;
}

/** The values 1 to 8 are defined; anything else means upright. */
export function toOrientation(value: number): Orientation {
  return Number.isInteger(value) && value >= 1 && value <= 8 ? (value as Orientation) : 1;
}
