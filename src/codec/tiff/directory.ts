import { ByteReader, hasBytes } from '../byteReader.ts';
import { damaged } from '../faults.ts';

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
  inkSet: 332,
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

const sizes: Readonly<Record<number, 1 | 2 | 4 | 8>> = { 1: 1, 3: 2, 4: 4, 16: 8 };
const known = new Set<number>(Object.values(tags));

/** Fields of one value for each strip or tile: a million of them are enough for any image that is read. */
const partFields = new Set<number>([
  tags.stripOffsets,
  tags.stripByteCounts,
  tags.tileOffsets,
  tags.tileByteCounts,
]);
const mostParts = 2 ** 20;
/** Of the others the colour map is the longest, with three values for each of 16 bits. */
const mostValues = 3 * 2 ** 16;

/** How a directory is laid out: in classic TIFF with offsets of 32 bits, in BigTIFF of 64. */
interface Layout {
  readonly countBytes: 2 | 8;
  readonly offsetBytes: 4 | 8;
  readonly entryBytes: 12 | 20;
}

const classic: Layout = { countBytes: 2, offsetBytes: 4, entryBytes: 12 };
const big: Layout = { countBytes: 8, offsetBytes: 8, entryBytes: 20 };

/** TIFF 6.0, section 2, and BigTIFF: the first directory, and how many there are. */
export function readDirectories(bytes: Uint8Array): {
  readonly directory: Directory;
  readonly littleEndian: boolean;
  readonly pages: number;
} {
  const littleEndian = hasBytes(bytes, 0, 'II');
  const reader = new ByteReader(bytes, 'TIFF', littleEndian);
  const layout = reader.u16(2) === 43 ? big : classic;
  if (layout === big && reader.u16(4) !== 8) throw damaged('TIFF', 'its offsets are not of 8 bytes');
  const first = layout === big ? reader.u64(8) : reader.u32(4);
  const fields = readFields(reader, first, layout);
  return { directory: new Directory(fields), littleEndian, pages: countPages(reader, first, layout) };
}

function readFields(reader: ByteReader, offset: number, layout: Layout): Map<number, readonly number[]> {
  const { countBytes, offsetBytes, entryBytes } = layout;
  const fields = new Map<number, readonly number[]>();
  const count = unsigned(reader, offset, countBytes);
  // Refuses a count beyond the file before it is counted to.
  reader.slice(offset + countBytes, count * entryBytes);
  for (let index = 0; index < count; index++) {
    const entry = offset + countBytes + index * entryBytes;
    const tag = reader.u16(entry);
    const size = sizes[reader.u16(entry + 2)];
    if (!known.has(tag) || size === undefined || fields.has(tag)) continue;
    const length = unsigned(reader, entry + 4, offsetBytes);
    const value = entry + 4 + offsetBytes;
    const at = length * size <= offsetBytes ? value : unsigned(reader, value, offsetBytes);
    // Refuses lengths beyond the file before a list of them is made.
    reader.slice(at, length * size);
    if (length > (partFields.has(tag) ? mostParts : mostValues))
      throw damaged('TIFF', `its field ${tag} has ${length} values`);
    fields.set(
      tag,
      Array.from({ length }, (_value, item) => unsigned(reader, at + item * size, size)),
    );
  }
  return fields;
}

function unsigned(reader: ByteReader, at: number, size: 1 | 2 | 4 | 8): number {
  switch (size) {
    case 1:
      return reader.u8(at);
    case 2:
      return reader.u16(at);
    case 4:
      return reader.u32(at);
    case 8:
      return reader.u64(at);
  }
}

/** Follows the chain of directories; a chain that leaves the file or comes back ends there. */
function countPages(
  reader: ByteReader,
  first: number,
  { countBytes, offsetBytes, entryBytes }: Layout,
): number {
  const seen = new Set<number>();
  let offset = first;
  while (offset !== 0 && !seen.has(offset) && offset + countBytes <= reader.length) {
    seen.add(offset);
    const next = offset + countBytes + unsigned(reader, offset, countBytes) * entryBytes;
    if (next + offsetBytes > reader.length) break;
    offset = unsigned(reader, next, offsetBytes);
  }
  return seen.size;
}
