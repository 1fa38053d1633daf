import { placeOf } from './zigzag';

/** Coded bits on their way to memory. */
class Output {
  /** The last bits, the lowest one last; fewer than 32 of them are not written. */
  static word: u64 = 0;
  static held: u32 = 0;
  static at: usize = 0;
}

export function startOutput(): void {
  Output.word = 0;
  Output.held = 0;
}

export function writeTo(at: usize): void {
  Output.at = at;
}

export function written(): usize {
  return Output.at;
}

/** Fills the last byte with ones. @returns where the coded data end. */
export function finishOutput(to: usize): usize {
  Output.at = to;
  put(0x7f, 7);
  while (Output.held >= 8) {
    Output.held -= 8;
    putByte(<u8>(Output.word >> Output.held));
  }
  return Output.at;
}

/** For each place in zigzag order, 16 at a time, its place in each 16 bytes of a block row by row; 255 in the others. */
const picks = memory.data(256, 16);

export function setUpPicks(): void {
  memory.fill(picks, 255, 256);
  for (let index = 0; index < 64; index++) {
    const place = placeOf(index) >> 1;
    store<u8>(picks + ((index >> 4) << 6) + ((place >> 4) << 4) + (index & 15), <u8>(place & 15));
  }
}

/** Which of 16 coefficients in zigzag order are zero. */
@inline
function zerosOf(a: v128, b: v128, c: v128, d: v128, from: usize): u64 {
  const picked = v128.or(
    v128.or(i8x16.swizzle(a, v128.load(from)), i8x16.swizzle(b, v128.load(from, 16))),
    v128.or(i8x16.swizzle(c, v128.load(from, 32)), i8x16.swizzle(d, v128.load(from, 48))),
  );
  return <u64>(<u32>i8x16.bitmask(i8x16.eq(picked, i8x16.splat(0))));
}

/**
 * Writes a block as baseline Huffman-coded data, as `EntropyEncoder` does.
 *
 * @param difference of the first coefficient to that of the block before.
 * @param codes of first coefficients and, 256 · 4 bytes on, of the others: bits and, 16 bits up, their number.
 */
export function writeBlock(block: usize, difference: i32, codes: usize): void {
  writeValue(codes, 0, difference);
  const a = i8x16.narrow_i16x8_s(v128.load(block), v128.load(block, 16));
  const b = i8x16.narrow_i16x8_s(v128.load(block, 32), v128.load(block, 48));
  const c = i8x16.narrow_i16x8_s(v128.load(block, 64), v128.load(block, 80));
  const d = i8x16.narrow_i16x8_s(v128.load(block, 96), v128.load(block, 112));
  let found = ~(
    zerosOf(a, b, c, d, picks) |
    (zerosOf(a, b, c, d, picks + 64) << 16) |
    (zerosOf(a, b, c, d, picks + 128) << 32) |
    (zerosOf(a, b, c, d, picks + 192) << 48)
  );
  // The first one is written.
  found &= ~(<u64>1);
  const others = codes + 1024;
  let next = 1;
  while (found != 0) {
    const index = <i32>ctz(found);
    let run = index - next;
    for (; run > 15; run -= 16) putCode(others, 0xf0);
    writeValue(others, run << 4, <i32>load<i16>(block + placeOf(index)));
    next = index + 1;
    found &= found - 1;
  }
  if (next < 64) putCode(others, 0);
}

/** A block like the one before and without detail. */
export function writeEmptyBlock(codes: usize): void {
  putCode(codes, 0);
  putCode(codes + 1024, 0);
}

/** A symbol of run and size, then the value's low bits; negative ones less one. */
@inline
function writeValue(codes: usize, run: i32, value: i32): void {
  const sign = value >> 31;
  const size = 32 - <u32>clz((value ^ sign) - sign);
  const code = load<u32>(codes + ((<usize>((<u32>run) | size)) << 2));
  const low = (<u32>(value + sign)) & (((<u32>1) << size) - 1);
  put(((code & 0xffff) << size) | low, (code >> 16) + size);
}

@inline
function putCode(codes: usize, symbol: u32): void {
  const code = load<u32>(codes + ((<usize>symbol) << 2));
  put(code & 0xffff, code >> 16);
}

@inline
function put(bits: u32, count: u32): void {
  Output.word = (Output.word << count) | (<u64>bits);
  Output.held += count;
  if (Output.held >= 32) flush();
}

function flush(): void {
  Output.held -= 32;
  const word = <u32>(Output.word >> Output.held);
  // Whether any byte is 255, which zeros are to follow.
  if (((~word - 0x01010101) & word & 0x80808080) == 0) {
    store<u32>(Output.at, rotl(word & 0xff00ff00, 8) | rotr(word & 0x00ff00ff, 8));
    Output.at += 4;
    return;
  }
  putByte(<u8>(word >> 24));
  putByte(<u8>(word >> 16));
  putByte(<u8>(word >> 8));
  putByte(<u8>word);
}

function putByte(byte: u8): void {
  store<u8>(Output.at++, byte);
  if (byte == 255) store<u8>(Output.at++, 0);
}
