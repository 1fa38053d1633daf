/**
 * Rows of bytes in the arithmetic of `resampleLinearUint8`: each mixed of two rows, which are mixed of neighbouring
 * pixels. `count` rows are made. For each, the two rows of the source are those at `upper` and `lower`, one after the
 * other or the same, and q << 16 | p is at `rowWeights`; for each of their pixels the place of the one that is near, in
 * bytes, is at `offsets`, the far one stands behind it, and q << 16 | p is at `weights`.
 *
 * Row 0 of the source, of `length` bytes, would be at `bytes`; only rows that are asked for need be there. The last two
 * mixed rows are kept `stride` bytes apart from `sums` on, behind 16 bytes that begin with the row's number, for
 * whoever comes next. Pixels are taken in fours, and up to 32 bytes behind a row are read and written.
 */
export function mixLinear(
  bytes: usize,
  length: usize,
  channels: usize,
  offsets: usize,
  weights: usize,
  pixels: usize,
  upper: usize,
  lower: usize,
  rowWeights: usize,
  count: usize,
  sums: usize,
  stride: usize,
  result: usize,
): void {
  const resultLength = pixels * channels;
  for (const end = result + resultLength * count; result < end; result += resultLength) {
    const above = sums + (load<u32>(upper) & 1) * stride;
    const below = sums + (load<u32>(lower) & 1) * stride;
    mixPixels(bytes, length, load<u32>(upper), channels, offsets, weights, pixels, above);
    mixPixels(bytes, length, load<u32>(lower), channels, offsets, weights, pixels, below);
    mixRows(above + 16, below + 16, load<u32>(rowWeights), result, resultLength);
    upper += 4;
    lower += 4;
    rowWeights += 4;
  }
}

/** One row mixed of neighbouring pixels, in 128ths of a level: sums[i] = (near · p + far · q) >> 4 for each channel. */
function mixPixels(
  bytes: usize,
  length: usize,
  row: u32,
  channels: usize,
  offsets: usize,
  weights: usize,
  pixels: usize,
  sums: usize,
): void {
  if (load<u32>(sums) == row) return;
  store<u32>(sums, row);
  sums += 16;
  bytes += row * length;
  const end = offsets + (pixels << 2);
  if (channels == 1) {
    while (offsets < end) {
      let pairs = v128.load_splat<u16>(bytes + <usize>load<u32>(offsets));
      pairs = v128.load_lane<u16>(bytes + <usize>load<u32>(offsets, 4), pairs, 1);
      pairs = v128.load_lane<u16>(bytes + <usize>load<u32>(offsets, 8), pairs, 2);
      pairs = v128.load_lane<u16>(bytes + <usize>load<u32>(offsets, 12), pairs, 3);
      const mixed = mixed4(i16x8.extend_low_i8x16_u(pairs), v128.load(weights));
      v128.store(sums, i16x8.narrow_i32x4_s(mixed, mixed));
      offsets += 16;
      weights += 16;
      sums += 8;
    }
  } else {
    const step = channels << 1;
    while (offsets < end) {
      const first = pairsAt(bytes + <usize>load<u32>(offsets), channels);
      const second = pairsAt(bytes + <usize>load<u32>(offsets, 4), channels);
      const both = i16x8.narrow_i32x4_s(
        mixed4(first, v128.load_splat<u32>(weights)),
        mixed4(second, v128.load_splat<u32>(weights, 4)),
      );
      v128.store_lane<u64>(sums, both, 0);
      sums += step;
      v128.store_lane<u64>(sums, both, 1);
      sums += step;
      offsets += 8;
      weights += 8;
    }
  }
}

/** The values of a pixel, each with that of the next pixel behind it. */
function pairsAt(pixel: usize, channels: usize): v128 {
  const near = v128.load_ext<u8>(pixel);
  return v128.shuffle<i16>(near, v128.load_ext<u8>(pixel + channels), 0, 8, 1, 9, 2, 10, 3, 11);
}

function mixed4(pairs: v128, weights: v128): v128 {
  return i32x4.shr_s(i32x4.dot_i16x8_s(pairs, weights), 4);
}

/** bytes[i] = ((upper[i] · p >> 16) + (lower[i] · q >> 16) + 2) >> 2, of rows in 128ths; 16 at a time. */
function mixRows(upper: usize, lower: usize, weights: u32, bytes: usize, count: usize): void {
  const both = i32x4.splat(weights);
  const p = i16x8.splat(<i16>weights);
  const q = i16x8.splat(<i16>(weights >> 16));
  for (const end = bytes + count; bytes < end; bytes += 16) {
    const low = mixed8(v128.load(upper), v128.load(lower), both, p, q);
    const high = mixed8(v128.load(upper, 16), v128.load(lower, 16), both, p, q);
    v128.store(bytes, i8x16.narrow_i16x8_u(low, high));
    upper += 32;
    lower += 32;
  }
}

/**
 * The high halves of two products are those of their sum, less what the low halves carry into them: 1, unless their sum
 * in 16 bits is no less than one of them.
 */
function mixed8(upper: v128, lower: v128, both: v128, p: v128, q: v128): v128 {
  const first = i32x4.dot_i16x8_s(v128.shuffle<i16>(upper, lower, 0, 8, 1, 9, 2, 10, 3, 11), both);
  const second = i32x4.dot_i16x8_s(v128.shuffle<i16>(upper, lower, 4, 12, 5, 13, 6, 14, 7, 15), both);
  const sums = i16x8.narrow_i32x4_s(i32x4.shr_s(first, 16), i32x4.shr_s(second, 16));
  const low = i16x8.mul(upper, p);
  const fits = i16x8.ge_u(i16x8.add(low, i16x8.mul(lower, q)), low);
  return i16x8.shr_s(i16x8.sub(i16x8.add(sums, i16x8.splat(1)), fits), 2);
}
