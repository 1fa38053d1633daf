/** The finite values of one channel of floats. */
export interface FloatChannel {
  readonly range: FloatRange;
  /** @throws when there is none */
  median(): number;
  deviations(spread: Spread): Deviations;
}

export interface FloatRange {
  /** Infinity when there is no finite value. */
  readonly minimum: number;
  /** −Infinity when there is no finite value. */
  readonly maximum: number;
  readonly sum: number;
  /** Number of finite values. */
  readonly count: number;
}

/** A first mean, and the ends of the histogram. */
export interface Spread {
  readonly center: number;
  readonly low: number;
  readonly high: number;
}

/** Sums over a channel of how far its values are from the center, and how they are spread over the histogram. */
export interface Deviations {
  readonly sum: number;
  readonly squares: number;
  readonly atLow: number;
  readonly atHigh: number;
  readonly counts: Uint32Array;
}
