import type { OperationEntry } from './catalogue.ts';
import type { Problem } from './errors.ts';
import type { FoundLabels } from './foundLabels.ts';
import type { ImageFacts } from './image.ts';
import type { Diagnostic, Mode, Step } from './pipeline.ts';
import type { RecipeStep } from './recipe.ts';
import type { Sample } from './samples.ts';
import type { StepPath } from './stepPath.ts';
import type { ChosenVersion } from './versions.ts';
import type { Developed, StepOutcome } from './view.ts';

/** What the page shows. The host sends it whole whenever anything in it changes; pixels are asked for separately. */
export interface ViewState {
  /** Grows with every change of image or pipeline. Requests carry it, and answers to an older one are dropped. */
  readonly sequence: number;
  /** `editor` shows one file; `preview` shows samples through the pipeline file beside it. */
  readonly purpose: 'editor' | 'preview';
  readonly image?: { readonly name: string; readonly facts: ImageFacts };
  /** Why there is no image. */
  readonly unreadable?: Problem;
  /** Work for this sequence goes on; what is shown may be of an earlier one. */
  readonly busy: boolean;
  readonly developed?: Omit<Developed, 'facts'>;
  /** A pipeline text with errors: the picture is the last good one, and this is what is wrong. */
  readonly stale?: {
    readonly pipeline: string;
    readonly diagnostics: readonly Diagnostic[];
    /** Why there is no text at all; there are no diagnostics then. */
    readonly unreadable?: Problem;
  };
  /** What can be chosen as pipeline. */
  readonly pipelines: readonly { readonly id: string; readonly label: string; readonly detail: string }[];
  /** `none`, `recipe`, or the id of one of `pipelines`. */
  readonly pipeline: string;
  readonly steps: readonly Step[];
  /**
   * The step that is looked at alone: `developed` is what it does, or, of one inside others, what the one that the
   * pipeline itself has does. Absent: the whole pipeline.
   */
  readonly focus?: StepPath;
  /** Previews only: every step, for the row of pictures. It follows a moment after the rest. */
  readonly strip?: Strip;
  /** The pipeline's. */
  readonly seed: number;
  /** The version that `developed` is of. Absent: the pipeline's own first. */
  readonly version?: ChosenVersion;
  /** Where the sample's labels are from, as it is shown. Absent: they are not known yet, or not looked for. */
  readonly labelSource?: Omit<FoundLabels, 'labels'>;
  readonly mode: Mode;
  readonly recipe: readonly RecipeStep[];
  /** What is wrong with the recipe's values: each with its step, and the parameter where it is about one. */
  readonly recipeProblems: readonly Problem[];
  /** The operations of the quick recipe, in the order in which they are run. */
  readonly catalogue: readonly OperationEntry[];
  readonly samples: readonly Sample[];
  readonly sample?: string;
  /** Writing asks for a trusted workspace. */
  readonly trusted: boolean;
}

/** What has come of every step of a pipeline. */
export interface Strip {
  /** Of the state that it was made for. */
  readonly sequence: number;
  /** One entry per step that was reached, in order. */
  readonly steps: readonly StepOutcome[];
  readonly failed?: Problem;
  /** Names of the pictures: of the image, then of what leaves each step. Equal names stand for equal pictures. */
  readonly pictures: readonly string[];
}

/** What the page remembers itself and the host needs to know: the zoom for the status bar. */
export interface Zoom {
  /** Screen pixels per image pixel, or `fit`. */
  readonly scale: number;
  readonly fit: boolean;
}

export type CompareMode = 'slider' | 'side_by_side' | 'difference';
