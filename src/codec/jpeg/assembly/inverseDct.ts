/** Dequantised coefficients, then what the first pass leaves. */
const work = memory.data(128, 16);

/**
 * Turns quantised coefficients into samples, clipped to 0..255, and leaves zeros. The arithmetic is that of
 * `Dequantizer` and `inverseDct` in src/engine/jpeg.
 * @returns whether they are what a picture has. Of others libjpeg makes different things with vectors and without.
 */
export function reconstruct(block: usize, steps: usize, to: usize, stride: usize): bool {
  const r0 = v128.load(block);
  const r1 = v128.load(block, 16);
  const r2 = v128.load(block, 32);
  const r3 = v128.load(block, 48);
  const r4 = v128.load(block, 64);
  const r5 = v128.load(block, 80);
  const r6 = v128.load(block, 96);
  const r7 = v128.load(block, 112);
  const low = v128.or(v128.or(r4, r5), v128.or(r6, r7));
  const high = v128.or(v128.or(r1, r2), r3);
  const first = i16x8.replace_lane(r0, 0, 0);
  if (!v128.any_true(v128.or(v128.or(low, high), first))) {
    store<i16>(block, 0);
    return fill(<i32>i16x8.extract_lane_s(r0, 0) * <i32>load<u16>(steps), to, stride);
  }
  let large = i16x8.splat(0);
  let sum = i16x8.splat(0);
  const s0 = v128.load(steps);
  const d0 = i16x8.mul(r0, s0);
  large = i16x8.q15mulr_sat_s(r0, s0);
  sum = i16x8.abs(d0);
  const s1 = v128.load(steps, 16);
  const d1 = i16x8.mul(r1, s1);
  large = v128.or(large, i16x8.q15mulr_sat_s(r1, s1));
  sum = i16x8.add_sat_s(sum, i16x8.abs(d1));
  const s2 = v128.load(steps, 32);
  const d2 = i16x8.mul(r2, s2);
  large = v128.or(large, i16x8.q15mulr_sat_s(r2, s2));
  sum = i16x8.add_sat_s(sum, i16x8.abs(d2));
  const s3 = v128.load(steps, 48);
  const d3 = i16x8.mul(r3, s3);
  large = v128.or(large, i16x8.q15mulr_sat_s(r3, s3));
  sum = i16x8.add_sat_s(sum, i16x8.abs(d3));
  const s4 = v128.load(steps, 64);
  const d4 = i16x8.mul(r4, s4);
  large = v128.or(large, i16x8.q15mulr_sat_s(r4, s4));
  sum = i16x8.add_sat_s(sum, i16x8.abs(d4));
  const s5 = v128.load(steps, 80);
  const d5 = i16x8.mul(r5, s5);
  large = v128.or(large, i16x8.q15mulr_sat_s(r5, s5));
  sum = i16x8.add_sat_s(sum, i16x8.abs(d5));
  const s6 = v128.load(steps, 96);
  const d6 = i16x8.mul(r6, s6);
  large = v128.or(large, i16x8.q15mulr_sat_s(r6, s6));
  sum = i16x8.add_sat_s(sum, i16x8.abs(d6));
  const s7 = v128.load(steps, 112);
  const d7 = i16x8.mul(r7, s7);
  large = v128.or(large, i16x8.q15mulr_sat_s(r7, s7));
  sum = i16x8.add_sat_s(sum, i16x8.abs(d7));
  // A column of 2900 in all leaves the first pass below 4 · √2 · 2900, two of which fit 16 bits.
  large = v128.or(large, i16x8.gt_s(sum, i16x8.splat(2900)));
  if (v128.any_true(large)) return false;
  const zero = i16x8.splat(0);
  v128.store(block, zero);
  v128.store(block, zero, 16);
  v128.store(block, zero, 32);
  v128.store(block, zero, 48);
  v128.store(block, zero, 64);
  v128.store(block, zero, 80);
  v128.store(block, zero, 96);
  v128.store(block, zero, 112);
  transform(d0, d1, d2, d3, d4, d5, d6, d7, 11);
  transform(
    v128.load(work),
    v128.load(work, 16),
    v128.load(work, 32),
    v128.load(work, 48),
    v128.load(work, 64),
    v128.load(work, 80),
    v128.load(work, 96),
    v128.load(work, 112),
    18,
  );
  // libjpeg without vectors takes no more than 10 bits into account.
  const middle = i16x8.splat(512);
  let all = i16x8.splat(0);
  for (let at = work; at < work + 128; at += 32) {
    const even = v128.load(at);
    const odd = v128.load(at, 16);
    all = v128.or(all, v128.or(i16x8.add(even, middle), i16x8.add(odd, middle)));
    const rows = v128.xor(i8x16.narrow_i16x8_s(even, odd), i8x16.splat(-128));
    v128.store_lane<u64>(to, rows, 0);
    v128.store_lane<u64>(to + stride, rows, 1);
    to += stride << 1;
  }
  return !v128.any_true(v128.and(all, i16x8.splat(-1024)));
}

