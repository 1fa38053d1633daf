import { pair, upper } from './lanes';

/**
 * Weighted sums of bytes: Σ weights[tap] · addresses[tap][i] + bias, tap by tap. Addresses of the first byte of every
 * tap stand at `addresses`, weights in single precision at `weights`; sums are rounded half to even to bytes.
 *
 * Products and sums are rounded to single precision each. 16 at a time, from the byte `start` on.
 */
export function correlateSingly(
  addresses: usize,
  weights: usize,
  taps: usize,
  bias: f32,
  bytes: usize,
  start: usize,
  count: usize,
): void {
  const last = addresses + (taps << 2);
  for (let at = start; at < count; at += 16) {
    let first = f32x4.splat(bias);
    let second = first;
    let third = first;
    let fourth = first;
    let weight = weights;
    for (let address = addresses; address < last; address += 4, weight += 4) {
      const factor = v128.load_splat<u32>(weight);
      const values = v128.load(<usize>load<u32>(address) + at);
      const low = i16x8.extend_low_i8x16_u(values);
      const high = i16x8.extend_high_i8x16_u(values);
      first = f32x4.add(first, f32x4.mul(factor, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(low))));
      second = f32x4.add(second, f32x4.mul(factor, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(low))));
      third = f32x4.add(third, f32x4.mul(factor, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(high))));
      fourth = f32x4.add(fourth, f32x4.mul(factor, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(high))));
    }
    v128.store(
      bytes + at,
      i8x16.narrow_i16x8_u(
        i16x8.narrow_i32x4_s(whole(first), whole(second)),
        i16x8.narrow_i32x4_s(whole(third), whole(fourth)),
      ),
    );
  }
}

/** The same with each product and sum in double precision, rounded to single together. 8 at a time. */
export function correlateFused(
  addresses: usize,
  weights: usize,
  taps: usize,
  bias: f32,
  bytes: usize,
  count: usize,
): void {
  const last = addresses + (taps << 2);
  for (let at: usize = 0; at < count; at += 8) {
    let first = f32x4.splat(bias);
    let second = first;
    let weight = weights;
    for (let address = addresses; address < last; address += 4, weight += 4) {
      const factor = f64x2.splat(<f64>load<f32>(weight));
      const values = v128.load_ext<u8>(<usize>load<u32>(address) + at);
      first = fused(factor, i32x4.extend_low_i16x8_u(values), first);
      second = fused(factor, i32x4.extend_high_i16x8_u(values), second);
    }
    const words = i16x8.narrow_i32x4_s(whole(first), whole(second));
    v128.store_lane<u64>(bytes + at, i8x16.narrow_i16x8_u(words, words), 0);
  }
}

/** Sums in double precision, of weights in double precision, stored as floats. 4 at a time. */
export function correlateDoubly(
  addresses: usize,
  weights: usize,
  taps: usize,
  bias: f64,
  floats: usize,
  count: usize,
): void {
  const last = addresses + (taps << 2);
  for (let at: usize = 0; at < count; at += 4, floats += 16) {
    let low = f64x2.splat(bias);
    let high = low;
    let weight = weights;
    for (let address = addresses; address < last; address += 4, weight += 8) {
      const factor = v128.load_splat<u64>(weight);
      const bytes = v128.load32_zero(<usize>load<u32>(address) + at);
      const values = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
      low = f64x2.add(low, f64x2.mul(factor, f64x2.convert_low_i32x4_s(values)));
      high = f64x2.add(high, f64x2.mul(factor, f64x2.convert_low_i32x4_s(upper(values))));
    }
    v128.store(floats, pair(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high)));
  }
}

@inline
function fused(factor: v128, values: v128, sums: v128): v128 {
  const low = f64x2.mul(factor, f64x2.convert_low_i32x4_s(values));
  const high = f64x2.mul(factor, f64x2.convert_low_i32x4_s(upper(values)));
  return pair(
    f32x4.demote_f64x2_zero(f64x2.add(f64x2.promote_low_f32x4(sums), low)),
    f32x4.demote_f64x2_zero(f64x2.add(f64x2.promote_low_f32x4(upper(sums)), high)),
  );
}

@inline
function whole(sums: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(sums));
}
