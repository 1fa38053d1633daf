import { transform, transformCorner, transformFour, work } from './cosine';

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
  const upper = v128.or(v128.or(r1, r2), r3);
  const low = v128.or(
    v128.or(v128.load(block, 64), v128.load(block, 80)),
    v128.or(v128.load(block, 96), v128.load(block, 112)),
  );
  const others = v128.or(upper, i16x8.replace_lane(r0, 0, 0));
  if (!v128.any_true(v128.or(others, low))) return reconstructFlat(block, steps, to, stride);
  const right = i64x2.shuffle(others, low, 1, 2);
  if (v128.any_true(v128.or(right, low))) return reconstructFull(block, steps, to, stride);
  const s0 = v128.load(steps);
  const s1 = v128.load(steps, 16);
  const s2 = v128.load(steps, 32);
  const s3 = v128.load(steps, 48);
  const d0 = i16x8.mul(r0, s0);
  const d1 = i16x8.mul(r1, s1);
  const d2 = i16x8.mul(r2, s2);
  const d3 = i16x8.mul(r3, s3);
  const large = v128.or(beyond(r0, s0), v128.or(beyond(r1, s1), v128.or(beyond(r2, s2), beyond(r3, s3))));
  const sum = sumOf(d0, d1, d2, d3);
  if (isTooMuch(large, sum)) return false;
  const zero = i16x8.splat(0);
  v128.store(block, zero);
  v128.store(block, zero, 16);
  v128.store(block, zero, 32);
  v128.store(block, zero, 48);
  transformCorner(d0, d1, d2, d3);
  transformFour();
  return writeSamples(to, stride);
}

function reconstructFull(block: usize, steps: usize, to: usize, stride: usize): bool {
  const r0 = v128.load(block);
  const r1 = v128.load(block, 16);
  const r2 = v128.load(block, 32);
  const r3 = v128.load(block, 48);
  const r4 = v128.load(block, 64);
  const r5 = v128.load(block, 80);
  const r6 = v128.load(block, 96);
  const r7 = v128.load(block, 112);
  const s0 = v128.load(steps);
  const s1 = v128.load(steps, 16);
  const s2 = v128.load(steps, 32);
  const s3 = v128.load(steps, 48);
  const s4 = v128.load(steps, 64);
  const s5 = v128.load(steps, 80);
  const s6 = v128.load(steps, 96);
  const s7 = v128.load(steps, 112);
  const d0 = i16x8.mul(r0, s0);
  const d1 = i16x8.mul(r1, s1);
  const d2 = i16x8.mul(r2, s2);
  const d3 = i16x8.mul(r3, s3);
  const d4 = i16x8.mul(r4, s4);
  const d5 = i16x8.mul(r5, s5);
  const d6 = i16x8.mul(r6, s6);
  const d7 = i16x8.mul(r7, s7);
  const large = v128.or(
    v128.or(v128.or(beyond(r0, s0), beyond(r1, s1)), v128.or(beyond(r2, s2), beyond(r3, s3))),
    v128.or(v128.or(beyond(r4, s4), beyond(r5, s5)), v128.or(beyond(r6, s6), beyond(r7, s7))),
  );
  const sum = i16x8.add_sat_s(sumOf(d0, d1, d2, d3), sumOf(d4, d5, d6, d7));
  if (isTooMuch(large, sum)) return false;
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
  return writeSamples(to, stride);
}

/** Not zeros where products are beyond 15 bits. */
@inline
function beyond(coefficients: v128, steps: v128): v128 {
  return i16x8.q15mulr_sat_s(coefficients, steps);
}

@inline
function sumOf(a: v128, b: v128, c: v128, d: v128): v128 {
  return i16x8.add_sat_s(
    i16x8.add_sat_s(i16x8.abs(a), i16x8.abs(b)),
    i16x8.add_sat_s(i16x8.abs(c), i16x8.abs(d)),
  );
}

/** A column of 2900 in all leaves the first pass below 4 · √2 · 2900, two of which fit 16 bits. */
@inline
function isTooMuch(large: v128, sum: v128): bool {
  return v128.any_true(v128.or(large, i16x8.gt_s(sum, i16x8.splat(2900))));
}

/** A block of its first coefficient alone. */
export function reconstructFlat(block: usize, steps: usize, to: usize, stride: usize): bool {
  const first = <i32>load<i16>(block) * <i32>load<u16>(steps);
  store<i16>(block, 0);
  if (first < -4096 || first >= 4092) return false;
  const value = ((first + 4) >> 3) + 128;
  const samples = i64x2.extract_lane(i8x16.splat(<i8>(value < 0 ? 0 : value > 255 ? 255 : value)), 0);
  for (let row = 0; row < 8; row++, to += stride) store<i64>(to, samples);
  return true;
}

function writeSamples(to: usize, stride: usize): bool {
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
