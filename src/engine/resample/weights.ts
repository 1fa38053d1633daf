import { recent } from '../recent.ts';
import type { Filter } from './filters.ts';
import type { Span } from './span.ts';

/** For every target pixel a run of source pixels and a weight for each; the weights of a run add up to 1. */
export interface Weights {
  readonly first: Int32Array;
  readonly used: Int32Array;
  /** `taps` places for every target pixel, of which `used` are filled. */
  readonly taps: number;
  readonly values: Float64Array;
}

/**
 * Samples a filter around the centre of every target pixel, as Pillow's `precompute_coeffs`.
 *
 * @param widen scales the filter with the reduction, so that no source pixel is skipped (antialiasing)
 */
export function filterWeights(
  filter: Filter,
  { source, target, first, count }: Span,
  widen: boolean,
): Weights {
  const weights = recentWeights.get(filter) ?? recent(weigh.bind(undefined, filter));
  recentWeights.set(filter, weights);
  return weights(source, target, first, count, widen);
}

const recentWeights = new WeakMap<
  Filter,
  (source: number, target: number, first: number, count: number, widen: boolean) => Weights
>();

function weigh(
  filter: Filter,
  source: number,
  target: number,
  first: number,
  count: number,
  widen: boolean,
): Weights {
  const scale = source / target;
  const stretch = widen ? Math.max(scale, 1) : 1;
  const support = filter.support * stretch;
  const inverse = 1 / stretch;
  const taps = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(count);
  const used = new Int32Array(count);
  const values = new Float64Array(count * taps);
  for (let place = 0; place < count; place++) {
    const center = (first + place + 0.5) * scale;
    const start = Math.max(Math.trunc(center - support + 0.5), 0);
    const length = Math.min(Math.trunc(center + support + 0.5), source) - start;
    const from = place * taps;
    let sum = 0;
    for (let tap = 0; tap < length; tap++) {
      const value = filter.weight((tap + start - center + 0.5) * inverse);
      values[from + tap] = value;
      sum += value;
    }
    if (sum !== 0) for (let tap = 0; tap < length; tap++) values[from + tap]! /= sum;
    starts[place] = start;
    used[place] = length;
  }
  return { first: starts, used, taps, values };
}
