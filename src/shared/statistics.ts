import type { ImageFacts } from './image.ts';
import type { Moments } from './moments.ts';
import type { Shape } from './shape.ts';
import type { View } from './view.ts';

export interface StatisticsRequest extends View {
  readonly side: 'before' | 'after';
}

/** Figures of one image or array, computed on its real values; one entry per channel where a list. */
export interface ImageStatistics {
  readonly shape: Shape;
  readonly minimum: readonly number[];
  readonly maximum: readonly number[];
  readonly mean: readonly number[];
  /** Population standard deviation. */
  readonly standardDeviation: readonly number[];
  readonly median: readonly number[];
  /** Of the histogram, which has 256 bins for every type, in bits. */
  readonly entropy: readonly number[];
  /** Share of values at the lowest and at the highest value of the type (for floats: of the range). */
  readonly clippedLow: readonly number[];
  readonly clippedHigh: readonly number[];
  /** Variance of the Laplacian of the gray image; a vector has none, nor has what is nowhere finite. */
  readonly sharpness?: number;
  readonly histogram: Histogram;
  /** Values that are not finite, which all other figures leave out. */
  readonly notFinite: readonly number[];
}

/** 256 equal bins from `low` to `high`: 0..255 for uint8, 0..65535 for uint16, the range of values for float. */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  /** 256 counts per channel. */
  readonly counts: readonly Uint32Array[];
}

export interface FileStatistics {
  readonly facts: ImageFacts;
  readonly statistics: ImageStatistics;
  /** One entry per channel, for the figures of a set. */
  readonly moments: readonly Moments[];
  /** 64 bits as hexadecimal digits, alike for images that look alike; a vector has none. */
  readonly perceptualHash?: string;
}
