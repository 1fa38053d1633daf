import type { StepPath } from './stepPath.ts';

/** A change of a pipeline's text. Steps are counted from 0, as they stand in the text. */
export type PipelineEdit =
  | { readonly kind: 'set'; readonly step: StepPath; readonly parameter: string; readonly value: unknown }
  | { readonly kind: 'unset'; readonly step: StepPath; readonly parameter: string }
  /** The new step's path is `at`; its last index may be the number of steps that are there. */
  | {
      readonly kind: 'insert';
      readonly at: StepPath;
      readonly operation: string;
      readonly values?: Readonly<Record<string, unknown>>;
    }
  /** A copy of the step, with its comments, right behind it. */
  | { readonly kind: 'duplicate'; readonly step: StepPath }
  | { readonly kind: 'remove'; readonly step: StepPath }
  /** The step's index in its list is `to` afterwards. */
  | { readonly kind: 'move'; readonly step: StepPath; readonly to: number }
  /**
   * The step, with its comments, goes into another list: to the place `at`, which is counted while the step is still
   * where it was, as the place of an inserted step is.
   */
  | { readonly kind: 'relocate'; readonly step: StepPath; readonly at: StepPath }
  | { readonly kind: 'enable'; readonly step: StepPath; readonly enabled: boolean }
  | { readonly kind: 'top'; readonly key: 'seed' | 'match' | 'exclude'; readonly value: unknown };

/** A range of the text, as character offsets, and what takes its place. Several edits count in the text before all. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text after the edits. They do not overlap. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((one, other) => other.start - one.start || other.end - one.end)
    .reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}

/** How an edit belongs to those around it. */
export interface Gesture {
  /** Belongs to the edit before it, as the steps of a drag do, and is undone with it. */
  readonly continues?: boolean | undefined;
  /**
   * The same edit follows with another value, or with this one at the end: while a slider is held. A text that is in no
   * editor in sight is written with the last only, as the editor makes every edit of it a change of its own.
   */
  readonly unfinished?: boolean | undefined;
}
