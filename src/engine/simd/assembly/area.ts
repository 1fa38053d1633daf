/**
 * One row of bytes summed up along itself in floats: of pixel x each channel is Σ weights[x · taps + tap] · the pixel tap
 * places behind the byte offsets[x], over used[x] taps, one after the other. Up to 8 bytes behind the row are read, and
 * 16 behind the sums are written.
 */
export function sumAreas(
  bytes: usize,
  channels: usize,
  offsets: usize,
  used: usize,
  weights: usize,
  taps: usize,
  sums: usize,
  pixels: usize,
): void {
  const end = offsets + (pixels << 2);
  while (offsets < end) {
    let from = bytes + <usize>load<u32>(offsets);
    const last = weights + ((<usize>load<u32>(used)) << 2);
    if (channels == 1) {
      let sum: f32 = 0;
      for (let weight = weights; weight < last; weight += 4) {
        sum += <f32>load<u8>(from) * load<f32>(weight);
        from++;
      }
      store<f32>(sums, sum);
    } else {
      let sum = f32x4.splat(0);
      for (let weight = weights; weight < last; weight += 4) {
        const pixel = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(v128.load_ext<u8>(from)));
        sum = f32x4.add(sum, f32x4.mul(pixel, v128.load_splat<f32>(weight)));
        from += channels;
      }
      v128.store(sums, sum);
    }
    sums += channels << 2;
    offsets += 4;
    used += 4;
    weights += taps << 2;
  }
}

/** bytes[i] = floats[i] · scale + offset, rounded half to even and saturated; 16 at a time. */
export function roundFloats(floats: usize, bytes: usize, count: usize, scale: f32, offset: f32): void {
  const factors = f32x4.splat(scale);
  const offsets = f32x4.splat(offset);
  for (const end = bytes + count; bytes < end; bytes += 16) {
    const first = rounded(v128.load(floats), factors, offsets);
    const second = rounded(v128.load(floats, 16), factors, offsets);
    const third = rounded(v128.load(floats, 32), factors, offsets);
    const fourth = rounded(v128.load(floats, 48), factors, offsets);
    const low = i16x8.narrow_i32x4_s(first, second);
    const high = i16x8.narrow_i32x4_s(third, fourth);
    v128.store(bytes, i8x16.narrow_i16x8_u(low, high));
    floats += 64;
  }
}

function rounded(floats: v128, factors: v128, offsets: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.add(f32x4.mul(floats, factors), offsets)));
}
