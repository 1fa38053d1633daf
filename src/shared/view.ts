import type { Affine } from './affine.ts';
import type { Values } from './catalogue.ts';
import type { Problem } from './errors.ts';
import type { ImageFacts, Source } from './image.ts';
import type { DroppedObject, LabelRules, Labels } from './labels.ts';
import type { Mode, Step } from './pipeline.ts';
import type { Shape } from './shape.ts';

/** An image seen through steps: the unit that every preview request names, so that no request depends on another. */
export interface View {
  readonly source: Source;
  readonly steps: readonly Step[];
  readonly mode: Mode;
  readonly seed: number;
  /** The key of the sample's randomness: its path below the workspace or dataset folder, forward slashes. */
  readonly path: string;
  /**
   * Index of a step to look at alone: `before` is then what reaches it and `after` what leaves it. The steps behind it
   * are not run and not told of. Absent: the whole pipeline, from the stored frame to what the last step leaves.
   */
  readonly focus?: number;
  /** Which draw of the random steps. Absent: version 0. */
  readonly draw?: Draw;
  /** What is said of the sample, to be taken through the same steps; with the pipeline's rules. */
  readonly labels?: Labels;
  readonly labelRules?: LabelRules;
}

/** One of the sample's random versions, or one end of every range that is drawn from, with every chance taken. */
export type Draw = { readonly version: number } | { readonly extreme: Extreme };

export type Extreme = 'lowest' | 'highest';

export interface Developed {
  readonly facts: ImageFacts;
  readonly before: Plane;
  /** The last good step's result; equal to `before` when there are no steps. */
  readonly after: Plane;
  /** One entry per step that was reached, in order; with `focus`, up to that step. */
  readonly steps: readonly StepOutcome[];
  /** Where points of `before` are in `after`; absent when the result has no places, or no affine map to them. */
  readonly map?: Affine;
  /** The step that could not be applied; `after` is then what had been reached. */
  readonly failed?: Problem;
  /** Absent when the view has none. */
  readonly labels?: ShownLabels;
}

/** Labels in pixels of both sides. Whether they have a mask is said by its path; its pixels are asked for by `mask`. */
export interface ShownLabels {
  readonly before: Labels;
  readonly after: Labels;
  readonly dropped: readonly DroppedObject[];
  /** Why the labels cannot be shown; there are no objects then. */
  readonly failed?: Problem;
}

export interface StepOutcome {
  readonly operation: string;
  /** Disabled, or not part of this mode. */
  readonly skipped: boolean;
  readonly shape: Shape;
  readonly milliseconds: number;
  /** For a random step: what was drawn; empty when chance left the image as it is. */
  readonly sampled?: readonly SampledStep[];
  /** Of a step that holds others: the paths below it of those that were chosen. */
  readonly chosen?: readonly (readonly number[])[];
}

/** A deterministic operation with resolved values: what a random one has come to for one sample. */
export interface SampledStep {
  readonly operation: string;
  readonly values: Values;
  /** The path below the written step of the one inside it that came to this. */
  readonly from?: readonly number[];
}

/** One side of a comparison. */
export interface Plane {
  /** Equal for equal images, so that a picture of one is a picture of the other. */
  readonly key: string;
  readonly shape: Shape;
  /** Lowest and highest finite value. */
  readonly range: readonly [low: number, high: number];
  /** The ways to show the values on a screen, the preferred one first. */
  readonly mappings: readonly Mapping[];
}

/** How values become screen levels: level = value · scale + offset, per channel, then rounded and clipped to 0..255. */
export interface Mapping {
  readonly id: 'levels' | 'range' | 'unnormalized';
  /** Such as “−2.12 to 2.64 as black to white”. */
  readonly label: string;
  readonly scale: readonly number[];
  readonly offset: readonly number[];
}

export type Side = 'before' | 'after' | 'difference';
