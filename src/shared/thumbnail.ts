import type { Source } from './image.ts';
import type { LabelRules, Labels, SmallMask } from './labels.ts';
import type { Mode, Step } from './pipeline.ts';
import type { Shape } from './shape.ts';

/** A small picture of an image file, or of what a pipeline makes of it. */
export interface ThumbnailRequest {
  readonly source: Extract<Source, { readonly kind: 'file' }>;
  /** Length of the picture's longer side at most, in pixels; no image is enlarged. */
  readonly longest: number;
  /** Absent: the image as it is displayed, turned as its EXIF orientation says. */
  readonly through?: ThumbnailPipeline;
  /** To be taken along. */
  readonly labels?: Labels;
  /** Requests of one job are cancelled together. */
  readonly job: string;
}

export interface ThumbnailPipeline {
  readonly steps: readonly Step[];
  readonly mode: Mode;
  readonly seed: number;
  readonly labelRules: LabelRules;
  /** The key of the image's randomness: its path below the dataset, with forward slashes. */
  readonly relativePath: string;
}

export interface Thumbnail {
  /** A JPEG, or a PNG where the picture has alpha. */
  readonly bytes: Uint8Array;
  /** Of the whole image, as it is displayed or leaves the last step. */
  readonly shape: Shape;
  /** In pixels of the whole image; there when the request has some that fit it. */
  readonly labels?: Labels;
  /** Of the picture's size; there when the labels have one that fits the image. */
  readonly mask?: SmallMask;
}
