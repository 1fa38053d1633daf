/**
 * Puts before each row its filter, left (1) or up (2), whichever makes it smaller in sum of absolute differences (PNG
 * specification, section 12.7); the first row, which has none above, is always filtered by left.
 */
export function filterRows(
  samples: Uint8Array,
  height: number,
  rowBytes: number,
  pixelBytes: number,
): Uint8Array {
  const output = new Uint8Array(height * (rowBytes + 1));
  for (let row = 0; row < height; row++) {
    const from = row * rowBytes;
    const to = row * (rowBytes + 1);
    const filter = row === 0 ? 1 : cheaperFilter(samples, from, rowBytes, pixelBytes);
    output[to] = filter;
    if (filter === 1) {
      output.set(samples.subarray(from, from + pixelBytes), to + 1);
      for (let index = pixelBytes; index < rowBytes; index++) {
        output[to + 1 + index] = samples[from + index]! - samples[from + index - pixelBytes]!;
      }
    } else {
      for (let index = 0; index < rowBytes; index++) {
        output[to + 1 + index] = samples[from + index]! - samples[from + index - rowBytes]!;
      }
    }
  }
  return output;
}

/** Judged on every third byte: exact enough to choose by. */
function cheaperFilter(samples: Uint8Array, from: number, rowBytes: number, pixelBytes: number): 1 | 2 {
  let left = 0;
  let up = 0;
  for (let index = pixelBytes; index < rowBytes; index += 3) {
    const value = samples[from + index]!;
    left += Math.abs(((value - samples[from + index - pixelBytes]!) << 24) >> 24);
    up += Math.abs(((value - samples[from + index - rowBytes]!) << 24) >> 24);
  }
  return left <= up ? 1 : 2;
}
