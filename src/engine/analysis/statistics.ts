import type { Moments } from '../../shared/moments.ts';
import type { Histogram, ImageStatistics } from '../../shared/statistics.ts';
import { fullRange } from '../../shared/shape.ts';
import { dataTypeOf, shapeOf, type Image } from '../image.ts';
import { channelRange, medianOfFloats } from './floats.ts';
import { sharpnessOf } from './sharpness.ts';

const bins = 256;

/** Pixels that are counted together: few enough for a cache, and for work that is to be interrupted soon. */
const partOfPixels = 1 << 17;

/** The figures of one channel. */
interface Figures {
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

/**
 * Figures of an image or vector on its real values, per channel (alpha is one).
 *
 * Integers are counted value by value, so that sums are exact; floats are summed in double precision in two passes.
 * The median of an even number of values is the mean of the two in the middle, the standard deviation is the
 * population's, the entropy that of the 256-bin histogram in bits. A channel without a finite value has NaN for
 * minimum, maximum, mean, standard deviation and median.
 *
 * @param goOn called now and then; what it throws ends the work
 */
export function statisticsOf(image: Image, goOn?: () => void): ImageStatistics {
  return measured(image, goOn).statistics;
}

/** The same figures, and what the figures of several images together are made of, per channel. */
export function measured(
  image: Image,
  goOn: () => void = () => undefined,
): { statistics: ImageStatistics; moments: readonly Moments[] } {
  const { data } = image;
  const { low, high, figures } =
    data instanceof Float32Array ? floatFigures(image, data, goOn) : integerFigures(image, data, goOn);
  goOn();
  const histogram: Histogram = { low, high, counts: figures.map(({ counts }) => counts) };
  const sharpness = sharpnessOf(image, goOn);
  const statistics = {
    shape: shapeOf(image),
    minimum: figures.map(({ minimum }) => minimum),
    maximum: figures.map(({ maximum }) => maximum),
    mean: figures.map(({ mean }) => mean),
    standardDeviation: figures.map(({ standardDeviation }) => standardDeviation),
    median: figures.map(({ median }) => median),
    entropy: figures.map(({ counts }) => entropyOf(counts)),
    clippedLow: figures.map(({ clippedLow }) => clippedLow),
    clippedHigh: figures.map(({ clippedHigh }) => clippedHigh),
    ...(sharpness !== undefined && { sharpness }),
    histogram,
    notFinite: figures.map(({ notFinite }) => notFinite),
  };
  return { statistics, moments: figures.map(({ moments }) => moments) };
}

/** Shannon entropy of counts, in bits. */
function entropyOf(counts: Uint32Array): number {
  let total = 0;
  for (const count of counts) total += count;
  let entropy = 0;
  for (const count of counts) {
    if (count > 0) entropy += (count / total) * Math.log2(total / count);
  }
  return entropy;
}

function integerFigures({ data, channels }: Image, values: Uint8Array | Uint16Array, goOn: () => void) {
  const high = fullRange[dataTypeOf(data)];
  const counts = Array.from({ length: channels }, () => new Uint32Array(high + 1));
  const part = partOfPixels * channels;
  for (let from = 0; from < values.length; from += part) {
    goOn();
    const end = Math.min(from + part, values.length);
    for (const [channel, ofChannel] of counts.entries())
      countValues(values, from + channel, end, channels, ofChannel);
  }
  return { low: 0, high, figures: counts.map(each => figuresOfCounts(each, values.length / channels)) };
}

function countValues(
  values: Uint8Array | Uint16Array,
  from: number,
  end: number,
  channels: number,
  counts: Uint32Array,
): void {
  for (let index = from; index < end; index += channels) counts[values[index]!]!++;
}

function figuresOfCounts(counts: Uint32Array, total: number): Figures {
  const top = counts.length - 1;
  let minimum = 0;
  while (counts[minimum] === 0) minimum++;
  let maximum = top;
  while (counts[maximum] === 0) maximum--;
  let sum = 0;
  for (let value = minimum; value <= maximum; value++) sum += value * counts[value]!;
  const mean = sum / total;
  let squares = 0;
  for (let value = minimum; value <= maximum; value++) squares += (value - mean) ** 2 * counts[value]!;
  return {
    minimum,
    maximum,
    mean,
    standardDeviation: Math.sqrt(squares / total),
    median: (valueAtRank(counts, (total - 1) >> 1) + valueAtRank(counts, total >> 1)) / 2,
    clippedLow: counts[0]! / total,
    clippedHigh: counts[top]! / total,
    notFinite: 0,
    counts: top < bins ? counts : gathered(counts),
    moments: { kind: 'integers', count: total, sum: BigInt(sum), squares: squaresOfCounts(counts) },
  };
}

/** The sum of squared values; of 16 bits it may be over 2⁵³. */
function squaresOfCounts(counts: Uint32Array): bigint {
  let low = 0;
  let high = 0n;
  for (let value = 0; value < counts.length; value++) {
    const count = counts[value]!;
    if (count === 0) continue;
    const product = value * value * count;
    if (product < 2 ** 51 && low < 2 ** 52) low += product;
    else high += BigInt(value * value) * BigInt(count);
  }
  return high + BigInt(low);
}

function valueAtRank(counts: Uint32Array, rank: number): number {
  let value = 0;
  for (let left = rank; left >= counts[value]!; value++) left -= counts[value]!;
  return value;
}

function gathered(counts: Uint32Array): Uint32Array {
  const gathered = new Uint32Array(bins);
  const size = counts.length / bins;
  for (let value = 0; value < counts.length; value++) gathered[Math.floor(value / size)]! += counts[value]!;
  return gathered;
}

function floatFigures({ channels }: Image, data: Float32Array, goOn: () => void) {
  const ranges = Array.from({ length: channels }, (_value, channel) => channelRange(data, channel, channels));
  const filled = ranges.filter(({ count }) => count > 0);
  const low = filled.length === 0 ? 0 : Math.min(...filled.map(({ minimum }) => minimum));
  const high = filled.length === 0 ? 0 : Math.max(...filled.map(({ maximum }) => maximum));
  const figures = ranges.map(({ minimum, maximum, sum, count }, channel): Figures => {
    goOn();
    const counts = new Uint32Array(bins);
    const center = sum / count;
    const scale = high > low ? bins / (high - low) : 0;
    let rest = 0;
    let squares = 0;
    let atLow = 0;
    let atHigh = 0;
    for (let index = channel; index < data.length; index += channels) {
      const value = data[index]!;
      if (!Number.isFinite(value)) continue;
      const deviation = value - center;
      rest += deviation;
      squares += deviation * deviation;
      if (value === low) atLow++;
      if (value === high) atHigh++;
      counts[Math.min(Math.floor((value - low) * scale), bins - 1)]!++;
    }
    goOn();
    const mean = center + rest / count;
    const deviations = Math.max(squares - (rest * rest) / count, 0);
    return {
      minimum: count === 0 ? NaN : minimum,
      maximum: count === 0 ? NaN : maximum,
      // What rounding left out of the first sum, the deviations still hold.
      mean,
      standardDeviation: Math.sqrt(deviations / count),
      median: count === 0 ? NaN : medianOfFloats(data, channel, channels, count),
      clippedLow: count === 0 ? 0 : atLow / count,
      clippedHigh: count === 0 ? 0 : atHigh / count,
      notFinite: data.length / channels - count,
      counts,
      moments: { kind: 'floats', count, mean, deviations },
    };
  });
  return { low, high, figures };
}
