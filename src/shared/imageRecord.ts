import type { ErrorCode } from './errors.ts';
import type { ReadFormat, StoredTrait } from './image.ts';
import type { Shape } from './shape.ts';

/**
 * What is known of one image file of a dataset, small (below 1 KB as JSON) and plain, so that those of 100,000 files
 * are kept and compared.
 */
export interface ImageRecord {
  /** Size of the file; 0 when it cannot be opened. */
  readonly bytes: number;
  /** SHA-256 of the file's bytes in hexadecimal digits; absent when it cannot be opened. */
  readonly sha256?: string;
  /** What the extension says. */
  readonly namedFormat?: ReadFormat;
  /** What the content is; absent when it is no image that is read. */
  readonly format?: ReadFormat;
  /** Of the stored frame. */
  readonly shape?: Shape;
  readonly traits?: readonly StoredTrait[];
  /** Why the pixels cannot be read. */
  readonly fault?: { readonly code: ErrorCode; readonly message: string; readonly hint?: string };
  /** Absent when the pixels cannot be read. */
  readonly pixels?: PixelRecord;
}

/** What was measured of the stored frame. */
export interface PixelRecord {
  /** The first 128 bits of the SHA-256 of size, type and values, in hexadecimal digits. */
  readonly hash: string;
  /** 64 bits as 16 hexadecimal digits, alike for images that look alike; a vector has none. */
  readonly perceptualHash?: string;
  /** Every channel has one value only. */
  readonly isConstant: boolean;
  /** Alpha is below its full value somewhere; absent without alpha. */
  readonly usesAlpha?: boolean;
  readonly brightness: Brightness;
  /** Of a colour channel's histogram, in bits, the mean of all colours: 0 to 8. */
  readonly entropy: number;
  /** Of the colours' histograms together, in bits: 0 to 8 for one channel, to 9.6 for three. */
  readonly jointEntropy: number;
  /**
   * Variance of the Laplacian of the gray image, in squared levels of 0 to 255 whatever the type, so that images compare;
   * a vector has none.
   */
  readonly sharpness?: number;
  /** CleanVision's blur score: 0 for an even area, near 1 for one with sharp edges; a vector has none. */
  readonly blurScore?: number;
  /** Share of values of the colour channels at the lowest and at the highest value of the type. */
  readonly clippedLow: number;
  readonly clippedHigh: number;
  /** One per channel. */
  readonly moments: readonly StoredMoments[];
}

/** Perceived brightness of the pixels, 0 (black) to 1 (white). */
export interface Brightness {
  /** Of the mean colour. */
  readonly mean: number;
  /** Percentiles of the pixels. */
  readonly p1: number;
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Moments as JSON can hold them: sums of integers as decimal digits. */
export type StoredMoments =
  | {
      readonly kind: 'integers';
      readonly count: number;
      readonly sum: string;
      readonly squares: string;
    }
  | {
      readonly kind: 'floats';
      readonly count: number;
      readonly mean: number;
      readonly deviations: number;
    };

export interface RecordFileRequest {
  /** Absolute. */
  readonly path: string;
  /** Work of one job is cancelled together. */
  readonly job: string;
}
