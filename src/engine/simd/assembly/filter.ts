/** sums[i] = Σ kernel[tap] · bytes[i + tap · channels] in 16 bits, which weights of 2⁸ in all never leave; 8 at a time. */
export function filterAcross(
  bytes: usize,
  channels: usize,
  kernel: usize,
  taps: usize,
  sums: usize,
  count: usize,
): void {
  const end = bytes + count;
  const last = kernel + (taps << 1);
  while (bytes < end) {
    let sum = i16x8.splat(0);
    let from = bytes;
    for (let weight = kernel; weight < last; weight += 2) {
      sum = i16x8.add(sum, i16x8.mul(v128.load_splat<u16>(weight), v128.load_ext<u8>(from)));
      from += channels;
    }
    v128.store(sums, sum);
    sums += 16;
    bytes += 8;
  }
}

/** bytes[i] = (Σ kernel[tap] · rows[tap][i] + 2¹⁵) / 2¹⁶, of rows of 16 bits whose addresses stand at `rows`; 8 at a time. */
export function filterDown(rows: usize, kernel: usize, taps: usize, bytes: usize, count: usize): void {
  const end = count << 1;
  const last = kernel + (taps << 1);
  for (let at: usize = 0; at < end; at += 16) {
    let low = i32x4.splat(0x8000);
    let high = low;
    let row = rows;
    for (let weight = kernel; weight < last; weight += 2) {
      const values = v128.load(<usize>load<u32>(row) + at);
      const weights = v128.load_splat<u16>(weight);
      low = i32x4.add(low, i32x4.extmul_low_i16x8_u(values, weights));
      high = i32x4.add(high, i32x4.extmul_high_i16x8_u(values, weights));
      row += 4;
    }
    const words = i16x8.narrow_i32x4_u(i32x4.shr_u(low, 16), i32x4.shr_u(high, 16));
    v128.store_lane<u64>(bytes, i8x16.narrow_i16x8_u(words, words), 0);
    bytes += 8;
  }
}