/** A block of one value. */
function fill(dc: i32, to: usize, stride: usize): bool {
  if (dc < -4096 || dc >= 4092) return false;
  const value = ((dc + 4) >> 3) + 128;
  const samples = i64x2.extract_lane(i8x16.splat(<i8>(value < 0 ? 0 : value > 255 ? 255 : value)), 0);
  for (let row = 0; row < 8; row++, to += stride) store<i64>(to, samples);
  return true;
}

/** Eight columns at once; what comes out, in `work`, is turned by the diagonal. */
@inline
function transform(
  c0: v128,
  c1: v128,
  c2: v128,
  c3: v128,
  c4: v128,
  c5: v128,
  c6: v128,
  c7: v128,
  shift: i32,
): void {
  const half = i32x4.splat(1 << (shift - 1));
  const sum = i16x8.add(c7, c3);
  const other = i16x8.add(c5, c1);
  // The left four columns, then the right ones.
  let even04 = zipLow(c0, c4);
  let even26 = zipLow(c2, c6);
  let a = i32x4.add(dot(even04, 8192, 8192), half);
  let b = dot(even26, 4433 + 6270, 4433);
  const le0 = i32x4.add(a, b);
  const le3 = i32x4.sub(a, b);
  a = i32x4.add(dot(even04, 8192, -8192), half);
  b = dot(even26, 4433, 4433 - 15137);
  const le1 = i32x4.add(a, b);
  const le2 = i32x4.sub(a, b);
  let sums = zipLow(sum, other);
  let z3 = dot(sums, 9633 - 16069, 9633);
  let z4 = dot(sums, 9633, 9633 - 3196);
  let odd71 = zipLow(c7, c1);
  let odd53 = zipLow(c5, c3);
  const lo7 = i32x4.add(dot(odd71, 2446 - 7373, -7373), z3);
  const lo1 = i32x4.add(dot(odd71, -7373, 12299 - 7373), z4);
  const lo5 = i32x4.add(dot(odd53, 16819 - 20995, -20995), z4);
  const lo3 = i32x4.add(dot(odd53, -20995, 25172 - 20995), z3);

  even04 = zipHigh(c0, c4);
  even26 = zipHigh(c2, c6);
  a = i32x4.add(dot(even04, 8192, 8192), half);
  b = dot(even26, 4433 + 6270, 4433);
  const he0 = i32x4.add(a, b);
  const he3 = i32x4.sub(a, b);
  a = i32x4.add(dot(even04, 8192, -8192), half);
  b = dot(even26, 4433, 4433 - 15137);
  const he1 = i32x4.add(a, b);
  const he2 = i32x4.sub(a, b);
  sums = zipHigh(sum, other);
  z3 = dot(sums, 9633 - 16069, 9633);
  z4 = dot(sums, 9633, 9633 - 3196);
  odd71 = zipHigh(c7, c1);
  odd53 = zipHigh(c5, c3);
  const ho7 = i32x4.add(dot(odd71, 2446 - 7373, -7373), z3);
  const ho1 = i32x4.add(dot(odd71, -7373, 12299 - 7373), z4);
  const ho5 = i32x4.add(dot(odd53, 16819 - 20995, -20995), z4);
  const ho3 = i32x4.add(dot(odd53, -20995, 25172 - 20995), z3);

  const t0 = narrow(i32x4.add(le0, lo1), i32x4.add(he0, ho1), shift);
  const t7 = narrow(i32x4.sub(le0, lo1), i32x4.sub(he0, ho1), shift);
  const t1 = narrow(i32x4.add(le1, lo3), i32x4.add(he1, ho3), shift);
  const t6 = narrow(i32x4.sub(le1, lo3), i32x4.sub(he1, ho3), shift);
  const t2 = narrow(i32x4.add(le2, lo5), i32x4.add(he2, ho5), shift);
  const t5 = narrow(i32x4.sub(le2, lo5), i32x4.sub(he2, ho5), shift);
  const t3 = narrow(i32x4.add(le3, lo7), i32x4.add(he3, ho7), shift);
  const t4 = narrow(i32x4.sub(le3, lo7), i32x4.sub(he3, ho7), shift);
  transpose(t0, t1, t2, t3, t4, t5, t6, t7);
}

