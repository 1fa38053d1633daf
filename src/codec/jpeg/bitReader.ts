import { damaged } from '../faults.ts';
import type { HuffmanSpecification } from './huffman.ts';

const quickBits = 9;

/** A Huffman code for reading. ITU T.81, annex F.2.2.3. */
export class HuffmanDecoder {
  /** Length and symbol of every code of up to 9 bits, by those bits and whatever follows; 0 for longer ones. */
  readonly quick = new Uint16Array(1 << quickBits);
  /** The largest code of each length, −1 where there is none. */
  readonly largest = new Int32Array(17).fill(-1);
  /** What is added to a code of each length for the index of its symbol. */
  readonly offsets = new Int32Array(17);
  readonly symbols: ArrayLike<number>;

  constructor({ counts, symbols }: HuffmanSpecification) {
    this.symbols = symbols;
    let code = 0;
    let index = 0;
    for (let length = 1; length <= 16; length++) {
      const count = counts[length - 1]!;
      this.offsets[length] = index - code;
      if (count > 0) this.largest[length] = code + count - 1;
      for (let item = 0; item < count; item++, code++, index++) {
        if (code >= 1 << length) throw damaged('JPEG', 'a Huffman code has more symbols than fit');
        if (length > quickBits) continue;
        const from = code << (quickBits - length);
        this.quick.fill((length << 8) | symbols[index]!, from, from + (1 << (quickBits - length)));
      }
      code <<= 1;
    }
  }
}

/** Bits of a scan's coded data, up to the next marker. Reading on is the file's fault: its data are too short. */
export class BitReader {
  private held = 0;
  private count = 0;
  /** Of the bits held, those beyond the data. */
  private padding = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private offset: number,
  ) {}

  /** The next symbol of a code. */
  symbol(code: HuffmanDecoder): number {
    this.fill();
    const found = code.quick[this.peek(quickBits)]!;
    if (found !== 0) {
      this.skip(found >> 8);
      return found & 255;
    }
    for (let length = quickBits + 1; length <= 16; length++) {
      const bits = this.peek(length);
      if (bits > code.largest[length]!) continue;
      this.skip(length);
      return code.symbols[bits + code.offsets[length]!]!;
    }
    throw damaged('JPEG', 'its image data have bits that mean nothing');
  }

  /** A whole number of `count` bits, 0 to 16. */
  bits(count: number): number {
    if (count === 0) return 0;
    this.fill();
    const bits = this.peek(count);
    this.skip(count);
    return bits;
  }

  /** A value of `size` bits, the negative ones less one. ITU T.81, F.2.2.1. */
  value(size: number): number {
    const bits = this.bits(size);
    return size > 0 && bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
  }

  /** Passes a restart marker, where the coded data begin anew. */
  restart(): void {
    const { bytes } = this;
    this.held = this.count = this.padding = 0;
    while (bytes[this.offset] === 0xff && bytes[this.offset + 1] === 0xff) this.offset++;
    if (bytes[this.offset] !== 0xff || (bytes[this.offset + 1]! & 0xf8) !== 0xd0) {
      throw damaged('JPEG', 'a restart marker is missing');
    }
    this.offset += 2;
  }

  /** Where the next marker is sought. */
  get position(): number {
    return this.offset;
  }

  private fill(): void {
    const { bytes } = this;
    while (this.count <= 24) {
      let byte = bytes[this.offset] ?? 0;
      if (this.offset >= bytes.length || (byte === 0xff && bytes[this.offset + 1] !== 0)) {
        byte = 0;
        this.padding += 8;
      } else {
        this.offset += byte === 0xff ? 2 : 1;
      }
      this.held = (this.held << 8) | byte;
      this.count += 8;
    }
  }

  private peek(count: number): number {
    return (this.held >>> (this.count - count)) & ((1 << count) - 1);
  }

  private skip(count: number): void {
    this.count -= count;
    if (this.count < this.padding) throw damaged('JPEG', 'its image data end too early');
  }
}
