/** The upper two of four lanes, as the lower ones. */
@inline
export function upper(lanes: v128): v128 {
  return i64x2.shuffle(lanes, lanes, 1, 1);
}

/** The lower two of four lanes of each. */
@inline
export function pair(low: v128, high: v128): v128 {
  return i64x2.shuffle(low, high, 0, 2);
}
