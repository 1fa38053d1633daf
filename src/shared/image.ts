import type { ImageFormat } from './pipeline.ts';
import type { Orientation, Shape } from './shape.ts';

/**
 * Where an image comes from. `version` changes when its content does; pictures are cached under it. That of `bytes`
 * differs from those of all other images. The client sends the bytes only when the worker does not have the image: a
 * worker that is asked without them answers `bytes_wanted`.
 */
export type Source =
  | { readonly kind: 'file'; readonly path: string; readonly version: string }
  | { readonly kind: 'bytes'; readonly name: string; readonly version: string; readonly bytes?: Uint8Array };

/** What a file says of itself, read from its header. */
export interface ImageFacts {
  readonly format: ReadFormat;
  /** The stored frame as it is decoded. */
  readonly shape: Shape;
  readonly orientation: Orientation;
  /** Size of the file. */
  readonly bytes: number;
  /** Things worth knowing, such as “first of 12 frames” or “CMYK, shown in RGB”. */
  readonly notes: readonly string[];
  /** What the file stores in another way than plain channels of one picture; absent: nothing. */
  readonly traits?: readonly StoredTrait[];
}

/** Colours from a palette, in inks, or more pictures than the one that is read. */
export type StoredTrait = 'palette' | 'cmyk' | 'frames';

export type ReadFormat = ImageFormat | 'gif';

/** Limits that hold for every image; each is a setting. */
export interface Limits {
  readonly maximumMegapixels: number;
  /** Per image, scaled up for large ones. */
  readonly timeLimitSeconds: number;
}

export const defaultLimits: Limits = { maximumMegapixels: 250, timeLimitSeconds: 20 };

/** As a person knows them, in the editor and on the command line. */
export const nameOfLimit: Readonly<Record<keyof Limits, string>> = {
  maximumMegapixels: 'the setting darkroom.limits.maximumMegapixels (on the command line --max-megapixels)',
  timeLimitSeconds: 'the setting darkroom.limits.timeLimitSeconds (on the command line --time-limit)',
};
