import type { Distribution } from '../../shared/datasetReport.ts';

const bins = 32;

/** Undefined when there are no values. Quartiles as `numpy.percentile` takes them. */
export function distributionOf(values: readonly number[]): Distribution | undefined {
  if (values.length === 0) return undefined;
  const sorted = Float64Array.from(values).sort();
  const minimum = sorted[0]!;
  const maximum = sorted.at(-1)!;
  const counts = new Array<number>(bins).fill(0);
  let sum = 0;
  for (const value of sorted) {
    sum += value;
    const place = maximum > minimum ? ((value - minimum) / (maximum - minimum)) * bins : 0;
    counts[Math.min(bins - 1, Math.floor(place))]!++;
  }
  return {
    count: sorted.length,
    minimum,
    maximum,
    mean: sum / sorted.length,
    quartiles: [quantileOf(sorted, 0.25), quantileOf(sorted, 0.5), quantileOf(sorted, 0.75)],
    bins: counts,
  };
}

/**
 * Between two values in proportion, as `numpy.percentile`.
 * @param sorted rising, not empty
 * @param share 0 to 1
 */
export function quantileOf(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)]!;
  return below + (sorted[Math.ceil(place)]! - below) * (place - Math.floor(place));
}
