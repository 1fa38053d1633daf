import type { Extreme } from '../shared/view.ts';

/** What a random draw depends on, and nothing else: not the order of files, not the number of workers. */
export interface SampleKey {
  /** The pipeline's seed, 0 to 2³² − 1. */
  readonly seed: number;
  /** The sample's path below the folder it was found in, with forward slashes. */
  readonly path: string;
  /** Which of several versions of the sample, from 0. */
  readonly version: number;
  /** The one end of everything that is drawn, in place of chance. */
  readonly extreme?: Extreme;
}

/** Draws for one step of one sample. */
export interface Random {
  /** Uniform in low ≤ x < high, in steps of 2⁻³² of the range. */
  uniform(low: number, high: number): number;
  /** A whole number, each of low..high (both included) equally likely; at most 2³² of them. */
  integer(low: number, high: number): number;
  /** Normally distributed, by Box and Muller’s transform of two uniform numbers, of which it keeps one. */
  normal(mean: number, deviation: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /**
   * Draws of their own for part `index` of the step: what is drawn there does not move what is drawn here or in
   * another part. It does not depend on what has been drawn so far.
   */
  part(index: number): Random;
  /** 32 bits, the key of what a kernel draws for every pixel. */
  key(): number;
}

/**
 * The draws of step `step`, from the counter-based generator Philox 4×32 with ten rounds: Salmon, Moraes, Dror and
 * Shaw, “Parallel random numbers: as easy as 1, 2, 3”, 2011. Seed and path are the key, step and version the counter.
 */
export function randomFor({ seed, path, version, extreme }: SampleKey, step: number): Random {
  const [low, high] = hash(path);
  const draws = new Draws([step, version, high], [seed >>> 0, low]);
  return extreme ? new Ends(draws, extreme) : draws;
}

/** What a kernel draws for every pixel, from the key that its step was given. */
export function randomOfKey(key: number): Random {
  return new Draws([0, 0, 0], [key >>> 0, 0]);
}

/** The key of `randomOfKey(key).part(index)`, of 64 bits. */
export function keyOfPart(key: number, index: number): readonly [number, number] {
  return partKey(index, [0, 0, 0], [key >>> 0, 0]);
}

/** The highest block numbers are never reached by drawing, so parts have keys that no draw shows. */
function partKey(
  index: number,
  place: readonly number[],
  seed: readonly number[],
): readonly [number, number] {
  const [first, second] = philox([0xffffffff - index, ...place], seed);
  return [first!, second!];
}

/**
 * Writes what `randomOfKey(key)` draws one after the other, 32 bits each, many times as fast.
 *
 * @param from which draw comes first, a multiple of 4, below 2³⁴
 * @param upper the upper 32 bits of a key of 64
 */
export function fillWithDraws(draws: Uint32Array, key: number, from: number, upper = 0): void {
  for (let index = 0, block = from / 4; index < draws.length; index += 4, block++) {
    let a = block | 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let k = key | 0;
    let l = upper | 0;
    for (let round = 0; round < 10; round++) {
      // The upper halves of two products of 32 bits, from products of 16: 0xd2511f53 · a and 0xcd9e8d57 · c.
      const aLow = a & 0xffff;
      const aHigh = a >>> 16;
      const aMiddle = Math.imul(aHigh, 0x1f53);
      const aCross = Math.imul(aLow, 0xd251);
      const aCarry = (Math.imul(aLow, 0x1f53) >>> 16) + (aMiddle & 0xffff) + (aCross & 0xffff);
      const aUpper = Math.imul(aHigh, 0xd251) + (aMiddle >>> 16) + (aCross >>> 16) + (aCarry >>> 16);
      const cLow = c & 0xffff;
      const cHigh = c >>> 16;
      const cMiddle = Math.imul(cHigh, 0x8d57);
      const cCross = Math.imul(cLow, 0xcd9e);
      const cCarry = (Math.imul(cLow, 0x8d57) >>> 16) + (cMiddle & 0xffff) + (cCross & 0xffff);
      const cUpper = Math.imul(cHigh, 0xcd9e) + (cMiddle >>> 16) + (cCross >>> 16) + (cCarry >>> 16);
      const aLower = Math.imul(a, 0xd2511f53);
      a = cUpper ^ b ^ k;
      b = Math.imul(c, 0xcd9e8d57);
      c = aUpper ^ d ^ l;
      d = aLower;
      k = (k + 0x9e3779b9) | 0;
      l = (l + 0xbb67ae85) | 0;
    }
    // Beyond its end, an array takes no notice of what is written.
    draws[index] = a;
    draws[index + 1] = b;
    draws[index + 2] = c;
    draws[index + 3] = d;
  }
}

class Draws implements Random {
  private block: readonly number[] = [];
  private drawn = 0;

