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

/** Bins per unit of value; 0 where there is but one value. */
export function scaleOf(low: number, high: number): number {
  return high > low ? bins / (high - low) : 0;
}
