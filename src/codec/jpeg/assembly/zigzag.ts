/** Where the coefficients in zigzag order stand in a block, in bytes. ITU T.81, figure A.6. Behind the last comes waste. */
// prettier-ignore
const places = memory.data<u8>([
  0, 2, 16, 32, 18, 4, 6, 20, 34, 48, 64, 50, 36, 22, 8, 10, 24, 38, 52, 66, 80, 96, 82, 68, 54, 40, 26, 12, 14, 28, 42, 56,
  70, 84, 98, 112, 114, 100, 86, 72, 58, 44, 30, 46, 60, 74, 88, 102, 116, 118, 104, 90, 76, 62, 78, 92, 106, 120, 122, 108,
  94, 110, 124, 126, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
], 16);

/** The place of a coefficient, in bytes from the beginning of its block; 128 for those beyond the last. */
@inline
export function placeOf(index: i32): usize {
  return <usize>load<u8>(places + <usize>index);
}

/**
 * Lays quantisation steps of 8 or 16 bits, as files have them, out row by row in 16 bits.
 * @returns whether none is beyond 15 bits.
 */
export function setSteps(from: usize, isWide: bool, to: usize): bool {
  let all: u32 = 0;
  for (let index = 0; index < 64; index++) {
    const step = isWide ? ((<u32>load<u8>(from)) << 8) | (<u32>load<u8>(from, 1)) : <u32>load<u8>(from);
    store<u16>(to + placeOf(index), <u16>step);
    all |= step;
    from += isWide ? 2 : 1;
  }
  return all < 0x8000;
}
