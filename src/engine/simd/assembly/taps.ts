/**
 * One row of bytes interpolated along itself in floats: of pixel x each channel is Σ weights[x · taps + tap] · the pixel
 * behind the byte offsets[x · taps + tap], one after the other. Up to 8 bytes behind the row are read, and 16 behind the
 * sums are written.
 */
export function sumTaps(
  bytes: usize,
  channels: usize,
  offsets: usize,
  weights: usize,
  taps: usize,
  sums: usize,
  pixels: usize,
): void {
  const end = weights + ((pixels * taps) << 2);
  while (weights < end) {
    let sum = f32x4.splat(0);
    for (const last = weights + (taps << 2); weights < last; weights += 4, offsets += 4) {
      const values = i32x4.extend_low_i16x8_u(v128.load_ext<u8>(bytes + <usize>load<u32>(offsets)));
      sum = f32x4.add(sum, f32x4.mul(f32x4.convert_i32x4_s(values), v128.load_splat<f32>(weights)));
    }
    v128.store(sums, sum);
    sums += channels << 2;
  }
}
