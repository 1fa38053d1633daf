/** What a pass leaves: rows of the block turned by the diagonal. */
export const work = memory.data(128, 16);

/** Eight columns at once; what comes out, in `work`, is turned by the diagonal. */
@inline
export function transform(
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

  finish(le0, le1, le2, le3, lo1, lo3, lo5, lo7, he0, he1, he2, he3, ho1, ho3, ho5, ho7, shift);
}

/** As `transform` by 11 bits, of the left four columns where all else is zero: four vectors come out. */
@inline
export function transformCorner(c0: v128, c1: v128, c2: v128, c3: v128): void {
  const half = i32x4.splat(1 << 10);
  const even = zipLow(c0, c2);
  const odd = zipLow(c3, c1);
  const e0 = i32x4.add(dot(even, 8192, 10703), half);
  const e1 = i32x4.add(dot(even, 8192, 4433), half);
  const e2 = i32x4.add(dot(even, 8192, -4433), half);
  const e3 = i32x4.add(dot(even, 8192, -10703), half);
  const o1 = dot(odd, 9633, 11363);
  const o3 = dot(odd, -2259, 9633);
  const o5 = dot(odd, -11362, 6437);
  const o7 = dot(odd, -6436, 2260);
  const t01 = narrow(i32x4.add(e0, o1), i32x4.add(e1, o3), 11);
  const t23 = narrow(i32x4.add(e2, o5), i32x4.add(e3, o7), 11);
  const t45 = narrow(i32x4.sub(e3, o7), i32x4.sub(e2, o5), 11);
  const t67 = narrow(i32x4.sub(e1, o3), i32x4.sub(e0, o1), 11);
  let low = zipLow(t01, t23);
  let high = zipHigh(t01, t23);
  const a = zipLow(low, high);
  const b = zipHigh(low, high);
  low = zipLow(t45, t67);
  high = zipHigh(t45, t67);
  const c = zipLow(low, high);
  const d = zipHigh(low, high);
  v128.store(work, i64x2.shuffle(a, c, 0, 2));
  v128.store(work, i64x2.shuffle(a, c, 1, 3), 16);
  v128.store(work, i64x2.shuffle(b, d, 0, 2), 32);
  v128.store(work, i64x2.shuffle(b, d, 1, 3), 48);
}

/** As `transform` by 18 bits, of the first four vectors of `work` where the others are zero. */
@inline
export function transformFour(): void {
  const half = i32x4.splat(1 << 17);
  const c0 = v128.load(work);
  const c1 = v128.load(work, 16);
  const c2 = v128.load(work, 32);
  const c3 = v128.load(work, 48);
  let even = zipLow(c0, c2);
  let odd = zipLow(c3, c1);
  const le0 = i32x4.add(dot(even, 8192, 10703), half);
  const le1 = i32x4.add(dot(even, 8192, 4433), half);
  const le2 = i32x4.add(dot(even, 8192, -4433), half);
  const le3 = i32x4.add(dot(even, 8192, -10703), half);
  const lo1 = dot(odd, 9633, 11363);
  const lo3 = dot(odd, -2259, 9633);
  const lo5 = dot(odd, -11362, 6437);
  const lo7 = dot(odd, -6436, 2260);
  even = zipHigh(c0, c2);
  odd = zipHigh(c3, c1);
  const he0 = i32x4.add(dot(even, 8192, 10703), half);
  const he1 = i32x4.add(dot(even, 8192, 4433), half);
  const he2 = i32x4.add(dot(even, 8192, -4433), half);
  const he3 = i32x4.add(dot(even, 8192, -10703), half);
  const ho1 = dot(odd, 9633, 11363);
  const ho3 = dot(odd, -2259, 9633);
  const ho5 = dot(odd, -11362, 6437);
  const ho7 = dot(odd, -6436, 2260);
  finish(le0, le1, le2, le3, lo1, lo3, lo5, lo7, he0, he1, he2, he3, ho1, ho3, ho5, ho7, 18);
}

/** Puts the even and odd parts of the left (l) and the right (h) columns together. */
@inline
function finish(
  le0: v128,
  le1: v128,
  le2: v128,
  le3: v128,
  lo1: v128,
  lo3: v128,
  lo5: v128,
  lo7: v128,
  he0: v128,
  he1: v128,
  he2: v128,
  he3: v128,
  ho1: v128,
  ho3: v128,
  ho5: v128,
  ho7: v128,
  shift: i32,
): void {
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
export function transpose(
  t0: v128,
  t1: v128,
  t2: v128,
  t3: v128,
  t4: v128,
  t5: v128,
  t6: v128,
  t7: v128,
): void {
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
export function zipLow(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

@inline
export function zipHigh(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

/** Of pairs, the first times `a` and the second times `b`. */
@inline
export function dot(pairs: v128, a: i32, b: i32): v128 {
  return i32x4.dot_i16x8_s(pairs, i32x4.splat((b << 16) | (a & 0xffff)));
}

@inline
export function narrow(low: v128, high: v128, shift: i32): v128 {
  return i16x8.narrow_i32x4_s(i32x4.shr_s(low, shift), i32x4.shr_s(high, shift));
}
