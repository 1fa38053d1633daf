import { ByteReader } from '../byteReader.ts';
import { checksum } from '../checksum.ts';
import { damaged, truncated } from '../faults.ts';

export interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

/** The chunks of a PNG file up to IEND, in order; the data are views. PNG specification, section 5.3. */
export function* chunksOf(bytes: Uint8Array): Generator<Chunk, void> {
  const reader = new ByteReader(bytes, 'PNG');
  let offset = 8;
  for (;;) {
    const length = reader.u32(offset);
    const type = reader.text(offset + 4, 4);
    if (!/^[A-Za-z]{4}$/.test(type)) throw damaged('PNG', `a chunk is named ${JSON.stringify(type)}`);
    if (type === 'IEND') return;
    if (offset + 12 + length > bytes.length) throw truncated('PNG');
    yield { type, data: reader.slice(offset + 8, length) };
    offset += 12 + length;
  }
}

/** @throws DarkroomError `unreadable` when the chunk's bytes are not those that were written. */
export function checkChunk(bytes: Uint8Array, chunk: Chunk): void {
  const start = chunk.data.byteOffset - bytes.byteOffset;
  const end = start + chunk.data.length;
  const stored = new ByteReader(bytes, 'PNG').u32(end);
  if (checksum(bytes.subarray(start - 4, end)) !== stored) {
    throw damaged('PNG', `the checksum of its ${chunk.type} chunk is wrong`);
  }
}