  constructor(
    private readonly place: readonly [number, number, number],
    private readonly seed: readonly [number, number],
  ) {}

  private next(): number {
    if (this.drawn % 4 === 0) this.block = philox([this.drawn / 4, ...this.place], this.seed);
    return this.block[this.drawn++ % 4]!;
  }

  uniform(low: number, high: number): number {
    return low + (high - low) * (this.next() / 2 ** 32);
  }

  integer(low: number, high: number): number {
    const count = high - low + 1;
    // Draws beyond the last whole multiple of the count would favour small numbers.
    const limit = 2 ** 32 - (2 ** 32 % count);
    let draw = this.next();
    while (draw >= limit) draw = this.next();
    return low + (draw % count);
  }

  normal(mean: number, deviation: number): number {
    // Of 1 and less, never 0, whose logarithm is not finite.
    const radius = Math.sqrt(-2 * Math.log(1 - this.next() / 2 ** 32));
    return mean + deviation * radius * Math.cos(2 * Math.PI * (this.next() / 2 ** 32));
  }

  chance(probability: number): boolean {
    return this.next() / 2 ** 32 < probability;
  }

  part(index: number): Random {
    return new Draws(this.place, partKey(index, this.place, this.seed));
  }

  key(): number {
    return this.next();
  }
}

/** Normal numbers have no ends; only 0.3 % of them lie farther from their mean, in deviations. */
const farthestDeviation = 3;

/**
 * Gives one end of every range, `high` itself included, and lets happen whatever can. What kernels draw for every pixel
 * stays as chance has it: an extreme is of the values that are written in a pipeline.
 */
class Ends implements Random {
  constructor(
    private readonly draws: Random,
    private readonly extreme: Extreme,
  ) {}

  uniform(low: number, high: number): number {
    return this.extreme === 'lowest' ? low : high;
  }

  integer(low: number, high: number): number {
    return this.uniform(low, high);
  }

  normal(mean: number, deviation: number): number {
    return this.uniform(mean - farthestDeviation * deviation, mean + farthestDeviation * deviation);
  }

  chance(probability: number): boolean {
    return probability > 0;
  }

  part(index: number): Random {
    return new Ends(this.draws.part(index), this.extreme);
  }

  key(): number {
    return this.draws.key();
  }
}

/** @returns four numbers of 32 bits */
export function philox(counter: readonly number[], key: readonly number[]): readonly number[] {
  let [a, b, c, d] = counter as [number, number, number, number];
  let [k, l] = key as [number, number];
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(0xd2511f53, a);
    const low0 = Math.imul(0xd2511f53, a);
    const high1 = multiplyHigh(0xcd9e8d57, c);
    const low1 = Math.imul(0xcd9e8d57, c);
    [a, b, c, d] = [high1 ^ b ^ k, low1, high0 ^ d ^ l, low0];
    k = (k + 0x9e3779b9) | 0;
    l = (l + 0xbb67ae85) | 0;
  }
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
}

/** The upper 32 bits of the product of two numbers of 32 bits. */
function multiplyHigh(one: number, other: number): number {
  const oneLow = one & 0xffff;
  const oneHigh = one >>> 16;
  const otherLow = other & 0xffff;
  const otherHigh = other >>> 16;
  const middle = oneHigh * otherLow + ((oneLow * otherLow) >>> 16);
  const carried = oneLow * otherHigh + (middle % 65536);
  return (oneHigh * otherHigh + Math.floor(middle / 65536) + Math.floor(carried / 65536)) >>> 0;
}

/** Two hashes of the path's UTF-16 units: FNV-1a, and the same run backwards. */
function hash(written: string): readonly [number, number] {
  // One file system composes accents, another takes them apart.
  const path = written.normalize('NFC');
  let forwards = 0x811c9dc5;
  let backwards = 0x811c9dc5;
  for (let index = 0; index < path.length; index++) {
    forwards = Math.imul(forwards ^ path.charCodeAt(index), 0x01000193);
    backwards = Math.imul(backwards ^ path.charCodeAt(path.length - 1 - index), 0x01000193);
  }
  return [forwards >>> 0, backwards >>> 0];
}
