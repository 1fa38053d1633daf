import { roundUp } from '../simd/memory.ts';
import type { Weights } from './weights.ts';

/** Fraction bits of the weights: 32 less 8 of the pixel and 2 for overshoot, as Pillow's `PRECISION_BITS`. */
const precision = 22;

/** `Weights` in fixed point, high · 2¹¹ + low. Behind those that are used stand zeros, up to `taps`, a multiple of eight. */
export interface FixedWeights extends Pick<Weights, 'first' | 'used' | 'taps'> {
  readonly high: Int16Array;
  readonly low: Int16Array;
}

/** Weights as whole 2⁻²² parts, halves away from zero. */
export function toFixedPoint(weights: Weights): FixedWeights {
  const made = known.get(weights) ?? makeFixed(weights);
  known.set(weights, made);
  return made;
}

/** Weights are kept for the next image. */
const known = new WeakMap<Weights, FixedWeights>();

function makeFixed({ first, used, taps, values }: Weights): FixedWeights {
  const unit = 1 << precision;
  const padded = roundUp(taps, 8);
  const high = new Int16Array(first.length * padded);
  const low = new Int16Array(first.length * padded);
  for (let place = 0; place < first.length; place++) {
    for (let tap = 0; tap < used[place]!; tap++) {
      const value = values[place * taps + tap]! * unit;
      const fixed = Math.trunc(value + (value < 0 ? -0.5 : 0.5));
      high[place * padded + tap] = fixed >> 11;
      low[place * padded + tap] = fixed & 2047;
    }
  }
  return { first, used, taps: padded, high, low };
}
