/**
 * One row mixed of neighbouring pixels, in 128ths of a level: sums[i] = (near · p + far · q) >> 4 for each channel, where
 * `far` is the pixel behind `near`. Offsets of `near` in bytes stand at `offsets`, weights as q << 16 | p at `weights`.
 * Eight bytes behind a row's last pixel are read, and up to 8 bytes behind the last sum are written.
 */
export function mixPixels(
  bytes: usize,
  channels: usize,
  offsets: usize,
  weights: usize,
  sums: usize,
  pixels: usize,
): void {
  const pairs =
    channels == 1
      ? i8x16(0, 16, 1, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16)
      : channels == 3
        ? i8x16(0, 16, 3, 16, 1, 16, 4, 16, 2, 16, 5, 16, 16, 16, 16, 16)
        : i8x16(0, 16, 4, 16, 1, 16, 5, 16, 2, 16, 6, 16, 3, 16, 7, 16);
  const step = channels << 1;
  const end = offsets + (pixels << 2);
  while (offsets < end) {
    const values = v128.load64_zero(bytes + <usize>load<u32>(offsets));
    const mixed = i32x4.dot_i16x8_s(i8x16.swizzle(values, pairs), v128.load_splat<u32>(weights));
    const words = i32x4.shr_s(mixed, 4);
    v128.store_lane<u64>(sums, i16x8.narrow_i32x4_s(words, words), 0);
    sums += step;
    offsets += 4;
    weights += 4;
  }
}

/** bytes[i] = ((upper[i] · p >> 16) + (lower[i] · q >> 16) + 2) >> 2, of rows in 128ths; 8 at a time. */
export function mixRows(upper: usize, lower: usize, p: i32, q: i32, bytes: usize, count: usize): void {
  const end = bytes + count;
  const near = i16x8.splat(<i16>p);
  const far = i16x8.splat(<i16>q);
  const half = i32x4.splat(2);
  while (bytes < end) {
    const above = v128.load(upper);
    const below = v128.load(lower);
    const low = i32x4.add(
      i32x4.shr_s(i32x4.extmul_low_i16x8_s(above, near), 16),
      i32x4.shr_s(i32x4.extmul_low_i16x8_s(below, far), 16),
    );
    const high = i32x4.add(
      i32x4.shr_s(i32x4.extmul_high_i16x8_s(above, near), 16),
      i32x4.shr_s(i32x4.extmul_high_i16x8_s(below, far), 16),
    );
    const words = i16x8.narrow_i32x4_s(
      i32x4.shr_s(i32x4.add(low, half), 2),
      i32x4.shr_s(i32x4.add(high, half), 2),
    );
    v128.store_lane<u64>(bytes, i8x16.narrow_i16x8_u(words, words), 0);
    upper += 16;
    lower += 16;
    bytes += 8;
  }
}
