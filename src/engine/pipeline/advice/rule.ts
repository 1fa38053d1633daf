import type { KnownImage } from '../../../shared/language.ts';
import type { Diagnostic, Pipeline, Severity, Step } from '../../../shared/pipeline.ts';
import type { Trail } from './trail.ts';

/** What a rule looks at. */
interface Situation {
  readonly pipeline: Pipeline;
  /** Of the sample when there is one, else of a photograph. */
  readonly trail: Trail;
  readonly sample?: KnownImage;
}

/** Something that is no error but probably not meant. */
export interface Advice {
  readonly severity: Exclude<Severity, 'error'>;
  /** Stable name, such as `resize-after-normalize`. */
  readonly code: string;
  readonly message: string;
  readonly step: Step;
  readonly suggestions?: readonly string[];
}

export type Rule = (situation: Situation) => readonly Advice[];

/** At the step's name where it was written as text; steps that were not have no place to say it at. */
export function toDiagnostic({ step, ...advice }: Advice): readonly Diagnostic[] {
  const place = step.name ?? step.place;
  return place ? [{ ...advice, place }] : [];
}
