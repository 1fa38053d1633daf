import { normalOf } from '../noise/normal.ts';
import type { Random } from '../random.ts';

/** The largest magnitude of `count` standard normal numbers, from one draw. */
export function largestNormal(count: number, random: Random): number {
  // All magnitudes stay below m with probability (1 − 2·tail(m)) to the power of their count.
  const all = (random.key() + 0.5) / 2 ** 32;
  const tail = -Math.expm1(Math.log(all) / count) / 2;
  return -normalOf(tail * 2 ** 32 - 0.5);
}
