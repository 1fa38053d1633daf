import { pair, upper } from './lanes';

/**
 * Least and greatest of a block of floats, written to `bounds`; NaN where there is one. 4 columns at a time.
 *
 * @param stride from row to row, in bytes
 */
export function boundsOf(floats: usize, stride: usize, columns: usize, rows: usize, bounds: usize): void {
  let low = v128.load(floats);
  let high = low;
  for (; rows > 0; rows--, floats += stride) {
    const end = floats + (columns << 2);
    for (let from = floats; from < end; from += 16) {
      const values = v128.load(from);
      low = f32x4.min(low, values);
      high = f32x4.max(high, values);
    }
  }
  low = f32x4.min(low, upper(low));
  low = f32x4.min(low, i32x4.shuffle(low, low, 1, 1, 1, 1));
  high = f32x4.max(high, upper(high));
  high = f32x4.max(high, i32x4.shuffle(high, high, 1, 1, 1, 1));
  store<f32>(bounds, f32x4.extract_lane(low, 0));
  store<f32>(bounds, f32x4.extract_lane(high, 0), 4);
}

/** Nearer to a half than this, a value is computed with the rounding that is wanted: many times what singles lose. */
const margin: f32 = 1.0 / 4096;

/**
 * Samples a part of an image of bytes at (xs[i], ys[i]), where its first pixel is (left, top): linear in x, then in y,
 * each time difference, product and sum rounded to single precision, product and sum together; in the end to bytes, half
 * to even. 4 pixels at a time; of each 4 bytes are written, of which those too many give way to the next.
 *
 * @param placeStride from row to row of the places, in bytes, as the others are of the part and of the result
 */
export function sampleBytes(
  xs: usize,
  ys: usize,
  placeStride: usize,
  columns: usize,
  rows: usize,
  left: f32,
  top: f32,
  part: usize,
  stride: i32,
  channels: i32,
  bytes: usize,
  byteStride: usize,
): void {
  const length = columns << 2;
  const step = <usize>channels;
  const lefts = f32x4.splat(left);
  const tops = f32x4.splat(top);
  for (; rows > 0; rows--) {
    let to = bytes;
    for (let at: usize = 0; at < length; at += 16) {
      const x = v128.load(xs + at);
      const y = v128.load(ys + at);
      const column = f32x4.floor(x);
      const row = f32x4.floor(y);
      const across = f32x4.sub(x, column);
      const down = f32x4.sub(y, row);
      const places = i32x4.add(
        i32x4.mul(whole(f32x4.sub(row, tops)), i32x4.splat(stride)),
        i32x4.mul(whole(f32x4.sub(column, lefts)), i32x4.splat(channels)),
      );
      samplePixel(part + i32x4.extract_lane(places, 0), stride, step, f32x4.shuffle(across, across, 0, 0, 0, 0), f32x4.shuffle(down, down, 0, 0, 0, 0), to);
      to += step;
      samplePixel(part + i32x4.extract_lane(places, 1), stride, step, f32x4.shuffle(across, across, 1, 1, 1, 1), f32x4.shuffle(down, down, 1, 1, 1, 1), to);
      to += step;
      samplePixel(part + i32x4.extract_lane(places, 2), stride, step, f32x4.shuffle(across, across, 2, 2, 2, 2), f32x4.shuffle(down, down, 2, 2, 2, 2), to);
      to += step;
      samplePixel(part + i32x4.extract_lane(places, 3), stride, step, f32x4.shuffle(across, across, 3, 3, 3, 3), f32x4.shuffle(down, down, 3, 3, 3, 3), to);
      to += step;
    }
    xs += placeStride;
    ys += placeStride;
    bytes += byteStride;
  }
}

@inline
function samplePixel(from: usize, stride: usize, step: usize, across: v128, down: v128, to: usize): void {
  const below = from + stride;
  const a = pixelAt(from);
  const b = f32x4.sub(pixelAt(from + step), a);
  const c = pixelAt(below);
  const d = f32x4.sub(pixelAt(below + step), c);
  const upperRow = f32x4.add(a, f32x4.mul(b, across));
  const lowerRow = f32x4.add(c, f32x4.mul(d, across));
  let value = f32x4.add(upperRow, f32x4.mul(f32x4.sub(lowerRow, upperRow), down));
  const fraction = f32x4.abs(f32x4.sub(value, f32x4.nearest(value)));
  if (v128.any_true(f32x4.gt(fraction, f32x4.splat(0.5 - margin)))) {
    value = pair(mix(a, b, c, d, across, down), mix(upper(a), upper(b), upper(c), upper(d), across, down));
  }
  const words = whole(f32x4.nearest(value));
  const halves = i16x8.narrow_i32x4_s(words, words);
  v128.store32_lane(to, i8x16.narrow_i16x8_u(halves, halves), 0);
}

/** Two channels of four pixels: `a`, and `b` more further right, over `c`, and `d` more further right. */
function mix(a: v128, b: v128, c: v128, d: v128, across: v128, down: v128): v128 {
  const above = mixed(a, b, across);
  return mixed(above, f32x4.sub(mixed(c, d, across), above), down);
}

@inline
function mixed(from: v128, change: v128, weight: v128): v128 {
  const product = f64x2.mul(f64x2.promote_low_f32x4(change), f64x2.promote_low_f32x4(weight));
  return f32x4.demote_f64x2_zero(f64x2.add(product, f64x2.promote_low_f32x4(from)));
}

@inline
function pixelAt(from: usize): v128 {
  return f32x4.convert_i32x4_s(
    i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(from))),
  );
}

@inline
function whole(lanes: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(lanes);
}
