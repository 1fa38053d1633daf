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

/** Makes short sums, of 16 bits, of such of 32 at the same place; 16 of either take 64 bytes. */
export function shortenSums(sums: usize, count: usize): void {
  for (const end = sums + count * 4; sums < end; sums += 64) {
    v128.store(sums, i16x8.narrow_i32x4_s(v128.load(sums), v128.load(sums, 16)));
    v128.store(sums, i16x8.narrow_i32x4_s(v128.load(sums, 32), v128.load(sums, 48)), 16);
  }
}

/**
 * Slides a box by one: sums[i] += entering[i] − leaving[i], and
 * bytes[i] = (full · sums[i] + far · (leaving[i] + beyond[i]) + 2²³) / 2²⁴, which 32 bits without a sign hold.
 *
 * @param areShort whether sums are short, which they may be when 15 bits hold every one
 */
export function slideBox(
  leaving: usize,
  entering: usize,
  beyond: usize,
  sums: usize,
  areShort: bool,
  full: i32,
  far: i32,
  bytes: usize,
  count: usize,
): void {
  if (areShort) {
    const high = highParts(full, far);
    const low = lowParts(full, far);
    for (let at: usize = 0; at < count; at += 16, sums += 64) {
      const left = v128.load(leaving + at);
      const first = addShort(sums, lowChange(v128.load(entering + at), left));
      const second = addShort(sums + 16, highChange(v128.load(entering + at), left));
      v128.store(bytes + at, weighedShort(first, second, left, v128.load(beyond + at), high, low));
    }
    return;
  }
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
  areShort: bool,
  full: i32,
  far: i32,
  to: usize,
): void {
  const last = count - 1;
  memory.fill(sums, 0, 64);
  addScaled(from, reach + 1, sums, 16);
  for (let x = 0; x < reach; x++) addScaled(from + <usize>min(x, last) * step, 1, sums, 16);
  if (areShort) {
    shortenSums(sums, 16);
    const high = highParts(full, far);
    const low = lowParts(full, far);
    let first = v128.load(sums);
    let second = v128.load(sums, 16);
    for (let x = 0; x < count; x++) {
      const leaving = v128.load(from + <usize>max(x - reach - 1, 0) * step);
      const entering = v128.load(from + <usize>min(x + reach, last) * step);
      const beyond = v128.load(from + <usize>min(x + reach + 1, last) * step);
      first = i16x8.add(first, lowChange(entering, leaving));
      second = i16x8.add(second, highChange(entering, leaving));
      v128.store(to + <usize>x * step, weighedShort(first, second, leaving, beyond, high, low));
    }
    return;
  }
  const fulls = i32x4.splat(full);
  const fars = i32x4.splat(far);
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

/** Weights are taken apart after 12 bits, so that products are added two and two by one instruction. */
const lowBits: i32 = 12;

@inline
function highParts(full: i32, far: i32): v128 {
  return i32x4.splat((full >> lowBits) | ((far >> lowBits) << 16));
}

@inline
function lowParts(full: i32, far: i32): v128 {
  const mask = (1 << lowBits) - 1;
  return i32x4.splat((full & mask) | ((far & mask) << 16));
}

@inline
function weighedShort(first: v128, second: v128, leaving: v128, beyond: v128, high: v128, low: v128): v128 {
  const lowEnds = i16x8.add(i16x8.extend_low_i8x16_u(beyond), i16x8.extend_low_i8x16_u(leaving));
  const highEnds = i16x8.add(i16x8.extend_high_i8x16_u(beyond), i16x8.extend_high_i8x16_u(leaving));
  return i8x16.narrow_i16x8_u(
    i16x8.narrow_i32x4_u(
      weighedPairs(i16x8.shuffle(first, lowEnds, 0, 8, 1, 9, 2, 10, 3, 11), high, low),
      weighedPairs(i16x8.shuffle(first, lowEnds, 4, 12, 5, 13, 6, 14, 7, 15), high, low),
    ),
    i16x8.narrow_i32x4_u(
      weighedPairs(i16x8.shuffle(second, highEnds, 0, 8, 1, 9, 2, 10, 3, 11), high, low),
      weighedPairs(i16x8.shuffle(second, highEnds, 4, 12, 5, 13, 6, 14, 7, 15), high, low),
    ),
  );
}

@inline
function weighedPairs(pairs: v128, high: v128, low: v128): v128 {
  const total = i32x4.add(
    i32x4.shl(i32x4.dot_i16x8_s(pairs, high), lowBits),
    i32x4.dot_i16x8_s(pairs, low),
  );
  return i32x4.shr_u(i32x4.add(total, i32x4.splat(1 << 23)), 24);
}

@inline
function lowChange(entering: v128, leaving: v128): v128 {
  return i16x8.sub(i16x8.extend_low_i8x16_u(entering), i16x8.extend_low_i8x16_u(leaving));
}

@inline
function highChange(entering: v128, leaving: v128): v128 {
  return i16x8.sub(i16x8.extend_high_i8x16_u(entering), i16x8.extend_high_i8x16_u(leaving));
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
function addShort(at: usize, change: v128): v128 {
  const sum = i16x8.add(v128.load(at), change);
  v128.store(at, sum);
  return sum;
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
