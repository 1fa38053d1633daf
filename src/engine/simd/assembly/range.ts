/** Smallest and largest of bytes, for each place modulo 16 (as vectors at `range`), starting from what stands there. */
export function rangeOfBytes(bytes: usize, count: usize, range: usize): void {
  const end = bytes + count;
  let low = v128.load(range);
  let high = v128.load(range, 16);
  while (bytes < end) {
    const values = v128.load(bytes);
    low = i8x16.min_u(low, values);
    high = i8x16.max_u(high, values);
    bytes += 16;
  }
  v128.store(range, low);
  v128.store(range, high, 16);
}

/** The same of finite floats, for each place modulo 4. */
export function rangeOfFloats(floats: usize, count: usize, range: usize): void {
  const end = floats + (count << 2);
  let low = v128.load(range);
  let high = v128.load(range, 16);
  while (floats < end) {
    const values = v128.load(floats);
    const finite = f32x4.lt(f32x4.abs(values), f32x4.splat(Infinity as f32));
    low = f32x4.min(low, v128.bitselect(values, low, finite));
    high = f32x4.max(high, v128.bitselect(values, high, finite));
    floats += 16;
  }
  v128.store(range, low);
  v128.store(range, high, 16);
}
