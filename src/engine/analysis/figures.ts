import type { Moments } from '../../shared/moments.ts';

/** Bins of a histogram. */
export const bins = 256;

/** The figures of one channel. */
export interface Figures {
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  readonly standardDeviation: number;
  readonly median: number;
  readonly clippedLow: number;
  readonly clippedHigh: number;
  readonly notFinite: number;
  readonly counts: Uint32Array;
  readonly moments: Moments;
}

/** The figures of all channels, and the range of their histograms. */
export interface ChannelFigures {
  readonly low: number;
  readonly high: number;
  readonly figures: readonly Figures[];
}

/**
 * The bin of a value between `low` and `high`, the first one where there is but one value. As in `numpy.histogram` the
 * share is what is rounded, so that a value at an edge is in the bin above it.
 */
export function binOf(value: number, low: number, high: number): number {
  return high > low ? Math.min(Math.floor(((value - low) / (high - low)) * bins), bins - 1) : 0;
}
