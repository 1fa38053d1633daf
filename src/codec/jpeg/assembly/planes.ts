import { dot } from './cosine';

/**
 * Y, Cb and Cr of a row of RGB in the arithmetic of `colorPlanes` in src/engine/jpeg: 16 pixels at a time. Places behind
 * the last pixel, up to `stride`, repeat it.
 */
export function splitColors(
  rgb: usize,
  width: usize,
  stride: usize,
  ys: usize,
  cbs: usize,
  crs: usize,
): void {
  for (let x: usize = 0; x < width; x += 16, rgb += 48) {
    const rg0 = redsAndGreens(rgb);
    const rg1 = redsAndGreens(rgb + 12);
    const rg2 = redsAndGreens(rgb + 24);
    const rg3 = redsAndGreens(rgb + 36);
    const bg0 = bluesAndGreens(rgb);
    const bg1 = bluesAndGreens(rgb + 12);
    const bg2 = bluesAndGreens(rgb + 24);
    const bg3 = bluesAndGreens(rgb + 36);
    v128.store(ys + x, pack(light(rg0, bg0), light(rg1, bg1), light(rg2, bg2), light(rg3, bg3)));
    v128.store(cbs + x, pack(blue(rg0, bg0), blue(rg1, bg1), blue(rg2, bg2), blue(rg3, bg3)));
    v128.store(crs + x, pack(red(rg0, bg0), red(rg1, bg1), red(rg2, bg2), red(rg3, bg3)));
  }
  extend(ys, width, stride);
  extend(cbs, width, stride);
  extend(crs, width, stride);
}

/** Repeats the last sample of a row up to `stride`. */
export function extend(row: usize, width: usize, stride: usize): void {
  memory.fill(row + width, load<u8>(row + width - 1), stride - width);
}

@inline
function redsAndGreens(rgb: usize): v128 {
  const places = i8x16(0, -1, 1, -1, 3, -1, 4, -1, 6, -1, 7, -1, 9, -1, 10, -1);
  return i8x16.swizzle(v128.load(rgb), places);
}

@inline
function bluesAndGreens(rgb: usize): v128 {
  const places = i8x16(2, -1, 1, -1, 5, -1, 4, -1, 8, -1, 7, -1, 11, -1, 10, -1);
  return i8x16.swizzle(v128.load(rgb), places);
}

/** (19595 · r + 38470 · g + 7471 · b + 2¹⁵) / 2¹⁶; green counts half in each pair. */
@inline
function light(rg: v128, bg: v128): v128 {
  const sum = i32x4.add(dot(rg, 19595, 19235), dot(bg, 7471, 19235));
  return i32x4.shr_s(i32x4.add(sum, i32x4.splat(32768)), 16);
}

/** 128 and, as libjpeg has it, a half less the smallest step. */
const chromaOffset: i32 = (128 << 16) + 32767;

/** (−11059 · r − 21709 · g + 32768 · b + offset) / 2¹⁶. */
@inline
function blue(rg: v128, bg: v128): v128 {
  const sum = i32x4.sub(dot(rg, -11059, -21709), dot(bg, -32768, 0));
  return i32x4.shr_s(i32x4.add(sum, i32x4.splat(chromaOffset)), 16);
}

/** (32768 · r − 27439 · g − 5329 · b + offset) / 2¹⁶. */
@inline
function red(rg: v128, bg: v128): v128 {
  const sum = i32x4.sub(dot(bg, -5329, -27439), dot(rg, -32768, 0));
  return i32x4.shr_s(i32x4.add(sum, i32x4.splat(chromaOffset)), 16);
}

@inline
function pack(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d));
}

/** Means of 2×2 samples of two rows, 8 at a time; halves are rounded down and up in turn. */
export function halve(first: usize, second: usize, to: usize, count: usize): void {
  const bias = i32x4.splat(0x20001);
  for (let x: usize = 0; x < count; x += 8) {
    const sums = i16x8.add(
      i16x8.extadd_pairwise_i8x16_u(v128.load(first + (x << 1))),
      i16x8.extadd_pairwise_i8x16_u(v128.load(second + (x << 1))),
    );
    const means = i16x8.shr_u(i16x8.add(sums, bias), 2);
    v128.store_lane<u64>(to + x, i8x16.narrow_i16x8_u(means, means), 0);
  }
}
