/**
 * Integer forward cosine transform of an 8×8 block, in place: the algorithm of Loeffler, Ligtenberg and Moschytz with
 * 12 multiplications, constants of 13 bits and the rounding of the Independent JPEG Group's “slow” integer version, so
 * that results equal libjpeg's. Input −128..127; output is 8 times the true coefficients.
 */
export function forwardDct(block: Int32Array): void {
  // Two more bits are carried through the first pass.
  for (let row = 0; row < 64; row += 8) transform(block, row, 1, 11, true);
  for (let column = 0; column < 8; column++) transform(block, column, 8, 15, false);
}

/** Constants as multiples of 2^-13. */
const [c0298, c0390, c0541, c0765] = [2446, 3196, 4433, 6270] as const;
const [c0899, c1175, c1501, c1847] = [7373, 9633, 12299, 15137] as const;
const [c1961, c2053, c2562, c3072] = [16069, 16819, 20995, 25172] as const;

/** Eight values from `at` on, `step` apart; products are rounded by `shift` bits. */
function transform(block: Int32Array, at: number, step: number, shift: number, first: boolean): void {
  const [i1, i2, i3] = [at + step, at + 2 * step, at + 3 * step];
  const [i4, i5, i6, i7] = [at + 4 * step, at + 5 * step, at + 6 * step, at + 7 * step];
  const half = 1 << (shift - 1);
  const sum0 = block[at]! + block[i7]!;
  const sum1 = block[i1]! + block[i6]!;
  const sum2 = block[i2]! + block[i5]!;
  const sum3 = block[i3]! + block[i4]!;
  let d7 = block[at]! - block[i7]!;
  let d6 = block[i1]! - block[i6]!;
  let d5 = block[i2]! - block[i5]!;
  let d4 = block[i3]! - block[i4]!;

  const even0 = sum0 + sum3;
  const even3 = sum0 - sum3;
  const even1 = sum1 + sum2;
  const even2 = sum1 - sum2;
  block[at] = first ? (even0 + even1) << 2 : (even0 + even1 + 2) >> 2;
  block[i4] = first ? (even0 - even1) << 2 : (even0 - even1 + 2) >> 2;
  const turned = (even2 + even3) * c0541;
  block[i2] = (turned + even3 * c0765 + half) >> shift;
  block[i6] = (turned - even2 * c1847 + half) >> shift;

  const z5 = (d4 + d6 + d5 + d7) * c1175;
  const z1 = (d4 + d7) * -c0899;
  const z2 = (d5 + d6) * -c2562;
  const z3 = (d4 + d6) * -c1961 + z5;
  const z4 = (d5 + d7) * -c0390 + z5;
  d4 *= c0298;
  d5 *= c2053;
  d6 *= c3072;
  d7 *= c1501;
  block[i7] = (d4 + z1 + z3 + half) >> shift;
  block[i5] = (d5 + z2 + z4 + half) >> shift;
  block[i3] = (d6 + z2 + z3 + half) >> shift;
  block[i1] = (d7 + z1 + z4 + half) >> shift;
}
