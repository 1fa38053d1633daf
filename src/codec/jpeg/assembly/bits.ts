/**
 * Coded data up to the next marker, without the zeros that follow 255s. They are laid down backwards, so that eight
 * bytes load as one number whose highest bit is the first.
 */
export class Bits {
  /** The next bits, the first one highest. */
  static word: u64 = 0;
  /** How many of them count. */
  static held: u64 = 0;
  /** Where the eight bytes stand whose first is the next to be held. */
  static next: usize = 0;
  /** Where the last byte begins. */
  static bottom: usize = 0;
}

/**
 * Takes the coded data at `from`; a marker follows somewhere. They are laid down below `top`.
 * @returns where the marker is.
 */
export function takeCodedData(from: usize, top: usize): usize {
  const marks = i8x16.splat(-1);
  let to = top;
  for (;;) {
    const bytes = v128.load(from);
    v128.store(to - 16, i8x16.shuffle(bytes, bytes, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
    const found = i8x16.bitmask(i8x16.eq(bytes, marks));
    if (found == 0) {
      from += 16;
      to -= 16;
      continue;
    }
    const plain = <usize>ctz(found);
    from += plain;
    to -= plain;
    if (load<u8>(from, 1) != 0) break;
    from += 2;
    to -= 1;
  }
  Bits.word = 0;
  Bits.held = 0;
  Bits.next = top - 8;
  Bits.bottom = to;
  return from;
}

/** How many bits of the coded data are left; negative when more was read than there is. */
export function bitsLeft(): i32 {
  return ((<i32>(Bits.next + 8 - Bits.bottom)) << 3) + <i32>Bits.held;
}

/** Fills up to 56 bits at least. */
export function fill(): void {
  Bits.word |= load<u64>(Bits.next) >> Bits.held;
  Bits.next -= <usize>((63 - Bits.held) >> 3);
  Bits.held |= 56;
}

export function skip(count: u64): void {
  Bits.word <<= count;
  Bits.held -= count;
}

/** A number of `count` bits, 0 to 16. */
export function bits(count: u64): i32 {
  fill();
  // Two shifts, since one by 64 is one by 0.
  const value = <i32>((Bits.word >> 1) >> (63 - count));
  skip(count);
  return value;
}
