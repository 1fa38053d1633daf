/**
 * words[x] = (9798 · R + 19235 · G + 3735 · B + 2¹⁴) / 2¹⁵ of interleaved bytes, in 16 bits; of one channel the byte
 * itself. 4 pixels at a time.
 */
export function grayOfBytes(bytes: usize, pixels: usize, channels: usize, words: usize): void {
  const end = words + (pixels << 1);
  const step = channels << 2;
  if (channels == 1) {
    while (words < end) {
      v128.store(words, v128.load_ext<u8>(bytes));
      bytes += 8;
      words += 16;
    }
    return;
  }
  // Of every pixel red and green, and blue and nothing, as pairs of 16 bits.
  const none: i8 = -1;
  const is3 = channels == 3;
  const redGreen = is3
    ? i8x16(0, none, 1, none, 3, none, 4, none, 6, none, 7, none, 9, none, 10, none)
    : i8x16(0, none, 1, none, 4, none, 5, none, 8, none, 9, none, 12, none, 13, none);
  const blue = is3
    ? i8x16(2, none, none, none, 5, none, none, none, 8, none, none, none, 11, none, none, none)
    : i8x16(2, none, none, none, 6, none, none, none, 10, none, none, none, 14, none, none, none);
  const one = i32x4.splat(0x10000);
  const weights = i32x4.splat(9798 | (19235 << 16));
  const rest = i32x4.splat(3735 | (16384 << 16));
  while (words < end) {
    const values = v128.load(bytes);
    const sum = i32x4.add(
      i32x4.dot_i16x8_s(i8x16.swizzle(values, redGreen), weights),
      i32x4.dot_i16x8_s(v128.or(i8x16.swizzle(values, blue), one), rest),
    );
    const gray = i32x4.shr_u(sum, 15);
    v128.store_lane<u64>(words, i16x8.narrow_i32x4_u(gray, gray), 0);
    bytes += step;
    words += 8;
  }
}

/** Vectors whose squares of at most 1020² fit four sums of 32 bits. */
const most: usize = 512;

/**
 * Adds Σ v and Σ v² to the two doubles at `sums`, for v = above[x] + below[x] + row[x − 1] + row[x + 1] − 4 · row[x] of
 * words of at most 255. What lies behind the row's end is left out.
 */
export function addLaplacian(above: usize, row: usize, below: usize, pixels: usize, sums: usize): void {
  const ones = i16x8.splat(1);
  const end = row + ((pixels & ~7) << 1);
  let total: f64 = 0;
  let totalOfSquares: f64 = 0;
  while (row < end) {
    const pause = min(end, row + (most << 4));
    let sum = i32x4.splat(0);
    let squares = i32x4.splat(0);
    while (row < pause) {
      const value = laplacian(v128.load(above), row, v128.load(below));
      sum = i32x4.add(sum, i32x4.dot_i16x8_s(value, ones));
      squares = i32x4.add(squares, i32x4.dot_i16x8_s(value, value));
      above += 16;
      row += 16;
      below += 16;
    }
    total += sumOf(sum);
    totalOfSquares += sumOf(squares);
  }
  const left = pixels & 7;
  if (left > 0) {
    const places = i16x8(0, 1, 2, 3, 4, 5, 6, 7);
    const inside = i16x8.lt_s(places, i16x8.splat(<i16>left));
    const value = v128.and(laplacian(v128.load(above), row, v128.load(below)), inside);
    total += sumOf(i32x4.dot_i16x8_s(value, ones));
    totalOfSquares += sumOf(i32x4.dot_i16x8_s(value, value));
  }
  store<f64>(sums, load<f64>(sums) + total);
  store<f64>(sums, load<f64>(sums, 8) + totalOfSquares, 8);
}

function laplacian(above: v128, row: usize, below: v128): v128 {
  const around = i16x8.add(i16x8.add(above, below), i16x8.add(v128.load(row - 2), v128.load(row + 2)));
  return i16x8.sub(around, i16x8.shl(v128.load(row), 2));
}

function sumOf(lanes: v128): f64 {
  return (
    <f64>i32x4.extract_lane(lanes, 0) +
    <f64>i32x4.extract_lane(lanes, 1) +
    <f64>i32x4.extract_lane(lanes, 2) +
    <f64>i32x4.extract_lane(lanes, 3)
  );
}
