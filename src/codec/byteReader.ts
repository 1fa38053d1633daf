import { truncated } from './faults.ts';

/** Numbers at byte offsets of a file. Reading past the end is the file's fault: it is truncated. */
export class ByteReader {
  readonly length: number;
  private readonly view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    /** The format's name, for messages. */
    private readonly title: string,
    public littleEndian = false,
  ) {
    this.length = bytes.length;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u8(offset: number): number {
    this.need(offset, 1);
    return this.view.getUint8(offset);
  }

  u16(offset: number): number {
    this.need(offset, 2);
    return this.view.getUint16(offset, this.littleEndian);
  }

  u24(offset: number): number {
    this.need(offset, 3);
    const [first, second, third] = [this.u8(offset), this.u8(offset + 1), this.u8(offset + 2)];
    return this.littleEndian ? first | (second << 8) | (third << 16) : (first << 16) | (second << 8) | third;
  }

  u32(offset: number): number {
    this.need(offset, 4);
    return this.view.getUint32(offset, this.littleEndian);
  }

  /** Beyond 2⁵³ to the nearest number there is, which lies behind the end of any file. */
  u64(offset: number): number {
    const [low, high] = this.littleEndian ? [offset, offset + 4] : [offset + 4, offset];
    return this.u32(high) * 2 ** 32 + this.u32(low);
  }

  i32(offset: number): number {
    this.need(offset, 4);
    return this.view.getInt32(offset, this.littleEndian);
  }

  /** One character per byte. */
  text(offset: number, length: number): string {
    this.need(offset, length);
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + offset, length).toString('latin1');
  }

  /** A view, not a copy. */
  slice(offset: number, length: number): Uint8Array {
    this.need(offset, length);
    return this.bytes.subarray(offset, offset + length);
  }

  private need(offset: number, count: number): void {
    if (offset < 0 || offset + count > this.length) throw truncated(this.title);
  }
}

/** Whether the file has exactly these bytes at an offset; text means one byte per character. */
export function hasBytes(bytes: Uint8Array, offset: number, expected: string): boolean {
  if (offset + expected.length > bytes.length) return false;
  for (let index = 0; index < expected.length; index++) {
    if (bytes[offset + index] !== expected.charCodeAt(index)) return false;
  }
  return true;
}
