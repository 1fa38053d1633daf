import { fullRange } from '../../shared/shape.ts';
import { channelHistograms } from '../color/histogram.ts';
import { typeOf, type Image, type LookUp } from '../image.ts';
import { countedValues, levelCounts } from './counts.ts';
import { bins, type ChannelFigures, type Figures } from './figures.ts';

/** Integers are counted value by value, so that sums are exact. */
export function integerFigures(image: Image): ChannelFigures {
  const { width, height } = image;
  const figures = countsOf(image).map(counts => figuresOfCounts(counts, width * height));
  return { low: 0, high: fullRange[typeOf(image)], figures };
}

function countsOf(image: Image): readonly Uint32Array[] {
  const { lookUp } = image;
  if (lookUp) return lookUp.tables.map((_table, channel) => countsThrough(lookUp, channel));
  return image.data instanceof Uint16Array ? channelHistograms(image) : levelCounts(image as LookUp['bytes']);
}

function countsThrough(lookUp: LookUp, channel: number): Uint32Array {
  const counts = new Uint32Array(256);
  for (const { value, count } of countedValues(lookUp, channel)) counts[value]! += count;
  return counts;
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
