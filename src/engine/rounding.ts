/** To the nearest whole number, halves to the even one: C's `rint`, `cvRound` and `numpy.rint`. */
export function roundHalfToEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
