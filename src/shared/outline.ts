import type { Problem } from './errors.ts';
import type { Step } from './pipeline.ts';
import type { DataType } from './shape.ts';
import type { LocatedStep } from './steps.ts';

/** A pipeline's steps as far as a text under way lets them be seen, for what is shown at them in the editor. */
export interface PipelineOutline {
  /** In the order of the text, those inside others as well. A text that breaks off has the steps before that. */
  readonly steps: readonly StepOutline[];
  /** The syntax has no errors: all steps are there. */
  readonly isSound: boolean;
  /** The pipeline has no errors at all: only then is known what leaves the steps. */
  readonly isWhole: boolean;
}

export interface StepOutline extends LocatedStep {
  /** The name as it is written, known or not. */
  readonly operation: string;
  /** Where its name ends. */
  readonly nameEnd: number;
  readonly enabled: boolean;
  /** Disabled, or not part of the mode. */
  readonly skipped: boolean;
  /** Equal for steps that do the same; empty in a text with errors, and of steps inside others. */
  readonly key: string;
  /** What leaves the step; absent from the first step on that cannot work, and of steps inside others. */
  readonly leaves?: LeavingShape;
  /** Why the step cannot work. */
  readonly problem?: Problem;
}

/** A shape whose size may depend on a sample that is not known. */
export interface LeavingShape {
  readonly width?: number;
  readonly height?: number;
  readonly channels: number;
  readonly dtype: DataType;
  readonly isVector: boolean;
}

/** Equal for steps that do the same to the same image. */
export function stepKey({ operation, p, values }: Step): string {
  return JSON.stringify([operation, p, values]);
}
