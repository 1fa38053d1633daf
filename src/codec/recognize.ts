import { DarkroomError } from '../shared/errors.ts';
import type { FormatReader } from './format.ts';
import { hasBytes } from './byteReader.ts';
import { bmpReader } from './bmp/reader.ts';
import { gifReader } from './gif/reader.ts';
import { jpegReader } from './jpeg/reader.ts';
import { npyReader } from './npy/reader.ts';
import { pngReader } from './png/reader.ts';
import { tiffReader } from './tiff/reader.ts';
import { webpReader } from './webp/reader.ts';

/** Every format that is read. */
export const readers: readonly FormatReader[] = [
  jpegReader,
  pngReader,
  webpReader,
  bmpReader,
  gifReader,
  tiffReader,
  npyReader,
];

/** Names of files that are often met among images, by their first bytes. */
const otherKinds: readonly (readonly [start: string, offset: number, name: string])[] = [
  ['ftypavif', 4, 'an AVIF image'],
  ['ftypavis', 4, 'an AVIF sequence'],
  ['ftyphei', 4, 'a HEIC image'],
  ['ftyphev', 4, 'a HEIC sequence'],
  ['ftypmif1', 4, 'a HEIF image'],
  ['\xff\x0a', 0, 'a JPEG XL image'],
  ['\0\0\0\x0cJXL ', 0, 'a JPEG XL image'],
  ['\0\0\0\x0cjP  ', 0, 'a JPEG 2000 image'],
  ['8BPS', 0, 'a Photoshop document'],
  ['%PDF', 0, 'a PDF document'],
  ['PK\x03\x04', 0, 'a ZIP archive'],
  ['\x1f\x8b', 0, 'a gzip archive'],
  ['\0\0\x01\0', 0, 'an icon'],
];

/**
 * Finds a file's format by its content; the name is for messages only.
 * @throws DarkroomError `unreadable` or `unsupported` saying what the file looks like.
 */
export function recognize(bytes: Uint8Array, name: string): FormatReader {
  if (bytes.length === 0) {
    throw new DarkroomError('unreadable', `${name} is empty.`, { hint: 'Copy or download it again.' });
  }
  const reader = readers.find(candidate => candidate.recognizes(bytes));
  if (reader) return reader;
  const readable = `Darkroom reads ${readers.map(({ title }) => title).join(', ')}.`;
  const other = otherKinds.find(([start, offset]) => hasBytes(bytes, offset, start));
  if (other) {
    throw new DarkroomError('unsupported', `${name} is ${other[2]}, which is not supported.`, {
      hint: `Convert it to PNG or JPEG first. ${readable}`,
    });
  }
  const looks = looksLikeText(bytes) ? 'looks like text, not an image' : 'is not an image of a known format';
  throw new DarkroomError('unreadable', `${name} ${looks}.`, { hint: readable });
}

/** No control characters but tabs and line ends, in the first 512 bytes. */
function looksLikeText(bytes: Uint8Array): boolean {
  return bytes
    .subarray(0, 512)
    .every(byte => (byte >= 32 ? byte !== 127 : byte === 9 || byte === 10 || byte === 12 || byte === 13));
}
