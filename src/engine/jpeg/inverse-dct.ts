/**
 * Integer inverse cosine transform of an 8×8 block, in place: the inverse of `forwardDct`, by the same algorithm, with
 * the constants and the rounding of the Independent JPEG Group's “slow” integer version, so that results equal
 * libjpeg's. Input is true coefficients; output −128..127 and, where coefficients were rounded, beyond.
 */
export function inverseDct(block: Int32Array): void {
  // Two more bits are carried through the first pass; the true coefficients are 8 times the samples.
  for (let column = 0; column < 8; column++) transform(block, column, 8, 11);
  for (let row = 0; row < 64; row += 8) transform(block, row, 1, 18);
}

/** Eight values from `at` on, `step` apart; the scale is taken away by `shift` bits. */
function transform(block: Int32Array, at: number, step: number, shift: number): void {
  const i1 = at + step;
  const i2 = i1 + step;
  const i3 = i2 + step;
  const i4 = i3 + step;
  const i5 = i4 + step;
  const i6 = i5 + step;
  const i7 = i6 + step;
  const half = 1 << (shift - 1);
  const c0 = block[at]!;
  const c2 = block[i2]!;
  const c4 = block[i4]!;
  const c6 = block[i6]!;
  let c1 = block[i1]!;
  let c3 = block[i3]!;
  let c5 = block[i5]!;
  let c7 = block[i7]!;
  if ((c1 | c2 | c3 | c4 | c5 | c6 | c7) === 0) {
    // Of a flat line the result is exact, and most lines of photographs are flat.
    const value = ((c0 << 13) + half) >> shift;
    block[at] = block[i1] = block[i2] = block[i3] = block[i4] = block[i5] = block[i6] = block[i7] = value;
    return;
  }

  const turned = (c2 + c6) * 4433;
  const low = turned - c6 * 15137;
  const high = turned + c2 * 6270;
  const sum = (c0 + c4) << 13;
  const difference = (c0 - c4) << 13;
  const even0 = sum + high + half;
  const even1 = difference + low + half;
  const even2 = difference - low + half;
  const even3 = sum - high + half;

  const z5 = (c7 + c3 + c5 + c1) * 9633;
  const z1 = (c7 + c1) * -7373;
  const z2 = (c5 + c3) * -20995;
  const z3 = (c7 + c3) * -16069 + z5;
  const z4 = (c5 + c1) * -3196 + z5;
  c7 = c7 * 2446 + z1 + z3;
  c5 = c5 * 16819 + z2 + z4;
  c3 = c3 * 25172 + z2 + z3;
  c1 = c1 * 12299 + z1 + z4;

  block[at] = (even0 + c1) >> shift;
  block[i7] = (even0 - c1) >> shift;
  block[i1] = (even1 + c3) >> shift;
  block[i6] = (even1 - c3) >> shift;
  block[i2] = (even2 + c5) >> shift;
  block[i5] = (even2 - c5) >> shift;
  block[i3] = (even3 + c7) >> shift;
  block[i4] = (even3 - c7) >> shift;
}