@inline
function transpose(t0: v128, t1: v128, t2: v128, t3: v128, t4: v128, t5: v128, t6: v128, t7: v128): void {
  const a0 = zipLow(t0, t1);
  const a1 = zipLow(t2, t3);
  const a2 = zipLow(t4, t5);
  const a3 = zipLow(t6, t7);
  const b0 = zipHigh(t0, t1);
  const b1 = zipHigh(t2, t3);
  const b2 = zipHigh(t4, t5);
  const b3 = zipHigh(t6, t7);
  let p = i32x4.shuffle(a0, a1, 0, 4, 1, 5);
  let q = i32x4.shuffle(a2, a3, 0, 4, 1, 5);
  v128.store(work, i64x2.shuffle(p, q, 0, 2));
  v128.store(work, i64x2.shuffle(p, q, 1, 3), 16);
  p = i32x4.shuffle(a0, a1, 2, 6, 3, 7);
  q = i32x4.shuffle(a2, a3, 2, 6, 3, 7);
  v128.store(work, i64x2.shuffle(p, q, 0, 2), 32);
  v128.store(work, i64x2.shuffle(p, q, 1, 3), 48);
  p = i32x4.shuffle(b0, b1, 0, 4, 1, 5);
  q = i32x4.shuffle(b2, b3, 0, 4, 1, 5);
  v128.store(work, i64x2.shuffle(p, q, 0, 2), 64);
  v128.store(work, i64x2.shuffle(p, q, 1, 3), 80);
  p = i32x4.shuffle(b0, b1, 2, 6, 3, 7);
  q = i32x4.shuffle(b2, b3, 2, 6, 3, 7);
  v128.store(work, i64x2.shuffle(p, q, 0, 2), 96);
  v128.store(work, i64x2.shuffle(p, q, 1, 3), 112);
}

@inline
function zipLow(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

@inline
function zipHigh(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

/** Of pairs, the first times `a` and the second times `b`. */
@inline
function dot(pairs: v128, a: i32, b: i32): v128 {
  return i32x4.dot_i16x8_s(pairs, i32x4.splat((b << 16) | (a & 0xffff)));
}

@inline
function narrow(low: v128, high: v128, shift: i32): v128 {
  return i16x8.narrow_i32x4_s(i32x4.shr_s(low, shift), i32x4.shr_s(high, shift));
}
