/** sums[i] += weight · bytes[i]; 16 at a time. */
export function addBytes(bytes: usize, sums: usize, count: usize, weight: f32): void {
  const end = bytes + count;
  const weights = f32x4.splat(weight);
  while (bytes < end) {
    const values = v128.load(bytes);
    const low = i16x8.extend_low_i8x16_u(values);
    const high = i16x8.extend_high_i8x16_u(values);
    addLevels(sums, i32x4.extend_low_i16x8_u(low), weights);
    addLevels(sums + 16, i32x4.extend_high_i16x8_u(low), weights);
    addLevels(sums + 32, i32x4.extend_low_i16x8_u(high), weights);
    addLevels(sums + 48, i32x4.extend_high_i16x8_u(high), weights);
    bytes += 16;
    sums += 64;
  }
}

function addLevels(sums: usize, levels: v128, weights: v128): void {
  v128.store(sums, f32x4.add(v128.load(sums), f32x4.mul(weights, f32x4.convert_i32x4_u(levels))));
}

/** sums[i] += weight · floats[i]; 4 at a time. */
export function addFloats(floats: usize, sums: usize, count: usize, weight: f32): void {
  const end = floats + (count << 2);
  const weights = f32x4.splat(weight);
  while (floats < end) {
    v128.store(sums, f32x4.add(v128.load(sums), f32x4.mul(weights, v128.load(floats))));
    floats += 16;
    sums += 16;
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
 * A row of RGBA from a row of float levels: each pixel is the weighted sum of the counts[x] pixels from starts[x] on,
 * whose weights stand at weights[x · most]. Colours of 4 channels are premultiplied. NaN becomes magenta.
 */
export function writeRow(
  sums: usize,
  channels: usize,
  starts: usize,
  counts: usize,
  weights: usize,
  most: usize,
  width: usize,
  rgba: usize,
): void {
  const stride = channels << 2;
  for (let x: usize = 0; x < width; x++, rgba += 4) {
    let from = sums + stride * <usize>load<u32>(starts + (x << 2));
    let weight = weights + ((x * most) << 2);
    const last = weight + ((<usize>load<u32>(counts + (x << 2))) << 2);
    let pixel = f32x4.splat(0);
    while (weight < last) {
      pixel = f32x4.add(pixel, f32x4.mul(v128.load_splat<u32>(weight), v128.load(from)));
      from += stride;
      weight += 4;
    }
    let alpha: f32 = 255;
    if (channels == 1) pixel = f32x4.splat(f32x4.extract_lane(pixel, 0));
    if (channels == 4) {
      alpha = f32x4.extract_lane(pixel, 3);
      pixel = f32x4.mul(pixel, f32x4.splat(alpha == 0 ? 0 : 255 / alpha));
    }
    pixel = f32x4.replace_lane(pixel, 3, alpha);
    if (v128.any_true(f32x4.ne(pixel, pixel))) {
      store<u32>(rgba, 0xffff00ff);
    } else {
      pixel = i32x4.trunc_sat_f32x4_u(f32x4.nearest(pixel));
      const words = i16x8.narrow_i32x4_u(pixel, pixel);
      v128.store_lane<u32>(rgba, i8x16.narrow_i16x8_u(words, words), 0);
    }
  }
}
