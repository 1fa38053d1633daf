import type { Channels, DataType, Orientation } from '../../shared/shape.ts';
import { damaged, unsupported } from '../faults.ts';
import { toOrientation } from '../orientation.ts';
import { compressionNames, type Compression } from './compression.ts';
import { readDirectories, tags, type Directory } from './directory.ts';

export interface TiffHeader {
  readonly littleEndian: boolean;
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
  readonly pages: number;
  readonly dtype: DataType;
  readonly channels: Channels;
  /** Bits of a stored value. */
  readonly bits: 1 | 2 | 4 | 8 | 16 | 32;
  /** Stored values per pixel. */
  readonly samples: number;
  readonly kind: 'gray' | 'rgb' | 'palette' | 'cmyk';
  readonly whiteIsZero: boolean;
  readonly alpha: 'none' | 'straight' | 'premultiplied';
  /** A value beside the colours has no stated meaning and is left out. */
  readonly leavesOut: boolean;
  /** All red, then all green, then all blue values, 16 bits each. */
  readonly colorMap: readonly number[];
  readonly compression: Compression;
  readonly predictor: 'none' | 'horizontal' | 'float';
  readonly planar: boolean;
  /** Strips are tiles as wide as the image. */
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly offsets: readonly number[];
  readonly byteCounts: readonly number[];
}

const photometricNames: Readonly<Record<number, string>> = {
  4: 'a transparency mask',
  6: 'YCbCr colours',
  8: 'Lab colours',
  9: 'Lab colours',
  10: 'Lab colours',
  32803: 'a camera’s raw colour filter values',
  34892: 'linear raw values',
};

/** TIFF 6.0. @throws DarkroomError `unreadable` or `unsupported`. */
export function readTiffHeader(bytes: Uint8Array): TiffHeader {
  const { directory, littleEndian, pages } = readDirectories(bytes);
  const width = directory.required(tags.width, 'width');
  const height = directory.required(tags.height, 'height');
  if (width === 0 || height === 0) throw damaged('TIFF', `its size is ${width}×${height}`);
  const samples = directory.value(tags.samplesPerPixel, 1);
  const { bits, dtype } = readSampleType(directory);
  const compression = readCompression(directory);
  if (directory.value(tags.fillOrder, 1) !== 1) throw unsupported('TIFF', 'reversed bit order');
  return {
    ...{ littleEndian, width, height, pages, bits, dtype, samples, compression },
    orientation: toOrientation(directory.value(tags.orientation, 1)),
    ...readColor(directory, samples, bits, dtype),
    predictor: readPredictor(directory, compression, bits, dtype),
    ...readTiles(directory, width, height, samples),
  };
}

function readSampleType(directory: Directory): Pick<TiffHeader, 'bits' | 'dtype'> {
  const all = directory.list(tags.bitsPerSample) ?? [1];
  const bits = all[0] ?? 1;
  if (all.some(other => other !== bits))
    throw unsupported('TIFF', `channels of ${[...new Set(all)].slice(0, 4).join(', ')} bits`);
  const format = directory.value(tags.sampleFormat, 1);
  if (format === 3 && bits === 32) return { bits, dtype: 'float32' };
  if (format === 1 || format === 4) {
    if (bits === 16) return { bits, dtype: 'uint16' };
    if (bits === 1 || bits === 2 || bits === 4 || bits === 8) return { bits, dtype: 'uint8' };
  }
  const name = { 1: 'unsigned', 2: 'signed', 3: 'floating point', 5: 'complex', 6: 'complex' }[format];
  throw unsupported(
    'TIFF',
    `values of ${bits} bits, ${name ?? 'of an unknown kind'}`,
    'Convert it to 8 or 16 bits, or to 32-bit floating point.',
  );
}

function readCompression(directory: Directory): Compression {
  const code = directory.value(tags.compression, 1);
  const name = compressionNames[code];
  if (name === undefined) {
    throw unsupported('TIFF', `compression ${code}`, 'Save it without compression, or with LZW or Deflate.');
  }
  return name;
}

/** TIFF 6.0, section 14: a part of LZW, and since of Deflate. Beside any other coding it says nothing, as in libtiff. */
function readPredictor(
  directory: Directory,
  compression: Compression,
  bits: number,
  dtype: DataType,
): TiffHeader['predictor'] {
  const code = directory.value(tags.predictor, 1);
  if (code === 1 || compression === 'none' || compression === 'packbits') return 'none';
  if (code === 2 && bits >= 8) return 'horizontal';
  if (code === 3 && dtype === 'float32') return 'float';
  throw unsupported('TIFF', `predictor ${code} on ${bits} bits`);
}

