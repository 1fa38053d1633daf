import type { Fix, KnownImage } from '../../../../shared/language.ts';
import type { Diagnostic, Pipeline, PipelineLanguage } from '../../../../shared/pipeline.ts';
import type { LooseNode } from '../looseNode.ts';

/** What is to be mended. */
export interface Subject {
  readonly text: string;
  readonly language: PipelineLanguage;
  readonly root: LooseNode | undefined;
  /** There when the text has no errors. */
  readonly pipeline?: Pipeline;
  /** All that is found in the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** What it was found with. */
  readonly sample?: KnownImage;
}

/** A fix of one diagnostic. */
export type Proposal = Pick<Fix, 'title' | 'change'> & Partial<Pick<Fix, 'preferred'>>;
