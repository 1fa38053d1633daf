import { ByteReader, hasBytes } from '../byteReader.ts';
import { damaged, unsupported } from '../faults.ts';

export const tags = {
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  orientation: 274,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  planarConfiguration: 284,
  predictor: 317,
  colorMap: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  extraSamples: 338,
  sampleFormat: 339,
} as const;

/** Whole-number fields of a TIFF directory, by tag. */
export class Directory {
  constructor(private readonly fields: ReadonlyMap<number, readonly number[]>) {}

  list(tag: number): readonly number[] | undefined {
    return this.fields.get(tag);
  }

  /** The field's first value. */
  value(tag: number, absent: number): number {
    return this.fields.get(tag)?.[0] ?? absent;
  }

  required(tag: number, what: string): number {
    const value = this.fields.get(tag)?.[0];
    if (value === undefined) throw damaged('TIFF', `it does not state its ${what}`);
    return value;
  }
}

const sizes: Readonly<Record<number, 1 | 2 | 4>> = { 1: 1, 3: 2, 4: 4 };
const known = new Set<number>(Object.values(tags));

/** TIFF 6.0, section 2: the first directory, and how many there are. */
export function readDirectories(bytes: Uint8Array): {
  readonly directory: Directory;
  readonly littleEndian: boolean;
  readonly pages: number;
} {
  const littleEndian = hasBytes(bytes, 0, 'II');
  const reader = new ByteReader(bytes, 'TIFF', littleEndian);
  if (reader.u16(2) === 43) throw unsupported('TIFF', 'more than 4 GiB (BigTIFF)');
  const first = reader.u32(4);
  const fields = readFields(reader, first);
  return { directory: new Directory(fields), littleEndian, pages: countPages(reader, first) };
}

function readFields(reader: ByteReader, offset: number): Map<number, readonly number[]> {
  const fields = new Map<number, readonly number[]>();
  const count = reader.u16(offset);
  for (let index = 0; index < count; index++) {
    const entry = offset + 2 + index * 12;
    const tag = reader.u16(entry);
    const size = sizes[reader.u16(entry + 2)];
    if (!known.has(tag) || size === undefined || fields.has(tag)) continue;
    const length = reader.u32(entry + 4);
    const at = length * size <= 4 ? entry + 8 : reader.u32(entry + 8);
    // Refuses lengths beyond the file before a list of them is made.
    reader.slice(at, length * size);
    fields.set(
      tag,
      Array.from({ length }, (_value, item) => {
        if (size === 1) return reader.u8(at + item);
        return size === 2 ? reader.u16(at + item * 2) : reader.u32(at + item * 4);
      }),
    );
  }
  return fields;
}

/** Follows the chain of directories; a chain that leaves the file or comes back ends there. */
function countPages(reader: ByteReader, first: number): number {
  const seen = new Set<number>();
  let offset = first;
  while (offset !== 0 && !seen.has(offset) && offset + 2 <= reader.length) {
    seen.add(offset);
    const next = offset + 2 + reader.u16(offset) * 12;
    if (next + 4 > reader.length) break;
    offset = reader.u32(next);
  }
  return seen.size;
}
