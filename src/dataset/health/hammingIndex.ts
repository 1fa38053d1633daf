import { checkpoint } from '../../engine/checkpoint.ts';

/** Parts of 16 bits that a hash of 64 bits is looked up by. */
const parts = 4;
const partBits = 16;
export const largestDistance = 15;

/**
 * Finds hashes of 64 bits that differ in few bits, by multi-index hashing (Norouzi, Punjani and Fleet, 2012): two
 * hashes that differ in at most d bits differ in at most ⌊d / 4⌋ in one of their four parts, so that only those
 * with such a part in common are compared. Of 100,000 evenly spread hashes one or two share a part, where comparing all
 * pairs takes 5·10⁹ steps.
 */
export class HammingIndex {
  /** Two words of each hash, one after the other. */
  private readonly words: Uint32Array;
  /** For each part: where the hashes of each value begin in `order`. */
  private readonly starts: readonly Uint32Array[];
  private readonly order: readonly Uint32Array[];

  /** @param hashes 16 hexadecimal digits each */
  constructor(hashes: readonly string[]) {
    this.words = new Uint32Array(hashes.length * 2);
    hashes.forEach((hash, index) => {
      this.words[2 * index] = Number.parseInt(hash.slice(0, 8), 16);
      this.words[2 * index + 1] = Number.parseInt(hash.slice(8), 16);
    });
    const sorted = Array.from({ length: parts }, (_value, part) => this.sortedBy(part, hashes.length));
    this.starts = sorted.map(({ starts }) => starts);
    this.order = sorted.map(({ order }) => order);
  }

  /**
   * Tells of every pair of hashes that differ in at most `distance` bits, once, the earlier one first.
   * @param distance 0 to 15
   */
  pairs(distance: number, visit: (one: number, other: number, bits: number) => void): void {
    const reach = Math.floor(distance / parts);
    const masks = masksUpTo(reach);
    const { words } = this;
    const count = words.length / 2;
    for (let one = 0; one < count; one++) {
      if (one % 1024 === 0) checkpoint();
      const [high, low] = [words[2 * one]!, words[2 * one + 1]!];
      for (let part = 0; part < parts; part++) {
        const value = this.partOf(one, part);
        const starts = this.starts[part]!;
        const order = this.order[part]!;
        for (const mask of masks) {
          // Within a value the later ones stand last.
          for (let at = starts[(value ^ mask) + 1]! - 1; at >= starts[value ^ mask]!; at--) {
            const other = order[at]!;
            if (other <= one) break;
            const highBits = bitsOf(high ^ words[2 * other]!);
            if (highBits > distance) continue;
            const bits = highBits + bitsOf(low ^ words[2 * other + 1]!);
            if (bits <= distance && part === this.firstPartWithin(one, other, reach)) visit(one, other, bits);
          }
        }
      }
    }
  }

  /** The part by which a pair is found first; by later ones it is found again. */
  private firstPartWithin(one: number, other: number, reach: number): number {
    let part = 0;
    while (bitsOf(this.partOf(one, part) ^ this.partOf(other, part)) > reach) part++;
    return part;
  }

  private partOf(index: number, part: number): number {
    return (this.words[2 * index + (part >> 1)]! >>> (part & 1 ? 0 : partBits)) & 0xffff;
  }

  private sortedBy(part: number, count: number): { starts: Uint32Array; order: Uint32Array } {
    const starts = new Uint32Array(2 ** partBits + 1);
    for (let index = 0; index < count; index++) starts[this.partOf(index, part) + 1]!++;
    for (let value = 0; value < 2 ** partBits; value++) starts[value + 1]! += starts[value]!;
    const next = starts.slice();
    const order = new Uint32Array(count);
    for (let index = 0; index < count; index++) order[next[this.partOf(index, part)]!++] = index;
    return { starts, order };
  }
}

/** All numbers of 16 bits of which at most `most` are set, those of fewer first. */
function masksUpTo(most: number): readonly number[] {
  const masks = [0];
  let last = [0];
  for (let set = 1; set <= most; set++) {
    last = last.flatMap(mask => {
      const from = mask === 0 ? 0 : 32 - Math.clz32(mask);
      return Array.from({ length: partBits - from }, (_value, index) => mask | (1 << (from + index)));
    });
    masks.push(...last);
  }
  return masks;
}

/** How many bits of a 32-bit number are set (Hacker's Delight, figure 5-2). */
function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
