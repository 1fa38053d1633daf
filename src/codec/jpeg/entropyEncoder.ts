import { huffman, type HuffmanSpecification } from './huffman.ts';

/** A Huffman code by symbol: its bits and its length. */
interface Code {
  readonly bits: Uint16Array;
  readonly lengths: Uint8Array;
}

/** ITU T.81, annex C: codes are counted up within a length and doubled between lengths. */
function codeOf({ counts, symbols }: HuffmanSpecification): Code {
  const bits = new Uint16Array(256);
  const lengths = new Uint8Array(256);
  let code = 0;
  let index = 0;
  for (const [position, count] of counts.entries()) {
    for (let item = 0; item < count; item++) {
      const symbol = symbols[index++]!;
      bits[symbol] = code++;
      lengths[symbol] = position + 1;
    }
    code <<= 1;
  }
  return { bits, lengths };
}

const codes = {
  luminance: { dc: codeOf(huffman.luminanceDc), ac: codeOf(huffman.luminanceAc) },
  chrominance: { dc: codeOf(huffman.chrominanceDc), ac: codeOf(huffman.chrominanceAc) },
};

/** No block takes more: 64 coefficients of 26 bits each, every byte stuffed. */
const mostBytesPerBlock = 512;

/** Writes quantised blocks as baseline Huffman-coded data. ITU T.81, annex F. */
export class EntropyEncoder {
  private bytes: Uint8Array;
  private length = 0;
  private held = 0;
  private heldBits = 0;

  constructor(expectedBytes: number) {
    this.bytes = new Uint8Array(expectedBytes + mostBytesPerBlock);
  }

  /**
   * @param block quantised coefficients in zigzag order.
   * @param previousDc the component's first coefficient in its previous block.
   */
  write(block: Int16Array, previousDc: number, kind: keyof typeof codes): void {
    if (this.bytes.length - this.length < mostBytesPerBlock) this.grow();
    const { dc, ac } = codes[kind];
    this.writeValue(dc, 0, block[0]! - previousDc);
    let last = 63;
    while (last > 0 && block[last] === 0) last--;
    let run = 0;
    for (let index = 1; index <= last; index++) {
      const value = block[index]!;
      if (value === 0) {
        run++;
        continue;
      }
      for (; run > 15; run -= 16) this.put(ac.bits[0xf0]!, ac.lengths[0xf0]!);
      this.writeValue(ac, run << 4, value);
      run = 0;
    }
    if (last < 63) this.put(ac.bits[0]!, ac.lengths[0]!);
  }

  /** The coded data, the last byte filled with ones. */
  finish(): Uint8Array {
    this.put(0x7f, 7);
    return this.bytes.subarray(0, this.length);
  }

  /** A symbol of run and size, then the value's low bits; negative ones less one. */
  private writeValue(code: Code, run: number, value: number): void {
    const size = 32 - Math.clz32(value < 0 ? -value : value);
    const symbol = run | size;
    this.put(code.bits[symbol]!, code.lengths[symbol]!);
    if (size > 0) this.put((value < 0 ? value - 1 : value) & ((1 << size) - 1), size);
  }

  private put(bits: number, count: number): void {
    // At most 7 bits are held, and none adds more than 16.
    this.held = (this.held << count) | bits;
    this.heldBits += count;
    while (this.heldBits >= 8) {
      this.heldBits -= 8;
      const byte = (this.held >> this.heldBits) & 0xff;
      this.bytes[this.length++] = byte;
      if (byte === 0xff) this.bytes[this.length++] = 0;
    }
    this.held &= (1 << this.heldBits) - 1;
  }

  private grow(): void {
    const larger = new Uint8Array(this.bytes.length * 2);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}