const kinds = { 0: 'gray', 1: 'gray', 2: 'rgb', 3: 'palette', 5: 'cmyk' } as const;
const colorSamples = { gray: 1, rgb: 3, palette: 1, cmyk: 4 } as const;

function readColor(directory: Directory, samples: number, bits: number, dtype: DataType) {
  const photometric = directory.value(tags.photometric, 1);
  const colorMap = directory.list(tags.colorMap) ?? [];
  if (!isKnown(photometric)) {
    throw unsupported('TIFF', photometricNames[photometric] ?? `colours of kind ${photometric}`);
  }
  const kind = kinds[photometric];
  const extra = samples - colorSamples[kind];
  if (extra < 0 || extra > 1 || (kind === 'palette' && extra > 0)) {
    throw unsupported('TIFF', `${samples} values per pixel`);
  }
  if (kind === 'palette' && (bits > 8 || colorMap.length < 3 << bits)) {
    throw damaged('TIFF', 'its palette is missing or too short');
  }
  if (photometric === 0 && dtype === 'float32') throw unsupported('TIFF', 'white as 0 in floating point');
  if (kind !== 'palette' && extra > 0 && bits < 8) throw unsupported('TIFF', `alpha of ${bits} bits`);
  if (kind === 'rgb' && bits < 8) throw unsupported('TIFF', `RGB of ${bits} bits`);
  const alpha = extra === 0 ? 'none' : alphaOf(directory.value(tags.extraSamples, 2));
  if (kind === 'cmyk') {
    if (bits < 8 || dtype === 'float32') throw unsupported('TIFF', `CMYK of ${bits} bits, ${dtype}`);
    if (directory.value(tags.inkSet, 1) !== 1) throw unsupported('TIFF', 'inks other than CMYK');
    if (alpha !== 'none') throw unsupported('TIFF', 'CMYK and alpha');
  }
  const channels: Channels = alpha !== 'none' ? 4 : kind === 'gray' ? 1 : 3;
  const leavesOut = extra > 0 && alpha === 'none';
  return { kind, colorMap, whiteIsZero: photometric === 0, alpha, leavesOut, channels } as const;
}

function isKnown(photometric: number): photometric is keyof typeof kinds {
  return photometric in kinds;
}

/** ExtraSamples: 0 is a value of no stated meaning and is left out. */
function alphaOf(code: number): TiffHeader['alpha'] {
  return code === 1 ? 'premultiplied' : code === 2 ? 'straight' : 'none';
}

function readTiles(directory: Directory, width: number, height: number, samples: number) {
  const tileWidth = directory.value(tags.tileWidth, width);
  const tiled = directory.list(tags.tileOffsets) !== undefined;
  const tileHeight = tiled
    ? directory.required(tags.tileHeight, 'tile height')
    : Math.min(height, directory.value(tags.rowsPerStrip, height));
  if (tileWidth === 0 || tileHeight === 0) throw damaged('TIFF', 'its tiles are empty');
  // A tile is padded to a whole one, so a huge one would take memory that the image does not account for.
  if (tileWidth * tileHeight > Math.max(2 ** 24, 4 * width * height)) {
    throw damaged('TIFF', `its tiles are ${tileWidth}×${tileHeight}, much larger than the image`);
  }
  const offsets = directory.list(tiled ? tags.tileOffsets : tags.stripOffsets) ?? [];
  const stated = directory.list(tiled ? tags.tileByteCounts : tags.stripByteCounts);
  const planar = samples > 1 && directory.value(tags.planarConfiguration, 1) === 2;
  const count = Math.ceil(width / tileWidth) * Math.ceil(height / tileHeight) * (planar ? samples : 1);
  if (offsets.length < count) throw damaged('TIFF', `it has ${offsets.length} of ${count} strips or tiles`);
  if (stated && stated.length < count) throw damaged('TIFF', 'lengths of its strips or tiles are missing');
  // Without lengths a strip ends with the file at the latest.
  const byteCounts = stated ?? offsets.map(() => 2 ** 32);
  return { tileWidth: tiled ? tileWidth : width, tileHeight, offsets, byteCounts, planar };
}
