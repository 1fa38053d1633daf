/** totals[i] += entering[i] − leaving[i], in 32 bits; 16 at a time. */
export function slideTotals(leaving: usize, entering: usize, totals: usize, count: usize): void {
  for (let at: usize = 0; at < count; at += 16, totals += 64) {
    const last = v128.load(leaving + at);
    const next = v128.load(entering + at);
    const low = i16x8.sub(i16x8.extend_low_i8x16_u(next), i16x8.extend_low_i8x16_u(last));
    const high = i16x8.sub(i16x8.extend_high_i8x16_u(next), i16x8.extend_high_i8x16_u(last));
    change(totals, i32x4.extend_low_i16x8_s(low));
    change(totals + 16, i32x4.extend_high_i16x8_s(low));
    change(totals + 32, i32x4.extend_low_i16x8_s(high));
    change(totals + 48, i32x4.extend_high_i16x8_s(high));
  }
}

@inline
function change(at: usize, by: v128): void {
  v128.store(at, i32x4.add(v128.load(at), by));
}

/**
 * Sums over `size` pixels along a row of 32-bit totals, from each pixel on. Four values of a pixel are summed whatever
 * the number of channels: those too many give way to the next pixel.
 */
export function sumAlong(totals: usize, channels: usize, size: usize, sums: usize, pixels: usize): void {
  const step = channels << 2;
  const end = sums + pixels * step;
  const entering = size * step;
  let sum = i32x4.splat(0);
  for (let from = totals; from < totals + entering; from += step) sum = i32x4.add(sum, v128.load(from));
  while (sums < end) {
    v128.store(sums, sum);
    sum = i32x4.add(sum, i32x4.sub(v128.load(totals + entering), v128.load(totals)));
    totals += step;
    sums += step;
  }
}

/** bytes[i] = (sums[i] + offset) · share in single precision, rounded half to even; 16 at a time. */
export function shareSums(sums: usize, offset: f32, share: f32, bytes: usize, count: usize): void {
  const end = bytes + count;
  const offsets = f32x4.splat(offset);
  const shares = f32x4.splat(share);
  for (; bytes < end; bytes += 16, sums += 64) {
    const low = i16x8.narrow_i32x4_s(
      shared(sums, offsets, shares),
      shared(sums + 16, offsets, shares),
    );
    const high = i16x8.narrow_i32x4_s(
      shared(sums + 32, offsets, shares),
      shared(sums + 48, offsets, shares),
    );
    v128.store(bytes, i8x16.narrow_i16x8_u(low, high));
  }
}

@inline
function shared(at: usize, offsets: v128, shares: v128): v128 {
  const sums = f32x4.convert_i32x4_s(v128.load(at));
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(f32x4.add(sums, offsets), shares)));
}
