import type { Fix } from '../../../../shared/language.ts';
import type { Pipeline, PipelineLanguage } from '../../../../shared/pipeline.ts';
import type { LooseNode } from '../looseNode.ts';

/** What is to be mended. */
export interface Subject {
  readonly text: string;
  readonly language: PipelineLanguage;
  readonly root: LooseNode | undefined;
  /** There when the text has no errors. */
  readonly pipeline?: Pipeline;
}

/** A fix of one diagnostic. */
export type Proposal = Pick<Fix, 'title' | 'change'> & Partial<Pick<Fix, 'preferred'>>;
