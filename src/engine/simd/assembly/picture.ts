/**
 * sums[i] += Σ weights[row] · bytes[i] in floats, over rows of bytes whose addresses stand at `rows`, two by two; from 0
 * where the sums are new. Weights are words of at most 32767 in all, so that every sum is exact. 16 at a time.
 */
export function addBytes(
  rows: usize,
  weights: usize,
  count: usize,
  sums: usize,
  length: usize,
  isNew: bool,
): void {
  const last = rows + (count << 2);
  for (let place: usize = 0; place < length; place += 16, sums += 64) {
    let first = i32x4.splat(0);
    let second = first;
    let third = first;
    let fourth = first;
    let weight = weights;
    for (let row = rows; row < last; row += 8, weight += 4) {
      const factors = v128.load_splat<u32>(weight);
      const upper = v128.load(<usize>load<u32>(row) + place);
      const lower = v128.load(<usize>load<u32>(row, 4) + place);
      const low = v128.shuffle<i8>(upper, lower, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const high = v128.shuffle<i8>(upper, lower, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      first = i32x4.add(first, i32x4.dot_i16x8_s(factors, i16x8.extend_low_i8x16_u(low)));
      second = i32x4.add(second, i32x4.dot_i16x8_s(factors, i16x8.extend_high_i8x16_u(low)));
      third = i32x4.add(third, i32x4.dot_i16x8_s(factors, i16x8.extend_low_i8x16_u(high)));
      fourth = i32x4.add(fourth, i32x4.dot_i16x8_s(factors, i16x8.extend_high_i8x16_u(high)));
    }
    addTo(sums, first, isNew);
    addTo(sums + 16, second, isNew);
    addTo(sums + 32, third, isNew);
    addTo(sums + 48, fourth, isNew);
  }
}

function addTo(sums: usize, values: v128, isNew: bool): void {
  const floats = f32x4.convert_i32x4_s(values);
  v128.store(sums, isNew ? floats : f32x4.add(v128.load(sums), floats));
}

/** sums[i] += Σ weights[row] · floats[i] over rows of floats, one after the other. 8 at a time. */
export function addFloats(
  rows: usize,
  weights: usize,
  count: usize,
  sums: usize,
  length: usize,
  isNew: bool,
): void {
  const last = rows + (count << 2);
  const end = length << 2;
  for (let place: usize = 0; place < end; place += 32, sums += 32) {
    let first = isNew ? f32x4.splat(0) : v128.load(sums);
    let second = isNew ? first : v128.load(sums, 16);
    let weight = weights;
    for (let row = rows; row < last; row += 4, weight += 4) {
      const factors = v128.load_splat<f32>(weight);
      const from = <usize>load<u32>(row) + place;
      first = f32x4.add(first, f32x4.mul(factors, v128.load(from)));
      second = f32x4.add(second, f32x4.mul(factors, v128.load(from, 16)));
    }
    v128.store(sums, first);
    v128.store(sums, second, 16);
  }
}

/**
 * floats[i] = clip(floats[i] · scale[i % 12] + offset[i % 12], 0, 255), NaN stays; 12 at a time. The 12 scales and then
 * the 12 offsets stand at `mapping`.
 */
export function mapFloats(floats: usize, count: usize, mapping: usize): void {
  const end = floats + (count << 2);
  while (floats < end) {
    mapFour(floats, mapping);
    mapFour(floats + 16, mapping + 16);
    mapFour(floats + 32, mapping + 32);
    floats += 48;
  }
}

function mapFour(floats: usize, mapping: usize): void {
  const mapped = f32x4.add(v128.load(mapping, 48), f32x4.mul(v128.load(floats), v128.load(mapping)));
  v128.store(floats, f32x4.min(f32x4.splat(255), f32x4.max(f32x4.splat(0), mapped)));
}

/**
 * A row of RGBA where the levels have 4 channels, else of RGB, from a row of float levels: each pixel is the weighted sum
 * of the counts[x] pixels from starts[x] on, whose weights stand at weights[x · most]. Colours of 4 channels are
 * premultiplied. NaN becomes magenta. As many bytes as RGBA would take are written over.
 */
export function writeRow(
  sums: usize,
  channels: usize,
  starts: usize,
  counts: usize,
  weights: usize,
  most: usize,
  width: usize,
  bytes: usize,
): void {
  const size: usize = channels == 4 ? 4 : 3;
  const end = bytes + width * size;
  const lastFour = bytes + (width & ~3) * size;
  const step = most << 2;
  while (bytes < lastFour) {
    const first = pixelOf(sums, channels, load<u32>(starts), load<u32>(counts), weights);
    const second = pixelOf(sums, channels, load<u32>(starts, 4), load<u32>(counts, 4), weights + step);
    const third = pixelOf(sums, channels, load<u32>(starts, 8), load<u32>(counts, 8), weights + 2 * step);
    const fourth = pixelOf(sums, channels, load<u32>(starts, 12), load<u32>(counts, 12), weights + 3 * step);
    const unknown = v128.or(
      v128.or(f32x4.ne(first, first), f32x4.ne(second, second)),
      v128.or(f32x4.ne(third, third), f32x4.ne(fourth, fourth)),
    );
    if (v128.any_true(unknown)) {
      storePixel(bytes, first);
      storePixel(bytes + size, second);
      storePixel(bytes + 2 * size, third);
      storePixel(bytes + 3 * size, fourth);
    } else {
      const low = i16x8.narrow_i32x4_s(rounded(first), rounded(second));
      const rgba = i8x16.narrow_i16x8_u(low, i16x8.narrow_i32x4_s(rounded(third), rounded(fourth)));
      v128.store(bytes, channels == 4 ? rgba : withoutAlpha(rgba));
    }
    starts += 16;
    counts += 16;
    weights += 4 * step;
    bytes += 4 * size;
  }
  while (bytes < end) {
    storePixel(bytes, pixelOf(sums, channels, load<u32>(starts), load<u32>(counts), weights));
    starts += 4;
    counts += 4;
    weights += step;
    bytes += size;
  }
}

/** The colours of four pixels, and four bytes that nobody reads. */
function withoutAlpha(rgba: v128): v128 {
  return v128.shuffle<i8>(rgba, rgba, 0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 3, 7, 11, 15);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function pixelOf(sums: usize, channels: usize, start: usize, count: usize, weight: usize): v128 {
  const stride = channels << 2;
  let from = sums + stride * start;
  const last = weight + (count << 2);
  let pixel = f32x4.splat(0);
  while (weight < last) {
    pixel = f32x4.add(pixel, f32x4.mul(v128.load_splat<u32>(weight), v128.load(from)));
    from += stride;
    weight += 4;
  }
  if (channels == 3) return f32x4.replace_lane(pixel, 3, 255);
  if (channels == 1) return f32x4.replace_lane(f32x4.splat(f32x4.extract_lane(pixel, 0)), 3, 255);
  const alpha = f32x4.extract_lane(pixel, 3);
  const colors = f32x4.mul(pixel, f32x4.splat(alpha == 0 ? 0 : 255 / alpha));
  return f32x4.replace_lane(colors, 3, alpha);
}

function rounded(pixel: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(pixel));
}

function storePixel(rgba: usize, pixel: v128): void {
  if (v128.any_true(f32x4.ne(pixel, pixel))) {
    store<u32>(rgba, 0xffff00ff);
    return;
  }
  const words = i16x8.narrow_i32x4_s(rounded(pixel), rounded(pixel));
  v128.store_lane<u32>(rgba, i8x16.narrow_i16x8_u(words, words), 0);
}
