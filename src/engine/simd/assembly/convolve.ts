/** Fraction bits of weights, as Pillow's `PRECISION_BITS`. */
const precision: i32 = 22;

/**
 * One row of bytes filtered along itself: pixel x is the sum of used[x] pixels from the byte offsets[x] on, times their
 * weights, which stand in 2⁻²² parts at weights[x · taps]; rounded half up and saturated. Up to 4 bytes behind the row
 * are read, and behind the result written.
 */
export function convolveAcross(
  bytes: usize,
  channels: usize,
  offsets: usize,
  used: usize,
  weights: usize,
  taps: usize,
  result: usize,
  pixels: usize,
): void {
  const lanes = i8x16(0, 16, 16, 16, 1, 16, 16, 16, 2, 16, 16, 16, 3, 16, 16, 16);
  const end = offsets + (pixels << 2);
  while (offsets < end) {
    let from = bytes + <usize>load<u32>(offsets);
    let weight = weights;
    const last = weights + ((<usize>load<u32>(used)) << 2);
    let sum = i32x4.splat(0);
    if (channels == 1) {
      // Behind the weights that are used stand zeros, up to a multiple of four.
      while (weight < last) {
        const four = i8x16.swizzle(v128.load32_zero(from), lanes);
        sum = i32x4.add(sum, i32x4.mul(four, v128.load(weight)));
        from += 4;
        weight += 16;
      }
      const pairs = i32x4.add(
        sum,
        i8x16.shuffle(sum, sum, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7),
      );
      sum = i32x4.splat(i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1));
    } else {
      while (weight < last) {
        const pixel = i8x16.swizzle(v128.load32_zero(from), lanes);
        sum = i32x4.add(sum, i32x4.mul(pixel, v128.load_splat<i32>(weight)));
        from += channels;
        weight += 4;
      }
    }
    v128.store_lane<u32>(result, toBytes(sum), 0);
    result += channels;
    offsets += 4;
    used += 4;
    weights += taps << 2;
  }
}

/** bytes[i] = Σ weights[tap] · rows[tap][i], rounded and saturated as above; 16 at a time. Addresses stand at `rows`. */
export function convolveDown(rows: usize, weights: usize, taps: usize, bytes: usize, count: usize): void {
  const last = weights + (taps << 2);
  for (let at: usize = 0; at < count; at += 16) {
    let first = i32x4.splat(0);
    let second = i32x4.splat(0);
    let third = i32x4.splat(0);
    let fourth = i32x4.splat(0);
    let row = rows;
    for (let weight = weights; weight < last; weight += 4) {
      const values = v128.load(<usize>load<u32>(row) + at);
      const low = i16x8.extend_low_i8x16_u(values);
      const high = i16x8.extend_high_i8x16_u(values);
      const factor = v128.load_splat<i32>(weight);
      first = i32x4.add(first, i32x4.mul(i32x4.extend_low_i16x8_u(low), factor));
      second = i32x4.add(second, i32x4.mul(i32x4.extend_high_i16x8_u(low), factor));
      third = i32x4.add(third, i32x4.mul(i32x4.extend_low_i16x8_u(high), factor));
      fourth = i32x4.add(fourth, i32x4.mul(i32x4.extend_high_i16x8_u(high), factor));
      row += 4;
    }
    const low = i16x8.narrow_i32x4_s(rounded(first), rounded(second));
    const high = i16x8.narrow_i32x4_s(rounded(third), rounded(fourth));
    v128.store(bytes + at, i8x16.narrow_i16x8_u(low, high));
  }
}

function rounded(sum: v128): v128 {
  return i32x4.shr_s(i32x4.add(sum, i32x4.splat(1 << (precision - 1))), precision);
}

function toBytes(sum: v128): v128 {
  const words = i16x8.narrow_i32x4_s(rounded(sum), rounded(sum));
  return i8x16.narrow_i16x8_u(words, words);
}
