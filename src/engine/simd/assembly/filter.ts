/**
 * Rows of bytes filtered with one symmetric kernel down the columns and with another along the rows: result[i] = (start +
 * Σ across[tap] · sums[i + tap · channels]) / 2¹⁶, where sums are Σ down[tap] · rows[tap][i] − 2¹⁵. Weights of 2⁸ in all
 * keep these within 16 bits, with a sign.
 *
 * Rows stand one after the other, `radius` more of them above and below than there are in the result. One row of sums
 * at a time is at `sums`, with margins of `margin` bytes on both sides: for each sum there, those on the left first, the
 * place of the one that it is a copy of, in bytes from `sums` on, is at `margins`. Weights along rows stand two and two
 * together; where their number is odd, a zero stands behind the last. Up to 31 bytes behind a row are read and written.
 */
export function filterRows(
  rows: usize,
  length: usize,
  count: usize,
  channels: usize,
  down: usize,
  radius: usize,
  sums: usize,
  margin: usize,
  margins: usize,
  across: usize,
  pairs: usize,
  start: i32,
  result: usize,
): void {
  const right = sums + margin + (length << 1);
  const step = channels << 1;
  const last = across + (pairs << 2);
  let row = rows + radius * length;
  for (const end = result + length * count; result < end; result += length) {
    sumDown(row, length, down, radius, sums + margin);
    for (let at: usize = 0; at < margin; at += 2) {
      const copied = margins + (at << 1);
      store<u16>(sums + at, load<u16>(sums + <usize>load<i32>(copied)));
      store<u16>(right + at, load<u16>(sums + <usize>load<i32>(copied + (margin << 1))));
    }
    sumAcross(sums, step, across, last, start, result, length);
    row += length;
  }
}

function sumDown(row: usize, length: usize, kernel: usize, radius: usize, sums: usize): void {
  const bias = i16x8.splat(-0x8000);
  const middle = kernel + (radius << 1);
  for (const end = row + length; row < end; row += 32) {
    let weight = middle;
    let factor = v128.load_splat<u16>(weight);
    let first = i16x8.add(bias, i16x8.mul(v128.load_ext<u8>(row), factor));
    let second = i16x8.add(bias, i16x8.mul(v128.load_ext<u8>(row, 8), factor));
    let third = i16x8.add(bias, i16x8.mul(v128.load_ext<u8>(row, 16), factor));
    let fourth = i16x8.add(bias, i16x8.mul(v128.load_ext<u8>(row, 24), factor));
    let above = row;
    let below = row;
    while (weight > kernel) {
      weight -= 2;
      above -= length;
      below += length;
      factor = v128.load_splat<u16>(weight);
      first = i16x8.add(first, i16x8.mul(sumOfBytes(above, below), factor));
      second = i16x8.add(second, i16x8.mul(sumOfBytes(above + 8, below + 8), factor));
      third = i16x8.add(third, i16x8.mul(sumOfBytes(above + 16, below + 16), factor));
      fourth = i16x8.add(fourth, i16x8.mul(sumOfBytes(above + 24, below + 24), factor));
    }
    v128.store(sums, first);
    v128.store(sums, second, 16);
    v128.store(sums, third, 32);
    v128.store(sums, fourth, 48);
    sums += 64;
  }
}

function sumOfBytes(above: usize, below: usize): v128 {
  return i16x8.add(v128.load_ext<u8>(above), v128.load_ext<u8>(below));
}

function sumAcross(
  sums: usize,
  step: usize,
  kernel: usize,
  last: usize,
  start: i32,
  result: usize,
  length: usize,
): void {
  for (const end = result + length; result < end; result += 16) {
    let first = i32x4.splat(start);
    let second = first;
    let third = first;
    let fourth = first;
    let from = sums;
    for (let weights = kernel; weights < last; weights += 4) {
      const factors = v128.load_splat<u32>(weights);
      const left = v128.load(from);
      const leftEnd = v128.load(from, 16);
      from += step;
      const right = v128.load(from);
      const rightEnd = v128.load(from, 16);
      from += step;
      first = i32x4.add(first, i32x4.dot_i16x8_s(lowPairs(left, right), factors));
      second = i32x4.add(second, i32x4.dot_i16x8_s(highPairs(left, right), factors));
      third = i32x4.add(third, i32x4.dot_i16x8_s(lowPairs(leftEnd, rightEnd), factors));
      fourth = i32x4.add(fourth, i32x4.dot_i16x8_s(highPairs(leftEnd, rightEnd), factors));
    }
    const low = i16x8.narrow_i32x4_s(i32x4.shr_s(first, 16), i32x4.shr_s(second, 16));
    const high = i16x8.narrow_i32x4_s(i32x4.shr_s(third, 16), i32x4.shr_s(fourth, 16));
    v128.store(result, i8x16.narrow_i16x8_u(low, high));
    sums += 32;
  }
}

function lowPairs(left: v128, right: v128): v128 {
  return v128.shuffle<i16>(left, right, 0, 8, 1, 9, 2, 10, 3, 11);
}

function highPairs(left: v128, right: v128): v128 {
  return v128.shuffle<i16>(left, right, 4, 12, 5, 13, 6, 14, 7, 15);
}
