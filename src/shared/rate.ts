/** `0.26 images/s`, `44.5 images/s`, `1790 images/s`. */
export function describeRate(perSecond: number): string {
  const digits = perSecond < 10 ? 2 : 3;
  // Not `1.79e+3`.
  return `${Number(perSecond.toPrecision(digits))} images/s`;
}
