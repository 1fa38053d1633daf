/** What a start-of-scan segment says. ITU T.81, B.2.3. */
export interface ScanHeader {
  /** Which components have a part in the scan, and by which codes of first and of other coefficients. */
  readonly components: readonly { readonly id: number; readonly dc: number; readonly ac: number }[];
  /** First and last coefficient, in zigzag order. */
  readonly first: number;
  readonly last: number;
  /** Bits that were left out by the scan before, 0 for none; and by this one. */
  readonly high: number;
  readonly low: number;
}

/** @returns nothing where the segment says what libjpeg warns of or refuses. */
export function readScanHeader(segment: Uint8Array, isProgressive: boolean): ScanHeader | undefined {
  const count = segment[0] ?? 0;
  if (count < 1 || segment.length !== 4 + 2 * count) return;
  const components = Array.from({ length: count }, (_component, place) => {
    const codes = segment[2 + 2 * place]!;
    return { id: segment[1 + 2 * place]!, dc: codes >> 4, ac: codes & 15 };
  });
  const [first, last, bits] = segment.slice(-3) as unknown as readonly [number, number, number];
  const [high, low] = [bits >> 4, bits & 15];
  const isUsual = isProgressive
    ? last <= 63 &&
      (first === 0 ? last === 0 : first <= last && count === 1) &&
      low <= 13 &&
      (high === 0 || high === low + 1)
    : first === 0 && last === 63 && bits === 0;
  return isUsual ? { components, first, last, high, low } : undefined;
}
