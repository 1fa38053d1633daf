import type { Channels, DataType } from '../../shared/shape.ts';
import { ByteReader } from '../byteReader.ts';
import { damaged, unsupported } from '../faults.ts';

/** What a NumPy array file says of its array, and how that is seen as an image. */
export interface NpyHeader {
  readonly littleEndian: boolean;
  /** The stored type; `float64` is read as float32. */
  readonly stored: DataType | 'float64';
  readonly width: number;
  readonly height: number;
  readonly channels: Channels;
  readonly layout: 'vector' | 'hwc' | 'chw';
  /** Where the values begin. */
  readonly dataOffset: number;
}

export const magic = '\x93NUMPY';

const storedTypes: Readonly<Record<string, NpyHeader['stored']>> = {
  u1: 'uint8',
  u2: 'uint16',
  f4: 'float32',
  f8: 'float64',
};
const typesHint = 'Save it as uint8, uint16, float32 or float64, for example with array.astype("float32").';
const shapeHint =
  'Save one image per file, as (H, W), (H, W, C) or (C, H, W) with 1, 3 or 4 channels, or a vector.';

/** Numpy enhancement proposal 1 (the NPY format), versions 1 to 3. */
export function readNpyHeader(bytes: Uint8Array): NpyHeader {
  const reader = new ByteReader(bytes, 'NPY', true);
  const version = reader.u8(6);
  if (version < 1 || version > 3) throw unsupported('NPY', `format version ${version}`);
  const textOffset = version === 1 ? 10 : 12;
  const textLength = version === 1 ? reader.u16(8) : reader.u32(8);
  if (textLength > 65536) throw damaged('NPY', `its header is ${textLength} bytes long`);
  const text = reader.text(textOffset, textLength);
  const { littleEndian, stored } = readType(text);
  const shape = readShape(text);
  if (/'fortran_order'\s*:\s*True/.test(text) && shape.length > 1) {
    throw unsupported('NPY', 'Fortran order', 'Save numpy.ascontiguousarray(array) instead.');
  }
  return { littleEndian, stored, ...frameOf(shape), dataOffset: textOffset + textLength };
}

function readType(text: string): Pick<NpyHeader, 'littleEndian' | 'stored'> {
  const match = /'descr'\s*:\s*(?:'([^']*)'|\[)/.exec(text);
  if (!match) throw damaged('NPY', 'its header does not name the type of the values');
  const name = match[1];
  if (name === undefined) throw unsupported('NPY', 'a structured type', typesHint);
  const stored = storedTypes[name.slice(1)];
  if (stored === undefined) throw unsupported('NPY', `values of type ${name}`, typesHint);
  return { littleEndian: !name.startsWith('>'), stored };
}

function readShape(text: string): number[] {
  const match = /'shape'\s*:\s*\(([\d\sL,]*)\)/.exec(text);
  if (!match) throw damaged('NPY', 'its header does not state the shape');
  return match[1]!
    .split(',')
    .map(axis => axis.trim())
    .filter(axis => axis !== '')
    .map(axis => Number.parseInt(axis, 10));
}

function frameOf(shape: readonly number[]): Pick<NpyHeader, 'width' | 'height' | 'channels' | 'layout'> {
  const said = `shape (${shape.join(', ')})`;
  if (shape.some(axis => axis === 0)) throw unsupported('NPY', `${said}, which holds no values`, shapeHint);
  const [first, second, third] = shape;
  if (first !== undefined && shape.length === 1) {
    return { width: first, height: 1, channels: 1, layout: 'vector' };
  }
  if (first !== undefined && second !== undefined && shape.length === 2) {
    return { width: second, height: first, channels: 1, layout: 'hwc' };
  }
  if (first !== undefined && second !== undefined && third !== undefined && shape.length === 3) {
    if (isChannels(third)) return { width: second, height: first, channels: third, layout: 'hwc' };
    if (isChannels(first)) return { width: third, height: second, channels: first, layout: 'chw' };
  }
  throw unsupported('NPY', said, shapeHint);
}

function isChannels(value: number): value is Channels {
  return value === 1 || value === 3 || value === 4;
}
