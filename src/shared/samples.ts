import type { Problem } from './errors.ts';
import type { Labels } from './labels.ts';
import type { Picture } from './picture.ts';
import type { Shape } from './shape.ts';

/** An image that a preview shows the pipeline on. */
export interface Sample {
  readonly id: string;
  readonly name: string;
  /** Why it is hard, when it was found for that. */
  readonly reasons?: readonly SampleReason[];
  /** Grows with every change of its file while the preview is open. */
  readonly revision?: number;
}

export interface SampleReason {
  /** A word or two, such as “darkest”. */
  readonly label: string;
  /** Such as “Mean level 3.1 % of the range”. */
  readonly detail: string;
}

/** A sample through the whole pipeline, small enough for a tile. */
export interface SampleTile {
  readonly before: TileSide;
  readonly after: TileSide;
  /** The step that could not be applied; `after` is then what had been reached. */
  readonly failed?: Problem;
}

export interface TileSide {
  readonly shape: Shape;
  /** The side as a whole; a vector has none. */
  readonly picture?: Picture;
  /** In pixels of the side. */
  readonly labels?: Labels;
  /** Of the labels' mask, as large as the picture. */
  readonly mask?: Picture;
}
