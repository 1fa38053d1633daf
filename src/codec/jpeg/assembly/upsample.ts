import { Component, samplesOf } from './frame';

/**
 * The samples of a component for row `y` of the image, as `rowReader` in src/engine/jpeg gives them: 16 at a time, into
 * `row` unless they stand in the ring as they are.
 *
 * @param sums room for 16 bits per sample, with 16 bytes before them.
 * @returns where they are.
 */
export function fullRow(c: Component, y: i32, row: usize, sums: usize): usize {
  if (c.down == 1) {
    const from = samplesOf(c, y);
    if (c.across == 1) return from;
    widen(from, c.width, row);
    return row;
  }
  const own = y >> 1;
  const beside = y & 1 ? min(own + 1, c.height - 1) : max(own - 1, 0);
  const from = samplesOf(c, own);
  const other = samplesOf(c, beside);
  if (c.across == 1) {
    mix(from, other, <i16>(y & 1) + 1, c.width, row);
    return row;
  }
  addRows(from, other, c.width, sums);
  widenSums(sums, c.width, row);
  return row;
}

/** Rows midway between two: row[i] = (3 · from[i] + other[i] + bias) / 4. */
function mix(from: usize, other: usize, bias: i16, width: i32, row: usize): void {
  const three = i16x8.splat(3);
  const biases = i16x8.splat(bias);
  for (let x = 0; x < width; x += 8) {
    const sum = i16x8.add(i16x8.mul(v128.load_ext<u8>(from + x), three), v128.load_ext<u8>(other + x));
    const mixed = i16x8.shr_u(i16x8.add(sum, biases), 2);
    v128.store_lane<u64>(row + x, i8x16.narrow_i16x8_u(mixed, mixed), 0);
  }
}

/** Twice as many samples, each midway to a neighbour; the ends are repeated for that. */
function widen(from: usize, width: i32, row: usize): void {
  store<u8>(from - 1, load<u8>(from));
  store<u8>(from + width, load<u8>(from + width - 1));
  const three = i16x8.splat(3);
  const one = i16x8.splat(1);
  const two = i16x8.splat(2);
  for (let x = 0; x < width; x += 8, from += 8, row += 16) {
    const thrice = i16x8.mul(v128.load_ext<u8>(from), three);
    const left = i16x8.add(i16x8.add(thrice, v128.load_ext<u8>(from - 1)), one);
    const right = i16x8.add(i16x8.add(thrice, v128.load_ext<u8>(from + 1)), two);
    v128.store(row, v128.or(i16x8.shr_u(left, 2), i16x8.shl(i16x8.shr_u(right, 2), 8)));
  }
}

/** sums[i] = 3 · from[i] + other[i]; the ends are repeated. */
function addRows(from: usize, other: usize, width: i32, sums: usize): void {
  const three = i16x8.splat(3);
  for (let x = 0; x < width; x += 8) {
    const sum = i16x8.add(i16x8.mul(v128.load_ext<u8>(from + x), three), v128.load_ext<u8>(other + x));
    v128.store(sums + (x << 1), sum);
  }
  store<u16>(sums - 2, load<u16>(sums));
  const end = sums + (width << 1);
  store<u16>(end, load<u16>(end - 2));
}

/** Twice as many samples, of four times the samples. */
function widenSums(sums: usize, width: i32, row: usize): void {
  const three = i16x8.splat(3);
  const seven = i16x8.splat(7);
  const eight = i16x8.splat(8);
  for (let x = 0; x < width; x += 8, sums += 16, row += 16) {
    const thrice = i16x8.mul(v128.load(sums), three);
    const left = i16x8.add(i16x8.add(thrice, v128.load(sums - 2)), eight);
    const right = i16x8.add(i16x8.add(thrice, v128.load(sums + 2)), seven);
    v128.store(row, v128.or(i16x8.shr_u(left, 4), i16x8.shl(i16x8.shr_u(right, 4), 8)));
  }
}
