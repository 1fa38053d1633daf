import type { Orientation } from '../../shared/shape.ts';
import { ByteReader, hasBytes } from '../byteReader.ts';
import { damaged, truncated, unsupported } from '../faults.ts';
import { exifOrientation } from '../orientation.ts';

/** What the segments before the first scan say. */
export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  readonly components: 1 | 3 | 4;
  readonly progressive: boolean;
  readonly orientation: Orientation;
  /** How the components stand for colours; of one component it says nothing. */
  readonly model: ColorModel;
  /** A component has all columns but half of the rows (4:4:0), which the usual decoder repeats. */
  readonly halvesRows: boolean;
  /** Where the contents of EXIF segments are. */
  readonly exifOffsets: readonly number[];
  /** Where the first start-of-scan marker is. */
  readonly scanOffset: number;
}

/** How the components of a file stand for colours. */
export type ColorModel = 'YCbCr' | 'RGB' | 'CMYK' | 'YCCK';

const startOfScan = 0xda;
const endOfImage = 0xd9;
const adobe = 0xee;
const app0 = 0xe0;
const app1 = 0xe1;

/** Markers that stand alone, without a length: TEM, RST0 to RST7, SOI. */
const standsAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** ITU T.81, annex B. @throws DarkroomError `unreadable` or `unsupported`. */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  const reader = new ByteReader(bytes, 'JPEG');
  let frame: ReturnType<typeof readFrame> | undefined;
  let orientation: Orientation = 1;
  let isJfif = false;
  let adobeTransform: number | undefined;
  const exifOffsets: number[] = [];
  let offset = 2;
  for (;;) {
    // Between segments anything up to the next marker is padding.
    while (reader.u8(offset) !== 0xff) offset++;
    while (reader.u8(offset) === 0xff) offset++;
    const marker = reader.u8(offset++);
    if (marker === 0 || standsAlone(marker)) continue;
    if (marker === endOfImage) throw damaged('JPEG', 'it has no image data');
    if (marker === startOfScan) {
      if (!frame) throw damaged('JPEG', 'its image data come before its size');
      const model = modelOf(frame.ids, isJfif, adobeTransform);
      return { ...frame, orientation, model, exifOffsets, scanOffset: offset - 2 };
    }
    const length = reader.u16(offset);
    if (length < 2) throw damaged('JPEG', `a segment has length ${length}`);
    const segment = reader.slice(offset + 2, length - 2);
    if (isFrame(marker)) {
      if (frame) throw damaged('JPEG', 'it states its size twice');
      frame = readFrame(marker, segment);
    } else if (marker === app1 && hasBytes(segment, 0, 'Exif\0\0')) {
      exifOffsets.push(offset + 2);
      if (orientation === 1) orientation = exifOrientation(segment);
    } else if (marker === app0 && segment.length >= 14 && hasBytes(segment, 0, 'JFIF\0')) {
      isJfif = true;
    } else if (marker === adobe && segment.length >= 12 && hasBytes(segment, 0, 'Adobe')) {
      adobeTransform = segment[11];
    }
    offset += length;
  }
}

function readFrame(marker: number, segment: Uint8Array) {
  const reader = new ByteReader(segment, 'JPEG');
  if (marker === 0xc3) throw unsupported('JPEG', 'lossless coding');
  if (marker >= 0xc9) throw unsupported('JPEG', 'arithmetic coding');
  if (marker >= 0xc5) throw unsupported('JPEG', 'hierarchical coding');
  const precision = reader.u8(0);
  if (precision !== 8) throw unsupported('JPEG', `${precision} bits per sample`);
  const height = reader.u16(1);
  const width = reader.u16(3);
  const components = reader.u8(5);
  if (width === 0) throw damaged('JPEG', 'its width is 0');
  if (height === 0) throw unsupported('JPEG', 'its height stated after the image (DNL)');
  if (components !== 1 && components !== 3 && components !== 4) {
    throw unsupported('JPEG', `${components} components`);
  }
  const stated = Array.from({ length: components }, (_component, index) => {
    const factors = reader.u8(7 + index * 3);
    return { id: reader.u8(6 + index * 3), across: factors >> 4, down: factors & 15 };
  });
  reader.slice(6, 3 * components);
  const mostAcross = Math.max(...stated.map(({ across }) => across));
  const mostDown = Math.max(...stated.map(({ down }) => down));
  const halvesRows = stated.some(({ across, down }) => across === mostAcross && down * 2 === mostDown);
  const ids = stated.map(({ id }) => id);
  return { width, height, components, progressive: marker === 0xc2, halvesRows, ids } as const;
}

/** As libjpeg judges: by the JFIF and Adobe segments (transform 0 is none), then by the names of the components. */
function modelOf(ids: readonly number[], isJfif: boolean, adobeTransform: number | undefined): ColorModel {
  if (ids.length === 4) return adobeTransform === undefined || adobeTransform === 0 ? 'CMYK' : 'YCCK';
  if (isJfif) return 'YCbCr';
  if (adobeTransform !== undefined) return adobeTransform === 0 ? 'RGB' : 'YCbCr';
  return String.fromCharCode(...ids) === 'RGB' ? 'RGB' : 'YCbCr';
}

/**
 * Walks the scans to the end-of-image marker. Decoders fill what is missing with grey and say nothing.
 * @throws DarkroomError `unreadable` when the marker is missing.
 */
export function checkJpegEnd(bytes: Uint8Array, scanOffset: number): void {
  let offset = scanOffset;
  for (;;) {
    offset = bytes.indexOf(0xff, offset);
    if (offset < 0 || offset + 1 >= bytes.length) throw truncated('JPEG');
    const marker = bytes[offset + 1]!;
    if (marker === endOfImage) return;
    if (marker === 0xff) {
      offset += 1;
    } else if (marker === 0 || standsAlone(marker)) {
      offset += 2;
    } else {
      if (offset + 3 >= bytes.length) throw truncated('JPEG');
      offset += 2 + ((bytes[offset + 2]! << 8) | bytes[offset + 3]!);
    }
  }
}
