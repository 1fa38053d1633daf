import type { LookUp } from '../image.ts';
import { countedValues, type CountedValue } from './counts.ts';
import { binOf, bins } from './figures.ts';
import type { Deviations, FloatChannel, FloatRange, Spread } from './float-channel.ts';

/** One channel of floats that were looked up: at most 256 values, whatever the number of pixels. */
export function countedFloats(lookUp: LookUp, channel: number): FloatChannel {
  const values = countedValues(lookUp, channel).filter(({ value }) => Number.isFinite(value));
  const range = rangeOfCounted(values);
  return {
    range,
    median: () => medianOfCounted(values, range.count),
    deviations: spread => deviationsOfCounted(values, spread),
  };
}

function rangeOfCounted(values: readonly CountedValue[]): FloatRange {
  let sum = 0;
  let pixels = 0;
  for (const { value, count } of values) {
    sum += value * count;
    pixels += count;
  }
  const all = values.map(({ value }) => value);
  return { minimum: Math.min(...all), maximum: Math.max(...all), sum, count: pixels };
}

function medianOfCounted(values: readonly CountedValue[], pixels: number): number {
  const sorted = values.toSorted((a, b) => a.value - b.value);
  const atRank = (rank: number) => {
    let passed = 0;
    return sorted.find(({ count }) => (passed += count) > rank)!.value;
  };
  return (atRank((pixels - 1) >> 1) + atRank(pixels >> 1)) / 2;
}

function deviationsOfCounted(values: readonly CountedValue[], { center, low, high }: Spread): Deviations {
  const counts = new Uint32Array(bins);
  let sum = 0;
  let squares = 0;
  let atLow = 0;
  let atHigh = 0;
  for (const { value, count } of values) {
    const deviation = value - center;
    sum += deviation * count;
    squares += deviation * deviation * count;
    if (value === low) atLow += count;
    if (value === high) atHigh += count;
    counts[binOf(value, low, high)]! += count;
  }
  return { sum, squares, atLow, atHigh, counts };
}
