import type { Problem } from './errors.ts';
import type { Picture } from './picture.ts';
import type { Shape } from './shape.ts';
import type { Draw, ShownLabels, StepOutcome } from './view.ts';

/** A draw of the random steps by a seed that need not be the pipeline's. */
export interface ChosenVersion {
  readonly draw: Draw;
  readonly seed: number;
}

export interface VersionRequest extends ChosenVersion {
  readonly sequence: number;
  /** The picture is no larger. */
  readonly width: number;
  readonly height: number;
}

/** One random version of the sample after the whole pipeline, for a contact sheet. */
export interface Version {
  readonly steps: readonly StepOutcome[];
  readonly shape: Shape;
  /** Absent when the result is a vector. */
  readonly picture?: Picture;
  readonly mask?: Picture;
  readonly labels?: ShownLabels;
  /** The step that could not be applied; the picture is then what had been reached. */
  readonly failed?: Problem;
}
