/**
 * Of each pixel of a row a quad of its colour bytes, for differences, and its values as doubles: three, and 1 as the
 * fourth, so that weights add up as values do.
 *
 * @param shift of the first of the three values within the pixel, in bits
 */
export function widenPixels(
  bytes: usize,
  channels: usize,
  pixels: usize,
  shift: u32,
  quads: usize,
  values: usize,
): void {
  const end = quads + (pixels << 2);
  const mask: u32 = channels == 1 ? 0xff : 0xffffff;
  for (; quads < end; quads += 4, values += 32, bytes += channels) {
    const pixel = load<u32>(bytes);
    const color = channels == 4 ? pixel >> shift : pixel & mask;
    store<u32>(quads, pixel & mask);
    store<f64>(values, <f64>(color & 0xff));
    store<f64>(values, <f64>((color >> 8) & 0xff), 8);
    store<f64>(values, <f64>((color >> 16) & 0xff), 16);
    store<f64>(values, 1, 24);
  }
}

/**
 * A row of bilateral means, rounded half to even: Σ weight · likeness[difference] · value / Σ weight · likeness[difference]
 * in double precision, tap by tap, where the difference is that of a tap's quad and the quad at `center`. Addresses of
 * the taps' quads stand at `addresses`; a quad's values stand at `values` as far away as it is from `quads`. 4 pixels at
 * a time; of each, 4 bytes are written, of which those too many give way to the next pixel.
 *
 * @param likeness 1024 doubles
 */
export function averageAlike(
  center: usize,
  addresses: usize,
  weights: usize,
  taps: usize,
  likeness: usize,
  quads: usize,
  values: usize,
  channels: usize,
  bytes: usize,
  pixels: usize,
): void {
  const last = addresses + (taps << 2);
  const end = pixels << 2;
  for (let at: usize = 0; at < end; at += 16) {
    const own = v128.load(center + at);
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    let place = weights;
    for (let address = addresses; address < last; address += 4, place += 8) {
      const there = <usize>load<u32>(address) + at;
      const other = v128.load(there);
      const differences = v128.or(i8x16.sub_sat_u(own, other), i8x16.sub_sat_u(other, own));
      const sums = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(differences));
      const weight = load<f64>(place);
      const from = values + ((there - quads) << 3);
      const first = f64x2.splat(weight * load<f64>(likeness + (<usize>i32x4.extract_lane(sums, 0) << 3)));
      a = f64x2.add(a, f64x2.mul(first, v128.load(from)));
      b = f64x2.add(b, f64x2.mul(first, v128.load(from, 16)));
      const second = f64x2.splat(weight * load<f64>(likeness + (<usize>i32x4.extract_lane(sums, 1) << 3)));
      c = f64x2.add(c, f64x2.mul(second, v128.load(from, 32)));
      d = f64x2.add(d, f64x2.mul(second, v128.load(from, 48)));
      const third = f64x2.splat(weight * load<f64>(likeness + (<usize>i32x4.extract_lane(sums, 2) << 3)));
      e = f64x2.add(e, f64x2.mul(third, v128.load(from, 64)));
      f = f64x2.add(f, f64x2.mul(third, v128.load(from, 80)));
      const fourth = f64x2.splat(weight * load<f64>(likeness + (<usize>i32x4.extract_lane(sums, 3) << 3)));
      g = f64x2.add(g, f64x2.mul(fourth, v128.load(from, 96)));
      h = f64x2.add(h, f64x2.mul(fourth, v128.load(from, 112)));
    }
    store<u32>(bytes, mean(a, b));
    store<u32>(bytes + channels, mean(c, d));
    store<u32>(bytes + 2 * channels, mean(e, f));
    store<u32>(bytes + 3 * channels, mean(g, h));
    bytes += channels << 2;
  }
}

/** Three sums over the fourth, as bytes. */
@inline
function mean(low: v128, high: v128): u32 {
  const weight = f64x2.splat(f64x2.extract_lane(high, 1));
  const words = i16x8.narrow_i32x4_s(rounded(f64x2.div(low, weight)), rounded(f64x2.div(high, weight)));
  const bytes = i8x16.narrow_i16x8_u(words, words);
  return i32x4.extract_lane(i8x16.shuffle(bytes, bytes, 0, 1, 4, 5, 0, 1, 4, 5, 0, 1, 4, 5, 0, 1, 4, 5), 0);
}

@inline
function rounded(means: v128): v128 {
  return i32x4.trunc_sat_f64x2_s_zero(f64x2.nearest(means));
}
