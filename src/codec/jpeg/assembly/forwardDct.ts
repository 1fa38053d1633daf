import { dot, narrow, transpose, work, zipHigh, zipLow } from './cosine';

/**
 * The cosine transform of 8×8 samples, quantised, row by row in 16 bits at `block`: the arithmetic of `Quantizer` and
 * `forwardDct` in src/engine/jpeg.
 *
 * @param factors for each coefficient half of 8 steps and a quarter, then for each the reciprocal of 8 steps: floats.
 */
export function quantize(samples: usize, stride: usize, factors: usize, block: usize): void {
  const middle = i16x8.splat(128);
  let at = work;
  for (let row = 0; row < 8; row++, samples += stride, at += 16) {
    v128.store(at, i16x8.sub(v128.load_ext<u8>(samples), middle));
  }
  transpose(
    v128.load(work),
    v128.load(work, 16),
    v128.load(work, 32),
    v128.load(work, 48),
    v128.load(work, 64),
    v128.load(work, 80),
    v128.load(work, 96),
    v128.load(work, 112),
  );
  transform(true);
  transpose(
    v128.load(work),
    v128.load(work, 16),
    v128.load(work, 32),
    v128.load(work, 48),
    v128.load(work, 64),
    v128.load(work, 80),
    v128.load(work, 96),
    v128.load(work, 112),
  );
  transform(false);
  for (let offset: usize = 0; offset < 128; offset += 16, factors += 32) {
    const values = v128.load(work + offset);
    const sizes = i16x8.abs(values);
    const low = divide(i32x4.extend_low_i16x8_u(sizes), factors);
    const high = divide(i32x4.extend_high_i16x8_u(sizes), factors + 16);
    const signs = i16x8.shr_s(values, 15);
    const quotients = i16x8.narrow_i32x4_s(low, high);
    v128.store(block + offset, i16x8.sub(v128.xor(quotients, signs), signs));
  }
}

/** Rounded to the nearest, halves up. */
@inline
function divide(sizes: v128, factors: usize): v128 {
  const sums = f32x4.add(f32x4.convert_i32x4_s(sizes), v128.load(factors));
  return i32x4.trunc_sat_f32x4_s(f32x4.mul(sums, v128.load(factors, 256)));
}

/** Eight columns of `work` at once, in place. */
@inline
function transform(isFirst: bool): void {
  const c0 = v128.load(work);
  const c1 = v128.load(work, 16);
  const c2 = v128.load(work, 32);
  const c3 = v128.load(work, 48);
  const c4 = v128.load(work, 64);
  const c5 = v128.load(work, 80);
  const c6 = v128.load(work, 96);
  const c7 = v128.load(work, 112);
  const sum0 = i16x8.add(c0, c7);
  const sum1 = i16x8.add(c1, c6);
  const sum2 = i16x8.add(c2, c5);
  const sum3 = i16x8.add(c3, c4);
  const d7 = i16x8.sub(c0, c7);
  const d6 = i16x8.sub(c1, c6);
  const d5 = i16x8.sub(c2, c5);
  const d4 = i16x8.sub(c3, c4);
  const even0 = i16x8.add(sum0, sum3);
  const even1 = i16x8.add(sum1, sum2);
  const even2 = i16x8.sub(sum1, sum2);
  const even3 = i16x8.sub(sum0, sum3);
  const top = i16x8.add(even0, even1);
  const middle = i16x8.sub(even0, even1);
  const two = i16x8.splat(2);
  v128.store(work, isFirst ? i16x8.shl(top, 2) : i16x8.shr_s(i16x8.add(top, two), 2));
  v128.store(work, isFirst ? i16x8.shl(middle, 2) : i16x8.shr_s(i16x8.add(middle, two), 2), 64);
  const shift = isFirst ? 11 : 15;
  const half = i32x4.splat(1 << (shift - 1));
  const lowEven = zipLow(even2, even3);
  const highEven = zipHigh(even2, even3);
  const low2 = i32x4.add(dot(lowEven, 4433, 4433 + 6270), half);
  const high2 = i32x4.add(dot(highEven, 4433, 4433 + 6270), half);
  v128.store(work, narrow(low2, high2, shift), 32);
  const low6 = i32x4.add(dot(lowEven, 4433 - 15137, 4433), half);
  const high6 = i32x4.add(dot(highEven, 4433 - 15137, 4433), half);
  v128.store(work, narrow(low6, high6, shift), 96);

  const sum = i16x8.add(d4, d6);
  const other = i16x8.add(d5, d7);
  const lowSums = zipLow(sum, other);
  const highSums = zipHigh(sum, other);
  const lz3 = i32x4.add(dot(lowSums, 9633 - 16069, 9633), half);
  const hz3 = i32x4.add(dot(highSums, 9633 - 16069, 9633), half);
  const lz4 = i32x4.add(dot(lowSums, 9633, 9633 - 3196), half);
  const hz4 = i32x4.add(dot(highSums, 9633, 9633 - 3196), half);
  const low47 = zipLow(d4, d7);
  const high47 = zipHigh(d4, d7);
  const low56 = zipLow(d5, d6);
  const high56 = zipHigh(d5, d6);
  const low7 = i32x4.add(dot(low47, 2446 - 7373, -7373), lz3);
  const high7 = i32x4.add(dot(high47, 2446 - 7373, -7373), hz3);
  v128.store(work, narrow(low7, high7, shift), 112);
  const low5 = i32x4.add(dot(low56, 16819 - 20995, -20995), lz4);
  const high5 = i32x4.add(dot(high56, 16819 - 20995, -20995), hz4);
  v128.store(work, narrow(low5, high5, shift), 80);
  const low3 = i32x4.add(dot(low56, -20995, 25172 - 20995), lz3);
  const high3 = i32x4.add(dot(high56, -20995, 25172 - 20995), hz3);
  v128.store(work, narrow(low3, high3, shift), 48);
  const low1 = i32x4.add(dot(low47, -7373, 12299 - 7373), lz4);
  const high1 = i32x4.add(dot(high47, -7373, 12299 - 7373), hz4);
  v128.store(work, narrow(low1, high1, shift), 16);
}
