/** Fraction bits of weights, as Pillow's `PRECISION_BITS`, and those of them that make the low part of a weight. */
const precision: i32 = 22;
const lowBits: i32 = 11;

/**
 * One row of bytes filtered along itself: pixel x is the sum of used[x] pixels from the byte offsets[x] on, times their
 * weights in 2⁻²² parts; rounded half up and saturated. Weights are two words of 16 bits, high · 2¹¹ + low, so that products
 * are added two and two by one instruction; those of pixel x begin at the place x · taps of two tables, and zeros stand
 * behind them up to a multiple of eight. Up to 16 bytes behind the row are read, and 4 behind the result written.
 */
export function convolveAcross(
  bytes: usize,
  channels: usize,
  offsets: usize,
  used: usize,
  high: usize,
  low: usize,
  taps: usize,
  result: usize,
  pixels: usize,
): void {
  const end = offsets + (pixels << 2);
  const toLow = low - high;
  while (offsets < end) {
    let from = bytes + <usize>load<u32>(offsets);
    let weight = high;
    const last = high + ((<usize>load<u32>(used)) << 1);
    let highSum = i32x4.splat(0);
    let lowSum = i32x4.splat(0);
    if (channels == 1) {
      while (weight < last) {
        const eight = v128.load_ext<u8>(from);
        highSum = i32x4.add(highSum, i32x4.dot_i16x8_s(eight, v128.load(weight)));
        lowSum = i32x4.add(lowSum, i32x4.dot_i16x8_s(eight, v128.load(weight + toLow)));
        from += 8;
        weight += 16;
      }
      store<u8>(result, i8x16.extract_lane_u(toBytes(allLanes(joined(highSum, lowSum))), 0));
    } else {
      while (weight < last) {
        const next = from + channels;
        const first = v128.load_ext<u8>(from);
        const pairs = v128.shuffle<i16>(first, v128.load_ext<u8>(next), 0, 8, 1, 9, 2, 10, 3, 11);
        highSum = i32x4.add(highSum, i32x4.dot_i16x8_s(pairs, v128.load_splat<u32>(weight)));
        lowSum = i32x4.add(lowSum, i32x4.dot_i16x8_s(pairs, v128.load_splat<u32>(weight + toLow)));
        from = next + channels;
        weight += 4;
      }
      v128.store_lane<u32>(result, toBytes(joined(highSum, lowSum)), 0);
    }
    result += channels;
    offsets += 4;
    used += 4;
    high += taps << 1;
  }
}

/**
 * bytes[i] = Σ weights[tap] · rows[tap][i], rounded and saturated as above; 8 at a time. Addresses stand at `rows`; an
 * odd number of them is followed by that of any row, and the weights by zeros.
 */
export function convolveDown(
  rows: usize,
  high: usize,
  low: usize,
  taps: usize,
  bytes: usize,
  count: usize,
): void {
  const last = high + (taps << 1);
  for (let at: usize = 0; at < count; at += 8) {
    let firstHigh = i32x4.splat(0);
    let firstLow = i32x4.splat(0);
    let lastHigh = i32x4.splat(0);
    let lastLow = i32x4.splat(0);
    let row = rows;
    let lowWeight = low;
    for (let weight = high; weight < last; weight += 4) {
      const upper = v128.load_ext<u8>(<usize>load<u32>(row) + at);
      const lower = v128.load_ext<u8>(<usize>load<u32>(row, 4) + at);
      const first = v128.shuffle<i16>(upper, lower, 0, 8, 1, 9, 2, 10, 3, 11);
      const second = v128.shuffle<i16>(upper, lower, 4, 12, 5, 13, 6, 14, 7, 15);
      const highs = v128.load_splat<u32>(weight);
      const lows = v128.load_splat<u32>(lowWeight);
      firstHigh = i32x4.add(firstHigh, i32x4.dot_i16x8_s(first, highs));
      firstLow = i32x4.add(firstLow, i32x4.dot_i16x8_s(first, lows));
      lastHigh = i32x4.add(lastHigh, i32x4.dot_i16x8_s(second, highs));
      lastLow = i32x4.add(lastLow, i32x4.dot_i16x8_s(second, lows));
      lowWeight += 4;
      row += 8;
    }
    const words = i16x8.narrow_i32x4_s(
      rounded(joined(firstHigh, firstLow)),
      rounded(joined(lastHigh, lastLow)),
    );
    v128.store_lane<u64>(bytes + at, i8x16.narrow_i16x8_u(words, words), 0);
  }
}

function joined(high: v128, low: v128): v128 {
  return i32x4.add(i32x4.shl(high, lowBits), low);
}

function allLanes(sum: v128): v128 {
  const pairs = i32x4.add(sum, v128.shuffle<i32>(sum, sum, 2, 3, 0, 1));
  return i32x4.add(pairs, v128.shuffle<i32>(pairs, pairs, 1, 0, 3, 2));
}

function rounded(sum: v128): v128 {
  return i32x4.shr_s(i32x4.add(sum, i32x4.splat(1 << (precision - 1))), precision);
}

function toBytes(sum: v128): v128 {
  const words = i16x8.narrow_i32x4_s(rounded(sum), rounded(sum));
  return i8x16.narrow_i16x8_u(words, words);
}
