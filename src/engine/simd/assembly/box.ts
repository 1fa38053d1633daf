/**
 * Transposes tiles of 16×16 bytes. Tiles stand `tileStep` bytes apart, rows within one `rowStep`, each for what is read
 * and what is written.
 *
 * @param room for two tiles
 */
export function transposeTiles(
  from: usize,
  fromTileStep: usize,
  fromRowStep: usize,
  to: usize,
  toTileStep: usize,
  toRowStep: usize,
  tiles: usize,
  room: usize,
): void {
  const other = room + 256;
  for (; tiles > 0; tiles--) {
    interleave(from, fromRowStep, room, 16);
    interleave(room, 16, other, 16);
    interleave(other, 16, room, 16);
    interleave(room, 16, to, toRowStep);
    from += fromTileStep;
    to += toTileStep;
  }
}

/** Rows i and i + 8 become rows 2i and 2i + 1, byte by byte in turn; four times this is a transposition. */
@inline
function interleave(from: usize, fromStep: usize, to: usize, toStep: usize): void {
  for (let row: usize = 0; row < 8; row++) {
    const upper = v128.load(from + row * fromStep);
    const lower = v128.load(from + (row + 8) * fromStep);
    const at = to + row * 2 * toStep;
    v128.store(at, i8x16.shuffle(upper, lower, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
    v128.store(
      at + toStep,
      i8x16.shuffle(upper, lower, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31),
    );
  }
}

/** sums[i] += factor · bytes[i], in 32 bits; 16 at a time. */
export function addScaled(bytes: usize, factor: i32, sums: usize, count: usize): void {
  const end = bytes + count;
  const factors = i32x4.splat(factor);
  for (; bytes < end; bytes += 16, sums += 64) {
    for (let part: usize = 0; part < 16; part += 4) {
      const values = i32x4.extend_low_i16x8_u(v128.load_ext<u8>(bytes + part));
      const at = sums + part * 4;
      v128.store(at, i32x4.add(v128.load(at), i32x4.mul(values, factors)));
    }
  }
}

/**
 * Slides a box by one: sums[i] += entering[i] − leaving[i], and
 * bytes[i] = (full · sums[i] + far · (leaving[i] + beyond[i]) + 2²³) / 2²⁴, which 32 bits without a sign hold.
 */
export function slideBox(
  leaving: usize,
  entering: usize,
  beyond: usize,
  sums: usize,
  full: i32,
  far: i32,
  bytes: usize,
  count: usize,
): void {
  const fulls = i32x4.splat(full);
  const fars = i32x4.splat(far);
  for (let at: usize = 0; at < count; at += 16) {
    const slid = slide(
      v128.load(leaving + at),
      v128.load(entering + at),
      v128.load(beyond + at),
      sums + at * 4,
      fulls,
      fars,
    );
    v128.store(bytes + at, slid);
  }
}

/**
 * The same along lines that lie side by side, 16 of them: value x of all stands at from + x · step. Beyond the ends lie
 * the values at the ends.
 *
 * @param sums room for 16 sums
 */
export function slideBoxAlong(
  from: usize,
  step: usize,
  count: i32,
  reach: i32,
  sums: usize,
  full: i32,
  far: i32,
  to: usize,
): void {
  const fulls = i32x4.splat(full);
  const fars = i32x4.splat(far);
  const last = count - 1;
  memory.fill(sums, 0, 64);
  addScaled(from, reach + 1, sums, 16);
  for (let x = 0; x < reach; x++) addScaled(from + <usize>min(x, last) * step, 1, sums, 16);
  for (let x = 0; x < count; x++) {
    const slid = slide(
      v128.load(from + <usize>max(x - reach - 1, 0) * step),
      v128.load(from + <usize>min(x + reach, last) * step),
      v128.load(from + <usize>min(x + reach + 1, last) * step),
      sums,
      fulls,
      fars,
    );
    v128.store(to + <usize>x * step, slid);
  }
}

@inline
function slide(leaving: v128, entering: v128, beyond: v128, sums: usize, full: v128, far: v128): v128 {
  const lowLeaving = i16x8.extend_low_i8x16_u(leaving);
  const highLeaving = i16x8.extend_high_i8x16_u(leaving);
  const lowChange = i16x8.sub(i16x8.extend_low_i8x16_u(entering), lowLeaving);
  const highChange = i16x8.sub(i16x8.extend_high_i8x16_u(entering), highLeaving);
  const lowEnds = i16x8.add(i16x8.extend_low_i8x16_u(beyond), lowLeaving);
  const highEnds = i16x8.add(i16x8.extend_high_i8x16_u(beyond), highLeaving);
  const first = add(sums, i32x4.extend_low_i16x8_s(lowChange));
  const second = add(sums + 16, i32x4.extend_high_i16x8_s(lowChange));
  const third = add(sums + 32, i32x4.extend_low_i16x8_s(highChange));
  const fourth = add(sums + 48, i32x4.extend_high_i16x8_s(highChange));
  return i8x16.narrow_i16x8_u(
    i16x8.narrow_i32x4_u(
      weighted(first, i32x4.extend_low_i16x8_u(lowEnds), full, far),
      weighted(second, i32x4.extend_high_i16x8_u(lowEnds), full, far),
    ),
    i16x8.narrow_i32x4_u(
      weighted(third, i32x4.extend_low_i16x8_u(highEnds), full, far),
      weighted(fourth, i32x4.extend_high_i16x8_u(highEnds), full, far),
    ),
  );
}

@inline
function add(at: usize, change: v128): v128 {
  const sum = i32x4.add(v128.load(at), change);
  v128.store(at, sum);
  return sum;
}

@inline
function weighted(sums: v128, ends: v128, full: v128, far: v128): v128 {
  const total = i32x4.add(i32x4.mul(sums, full), i32x4.mul(ends, far));
  return i32x4.shr_u(i32x4.add(total, i32x4.splat(1 << 23)), 24);
}
