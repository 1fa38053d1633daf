/** Passes over one channel of interleaved floats that leave out what is not finite. */

export interface ChannelRange {
  /** Infinity when there is no finite value. */
  readonly minimum: number;
  /** −Infinity when there is no finite value. */
  readonly maximum: number;
  readonly sum: number;
  /** Number of finite values. */
  readonly count: number;
}

export function channelRange(data: Float32Array, channel: number, channels: number): ChannelRange {
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

const exponent = 0x7f800000;

/**
 * The exact median of the `count` finite values, without sorting: the bits of a float, with the sign turned about,
 * are in the order of the values, so counting their upper half and then the lower half finds any rank.
 */
export function medianOfFloats(data: Float32Array, channel: number, channels: number, count: number): number {
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  const upper = new Uint32Array(65536);
  for (let index = channel; index < bits.length; index += channels) {
    const word = bits[index]!;
    if ((word & exponent) !== exponent) upper[orderOf(word) >>> 16]!++;
  }
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
