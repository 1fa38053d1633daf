import type { Histogram } from '../src/shared/statistics.ts';

/** Bins of a histogram. */
export const binCount = 256;

/**
 * One channel as the share of its values in each bin, for stepped lines from bin edge to bin edge. A logarithmic axis
 * has no place for zero, so that empty bins are gaps there.
 */
export function sharesOf(histogram: Histogram, channel: number, logarithmic: boolean): (number | null)[] {
  const counts = histogram.counts[channel];
  if (!counts) return Array<null>(binCount + 1).fill(null);
  let total = 0;
  for (const count of counts) total += count;
  const shares = Array.from(counts, count =>
    total === 0 ? 0 : count === 0 && logarithmic ? null : count / total,
  );
  return [...shares, shares.at(-1) ?? null];
}

/** Positions of round values on the axis, about `wanted` of them; the one value of an empty range. */
export function roundTicks(histogram: Histogram, wanted: number): { position: number; value: number }[] {
  const { low, high } = histogram;
  if (!(high > low)) return [{ position: 0, value: low }];
  const rough = (high - low) / Math.max(wanted, 1);
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map(factor => factor * magnitude).find(size => size >= rough)!;
  const ticks: { position: number; value: number }[] = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index++) {
    // Multiples of a step of 0.1 are not exact: rounded to what the step needs.
    const value = Number((index * step).toPrecision(12));
    ticks.push({ position: ((value - low) / (high - low)) * binCount, value });
  }
  return ticks;
}

export function sameRange(a: Histogram, b: Histogram): boolean {
  return a.low === b.low && a.high === b.high;
}

/** So many of a channel's bins may run out of the top: fills and clipped values would flatten all others. */
const cutBins = 3;

/** Whether some bins run out of the top of a linear axis. */
export function isCut(columns: readonly (readonly (number | null)[])[]): boolean {
  const top = highestShown(columns);
  return columns.some(column => column.some(share => share !== null && share > top));
}

/**
 * Top of a linear axis: all bins but the few tallest of each channel are seen whole; all of them when they are alike.
 */
export function highestShown(columns: readonly (readonly (number | null)[])[]): number {
  let tallest = 0;
  let shown = 0;
  for (const column of columns) {
    const falling = column.slice(0, binCount).map(share => share ?? 0);
    falling.sort((a, b) => b - a);
    tallest = Math.max(tallest, falling[0]!);
    shown = Math.max(shown, falling[cutBins]!);
  }
  if (tallest === 0) return 1;
  return shown * 2 < tallest && shown > 0 ? shown * 1.3 : tallest * 1.05;
}
