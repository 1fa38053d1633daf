/**
 * RGB of rows of Y, Cb and Cr, in the arithmetic of `writeRgbRow` in src/engine/jpeg: 16 pixels at a time, so that up to
 * 49 bytes behind the row's end are written, too.
 */
export function writeColors(ys: usize, cbs: usize, crs: usize, width: i32, to: usize): void {
  const middle = i8x16.splat(-128);
  for (let x = 0; x < width; x += 16, to += 48) {
    const y = v128.load(ys + x);
    const cb = v128.xor(v128.load(cbs + x), middle);
    const cr = v128.xor(v128.load(crs + x), middle);
    const yLow = i16x8.extend_low_i8x16_u(y);
    const yHigh = i16x8.extend_high_i8x16_u(y);
    const cbLow = i16x8.extend_low_i8x16_s(cb);
    const cbHigh = i16x8.extend_high_i8x16_s(cb);
    const crLow = i16x8.extend_low_i8x16_s(cr);
    const crHigh = i16x8.extend_high_i8x16_s(cr);
    writeSixteen(
      i8x16.narrow_i16x8_u(red(yLow, crLow), red(yHigh, crHigh)),
      i8x16.narrow_i16x8_u(green(yLow, cbLow, crLow), green(yHigh, cbHigh, crHigh)),
      i8x16.narrow_i16x8_u(blue(yLow, cbLow), blue(yHigh, cbHigh)),
      to,
    );
  }
}

/** RGB of rows of red, green and blue. */
export function interleave(reds: usize, greens: usize, blues: usize, width: i32, to: usize): void {
  for (let x = 0; x < width; x += 16, to += 48) {
    writeSixteen(v128.load(reds + x), v128.load(greens + x), v128.load(blues + x), to);
  }
}

/** y + (91881 · cr + 2¹⁵) / 2¹⁶. Half of 26345 would not be whole, but no cr comes near enough to a half for it to matter. */
@inline
function red(y: v128, cr: v128): v128 {
  return i16x8.add(i16x8.add(y, cr), i16x8.q15mulr_sat_s(cr, i16x8.splat(13172)));
}

/** y + (−22554 · cb − 46802 · cr + 2¹⁵) / 2¹⁶. */
@inline
function green(y: v128, cb: v128, cr: v128): v128 {
  const weights = i32x4.splat((18734 << 16) | (-22554 & 0xffff));
  const half = i32x4.splat(32768);
  const low = i32x4.dot_i16x8_s(i16x8.shuffle(cb, cr, 0, 8, 1, 9, 2, 10, 3, 11), weights);
  const high = i32x4.dot_i16x8_s(i16x8.shuffle(cb, cr, 4, 12, 5, 13, 6, 14, 7, 15), weights);
  const mixed = i16x8.narrow_i32x4_s(
    i32x4.shr_s(i32x4.add(low, half), 16),
    i32x4.shr_s(i32x4.add(high, half), 16),
  );
  return i16x8.add(i16x8.sub(y, cr), mixed);
}

/** y + (116130 · cb + 2¹⁵) / 2¹⁶. */
@inline
function blue(y: v128, cb: v128): v128 {
  return i16x8.add(i16x8.add(y, i16x8.shl(cb, 1)), i16x8.q15mulr_sat_s(cb, i16x8.splat(-7471)));
}

/** Each vector of four pixels with a fourth byte each is written over the spare bytes of the one before. */
@inline
function writeSixteen(r: v128, g: v128, b: v128, to: usize): void {
  const zero = i8x16.splat(0);
  const rgLow = i8x16.shuffle(r, g, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const rgHigh = i8x16.shuffle(r, g, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  const bLow = i8x16.shuffle(b, zero, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const bHigh = i8x16.shuffle(b, zero, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  const packed = i8x16(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1);
  v128.store(to, i8x16.swizzle(i16x8.shuffle(rgLow, bLow, 0, 8, 1, 9, 2, 10, 3, 11), packed));
  v128.store(to, i8x16.swizzle(i16x8.shuffle(rgLow, bLow, 4, 12, 5, 13, 6, 14, 7, 15), packed), 12);
  v128.store(to, i8x16.swizzle(i16x8.shuffle(rgHigh, bHigh, 0, 8, 1, 9, 2, 10, 3, 11), packed), 24);
  v128.store(to, i8x16.swizzle(i16x8.shuffle(rgHigh, bHigh, 4, 12, 5, 13, 6, 14, 7, 15), packed), 36);
}
