import { checkpoint } from '../checkpoint.ts';
import { binOf, bins } from './figures.ts';
import type { Deviations, FloatChannel, FloatRange, Spread } from './float-channel.ts';

/** One channel of interleaved floats; what is not finite is left out. */
export function plainFloats(data: Float32Array, channel: number, channels: number): FloatChannel {
  const range = rangeOfFloats(data, channel, channels);
  return {
    range,
    median: () => medianOfFloats(data, channel, channels, range.count),
    deviations: spread => deviationsOfFloats(data, channel, channels, spread),
  };
}

function rangeOfFloats(data: Float32Array, channel: number, channels: number): FloatRange {
  checkpoint();
  let minimum = Infinity;
  let maximum = -Infinity;
  let sum = 0;
  let count = 0;
  for (let index = channel; index < data.length; index += channels) {
    const value = data[index]!;
    if (!Number.isFinite(value)) continue;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
    sum += value;
    count++;
  }
  return { minimum, maximum, sum, count };
}

function deviationsOfFloats(
  data: Float32Array,
  channel: number,
  channels: number,
  { center, low, high }: Spread,
): Deviations {
  checkpoint();
  const counts = new Uint32Array(bins);
  let sum = 0;
  let squares = 0;
  let atLow = 0;
  let atHigh = 0;
  for (let index = channel; index < data.length; index += channels) {
    const value = data[index]!;
    if (!Number.isFinite(value)) continue;
    const deviation = value - center;
    sum += deviation;
    squares += deviation * deviation;
    if (value === low) atLow++;
    if (value === high) atHigh++;
    counts[binOf(value, low, high)]!++;
  }
  return { sum, squares, atLow, atHigh, counts };
}

const exponent = 0x7f800000;

/**
 * The exact median of the `count` finite values, without sorting: the bits of a float, with the sign turned about,
 * are in the order of the values, so counting their upper half and then the lower half finds any rank.
 */
function medianOfFloats(data: Float32Array, channel: number, channels: number, count: number): number {
  checkpoint();
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  const upper = new Uint32Array(65536);
  for (let index = channel; index < bits.length; index += channels) {
    const word = bits[index]!;
    if ((word & exponent) !== exponent) upper[orderOf(word) >>> 16]!++;
  }
  checkpoint();
  const first = placeOf(upper, (count - 1) >> 1);
  const second = placeOf(upper, count >> 1);
  let lower = lowerHalves(bits, channel, channels, first.value);
  const below = valueOf(first.value * 65536 + placeOf(lower, first.rest).value);
  if (second.value !== first.value) lower = lowerHalves(bits, channel, channels, second.value);
  const above = valueOf(second.value * 65536 + placeOf(lower, second.rest).value);
  return (below + above) / 2;
}

/** Counts of the lower halves of the words whose upper half is `high`. */
function lowerHalves(bits: Uint32Array, channel: number, channels: number, high: number): Uint32Array {
  const lower = new Uint32Array(65536);
  for (let index = channel; index < bits.length; index += channels) {
    const order = orderOf(bits[index]!);
    if (order >>> 16 === high) lower[order & 0xffff]!++;
  }
  return lower;
}

/** The value at a rank (from 0) of counted values, and the rank among its equals. */
function placeOf(counts: Uint32Array, rank: number): { readonly value: number; readonly rest: number } {
  let value = 0;
  let rest = rank;
  for (; rest >= counts[value]!; value++) rest -= counts[value]!;
  return { value, rest };
}

function orderOf(word: number): number {
  return (word & 0x80000000) === 0 ? (word | 0x80000000) >>> 0 : ~word >>> 0;
}

function valueOf(order: number): number {
  const word = order >= 0x80000000 ? order & 0x7fffffff : ~order;
  return new Float32Array(Int32Array.of(word).buffer)[0]!;
}
