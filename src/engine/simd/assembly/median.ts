/**
 * Orders each column of 3 bytes: row 0 at `ranks` becomes the lowest of each, row 2 the highest, `stride` bytes apart.
 * Addresses of the rows stand at `rows`; 16 columns at a time.
 */
export function orderThrees(rows: usize, ranks: usize, stride: usize, length: usize): void {
  const first = <usize>load<u32>(rows);
  const second = <usize>load<u32>(rows, 4);
  const third = <usize>load<u32>(rows, 8);
  for (let at: usize = 0; at < length; at += 16) {
    const a = v128.load(first + at);
    const b = v128.load(second + at);
    const c = v128.load(third + at);
    const to = ranks + at;
    v128.store(to, min(min(a, b), c));
    v128.store(to + stride, middle(a, b, c));
    v128.store(to + 2 * stride, max(max(a, b), c));
  }
}

/**
 * bytes[i] = the median of three columns, `step` apart, from ordered ones: of the largest of the lows, the median of the
 * middles and the smallest of the highs (Smith, “Implementing median filters in XC4000E FPGAs”, 1996). 16 at a time.
 */
export function medianOfThrees(ranks: usize, stride: usize, step: usize, bytes: usize, count: usize): void {
  const end = bytes + count;
  for (; bytes < end; bytes += 16, ranks += 16) {
    const low = max(max(v128.load(ranks), v128.load(ranks + step)), v128.load(ranks + 2 * step));
    const middles = ranks + stride;
    const between = middle(v128.load(middles), v128.load(middles + step), v128.load(middles + 2 * step));
    const highs = middles + stride;
    const high = min(min(v128.load(highs), v128.load(highs + step)), v128.load(highs + 2 * step));
    v128.store(bytes, middle(low, between, high));
  }
}

/** The same as `orderThrees` of 5 rows. */
export function orderFives(rows: usize, ranks: usize, stride: usize, length: usize): void {
  for (let at: usize = 0; at < length; at += 16) {
    // What came is kept in order, the largest first.
    let first = v128.load(<usize>load<u32>(rows) + at);
    let second = i8x16.splat(0);
    let third = second;
    let fourth = second;
    let fifth = second;
    for (let row = rows + 4; row < rows + 20; row += 4) {
      const value = v128.load(<usize>load<u32>(row) + at);
      fifth = max(fifth, min(fourth, value));
      fourth = max(fourth, min(third, value));
      third = max(third, min(second, value));
      second = max(second, min(first, value));
      first = max(first, value);
    }
    const to = ranks + at;
    v128.store(to, fifth);
    v128.store(to + stride, fourth);
    v128.store(to + 2 * stride, third);
    v128.store(to + 3 * stride, second);
    v128.store(to + 4 * stride, first);
  }
}

/**
 * The same as `medianOfThrees` of 5 × 5 bytes. With every rank of the columns in order, too, 6 of the 25 are less than
 * or equal to the median for certain and 6 not less, which leaves 13.
 */
export function medianOfFives(ranks: usize, stride: usize, step: usize, bytes: usize, count: usize): void {
  const end = bytes + count;
  const last = step * 5;
  for (; bytes < end; bytes += 16, ranks += 16) {
    // Of the lows the two largest, of the next the three largest, of the middles the three in the middle, and so on.
    let a = i8x16.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    let most = a;
    let i = i8x16.splat(-1);
    let j = i;
    let k = i;
    let l = i;
    let m = i;
    for (let from: usize = 0; from < last; from += step) {
      let at = ranks + from;
      const lowest = v128.load(at);
      b = max(b, min(a, lowest));
      a = max(a, lowest);
      at += stride;
      const low = v128.load(at);
      e = max(e, min(d, low));
      d = max(d, min(c, low));
      c = max(c, low);
      at += stride;
      const between = v128.load(at);
      h = max(h, min(g, between));
      g = max(g, min(f, between));
      f = max(f, min(most, between));
      most = max(most, between);
      at += stride;
      const high = v128.load(at);
      k = min(k, max(j, high));
      j = min(j, max(i, high));
      i = min(i, high);
      at += stride;
      const highest = v128.load(at);
      m = min(m, max(l, highest));
      l = min(l, highest);
    }
    // The seventh largest of these: those that are kept in order, the largest first, can still become it.
    let first = c;
    let second = d;
    let third = e;
    let fourth = min(third, f);
    third = max(third, min(second, f));
    second = max(second, min(first, f));
    first = max(first, f);
    let fifth = min(fourth, g);
    fourth = max(fourth, min(third, g));
    third = max(third, min(second, g));
    second = max(second, min(first, g));
    first = max(first, g);
    let sixth = min(fifth, h);
    fifth = max(fifth, min(fourth, h));
    fourth = max(fourth, min(third, h));
    third = max(third, min(second, h));
    second = max(second, min(first, h));
    first = max(first, h);
    let seventh = min(sixth, a);
    sixth = max(sixth, min(fifth, a));
    fifth = max(fifth, min(fourth, a));
    fourth = max(fourth, min(third, a));
    third = max(third, min(second, a));
    second = max(second, min(first, a));
    first = max(first, a);
    seventh = max(seventh, min(sixth, b));
    sixth = max(sixth, min(fifth, b));
    fifth = max(fifth, min(fourth, b));
    fourth = max(fourth, min(third, b));
    third = max(third, min(second, b));
    second = max(second, min(first, b));
    seventh = max(seventh, min(sixth, i));
    sixth = max(sixth, min(fifth, i));
    fifth = max(fifth, min(fourth, i));
    fourth = max(fourth, min(third, i));
    third = max(third, min(second, i));
    seventh = max(seventh, min(sixth, j));
    sixth = max(sixth, min(fifth, j));
    fifth = max(fifth, min(fourth, j));
    fourth = max(fourth, min(third, j));
    seventh = max(seventh, min(sixth, k));
    sixth = max(sixth, min(fifth, k));
    fifth = max(fifth, min(fourth, k));
    seventh = max(seventh, min(sixth, l));
    sixth = max(sixth, min(fifth, l));
    v128.store(bytes, max(seventh, min(sixth, m)));
  }
}

/**
 * bytes[i] = the median of `size` × `size` bytes (at most 255) from i on, `step` apart: bit by bit the largest level
 * that more than half of them reach. 16 at a time.
 */
export function medianByBits(rows: usize, size: usize, step: usize, bytes: usize, count: usize): void {
  const width = size * step;
  const end = rows + (size << 2);
  const majority = i8x16.splat(<i8>((size * size + 1) >> 1));
  for (let at: usize = 0; at < count; at += 16) {
    let median = i8x16.splat(0);
    for (let bit = 128; bit > 0; bit >>= 1) {
      const level = v128.or(median, i8x16.splat(<i8>bit));
      let reaching = i8x16.splat(0);
      for (let row = rows; row < end; row += 4) {
        const start = <usize>load<u32>(row) + at;
        for (let from = start; from < start + width; from += step)
          reaching = i8x16.sub(reaching, i8x16.ge_u(v128.load(from), level));
      }
      median = v128.bitselect(level, median, i8x16.ge_u(reaching, majority));
    }
    v128.store(bytes + at, median);
  }
}

@inline
function min(a: v128, b: v128): v128 {
  return i8x16.min_u(a, b);
}

@inline
function max(a: v128, b: v128): v128 {
  return i8x16.max_u(a, b);
}

@inline
function middle(a: v128, b: v128, c: v128): v128 {
  return max(min(a, b), min(max(a, b), c));
}
