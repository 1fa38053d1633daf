import { deflateSync } from 'node:zlib';
import type { Image } from '../../engine/image.ts';
import { unsupported } from '../faults.ts';
import { indexExpander, rowExpander } from './expand.ts';
import { colorTypes, readPngHeader } from './header.ts';
import { decodeRows } from './reader.ts';
import { chunk, pngFile } from './writer.ts';

/** The colours that class ids are shown in. */
export interface Palette {
  /** RGB, three bytes for each id from 0 on; at most 256 of them. */
  readonly colors: Uint8Array;
  /** Alpha of the first ids, where the file has it. */
  readonly alpha?: Uint8Array;
}

/** Ignored pixels as the masks of Pascal VOC show them. */
const ignoredId = 255;
const ignoredColor = [224, 224, 192] as const;

/**
 * Class ids of a PNG mask: palette indices as they are, or gray levels; gray of fewer than 8 bits is scaled to 0 to 255
 * as every decoder does.
 * @throws DarkroomError `unsupported` when it holds colours or alpha
 */
export function decodePngIds(bytes: Uint8Array): { readonly image: Image; readonly palette?: Palette } {
  const header = readPngHeader(bytes);
  requireIds(header);
  const { colorType, palette, transparency } = header;
  const plain = { ...header, transparency: undefined, channels: 1 } as const;
  if (colorType === colorTypes.gray) return { image: decodeRows(bytes, plain, rowExpander(plain)) };
  const image = decodeRows(bytes, plain, indexExpander(header));
  return { image, palette: { colors: palette!, ...(transparency && { alpha: transparency }) } };
}

/** @throws DarkroomError `unsupported` when the file holds colours or alpha */
export function requireIds({ colorType }: ReturnType<typeof readPngHeader>): void {
  if (colorType === colorTypes.gray || colorType === colorTypes.palette) return;
  const what = colorType === colorTypes.grayAlpha ? 'an alpha channel' : 'colours';
  throw unsupported(
    'A mask',
    `${what} instead of class ids`,
    'Save it with one channel, or with a palette, of class ids.',
  );
}

/**
 * A palette PNG of 8 bits. Ids that the palette has no colour for are added to it: 255 in the colour of ignored pixels,
 * others black, which is how decoders show them.
 *
 * @param image of one channel, uint8
 */
export function encodePaletteIds(image: Image, { colors, alpha }: Palette): Uint8Array {
  const { data, width, height } = image;
  const rows = new Uint8Array(height * (width + 1));
  for (let y = 0; y < height; y++) rows.set(data.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  let largest = 0;
  for (const id of data) if (id > largest) largest = id;
  const entries = new Uint8Array(Math.max(colors.length, (largest + 1) * 3));
  entries.set(colors);
  if (largest === ignoredId && colors.length <= ignoredId * 3) entries.set(ignoredColor, ignoredId * 3);
  return pngFile(image, 8, colorTypes.palette, [
    chunk('PLTE', entries),
    ...(alpha ? [chunk('tRNS', alpha)] : []),
    // Unfiltered, because neighbouring indices are not near each other in value.
    chunk('IDAT', deflateSync(rows)),
  ]);
}
