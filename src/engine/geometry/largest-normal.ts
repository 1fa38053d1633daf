import type { Random } from '../random.ts';

/** Below this count the numbers are drawn one by one; above it only the far tail of the distribution is reached. */
const fewest = 4096;

/** The largest magnitude of `count` standard normal numbers, drawn without drawing them when they are many. */
export function largestNormal(count: number, random: Random): number {
  if (count > fewest) {
    // All magnitudes stay below m with probability (1 − 2·tail(m))^count.
    const all = 1 - random.uniform(0, 1);
    return upperQuantile(-Math.expm1(Math.log(all) / count) / 2);
  }
  let largest = 0;
  for (let index = 0; index < count; index++) largest = Math.max(largest, Math.abs(random.normal(0, 1)));
  return largest;
}

/**
 * The number that a standard normal one exceeds with a probability of less than 0.024: the tail of P. J. Acklam’s
 * rational approximation, relative error 10⁻⁹.
 */
function upperQuantile(probability: number): number {
  const q = Math.sqrt(-2 * Math.log(probability));
  const above =
    ((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) *
      q +
      4.374664141464968) *
      q +
    2.938163982698783;
  const below =
    (((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q +
    1;
  return -above / below;
}
