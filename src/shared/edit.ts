/** A change of a pipeline's text. Steps are counted from 0, as they stand in the text. */
export type PipelineEdit =
  | { readonly kind: 'set'; readonly step: number; readonly parameter: string; readonly value: unknown }
  | { readonly kind: 'unset'; readonly step: number; readonly parameter: string }
  /** The new step's index is `at`, from 0 to the number of steps. */
  | {
      readonly kind: 'insert';
      readonly at: number;
      readonly operation: string;
      readonly values?: Readonly<Record<string, unknown>>;
    }
  /** A copy of the step, with its comments, right behind it. */
  | { readonly kind: 'duplicate'; readonly step: number }
  | { readonly kind: 'remove'; readonly step: number }
  /** The step's index is `to` afterwards. */
  | { readonly kind: 'move'; readonly step: number; readonly to: number }
  | { readonly kind: 'enable'; readonly step: number; readonly enabled: boolean }
  | { readonly kind: 'top'; readonly key: 'seed' | 'match'; readonly value: unknown };

/** A range of the text, as character offsets, and what takes its place. Several edits count in the text before all. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
