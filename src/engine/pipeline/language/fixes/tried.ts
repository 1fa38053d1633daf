import type { PipelineEdit, TextEdit } from '../../../../shared/edit.ts';
import { DarkroomError } from '../../../../shared/errors.ts';
import type { Diagnostic } from '../../../../shared/pipeline.ts';
import { checkPipeline } from '../../check.ts';
import { editPipeline } from '../../edit/index.ts';
import { applyTextEdits } from '../../../../shared/edit.ts';
import type { Proposal, Subject } from './proposal.ts';

/** What may mend a finding. */
export interface Candidate {
  readonly title: string;
  readonly edit: PipelineEdit;
  /** Further changes of the same text, beside those of the edit. */
  readonly also?: readonly TextEdit[];
}

/**
 * Of what may mend a finding, what really does: applied to the text, the finding is gone and none is new. The first is
 * the preferred one.
 */
export function tried(
  subject: Subject,
  finding: Diagnostic,
  candidates: Iterable<Candidate>,
): readonly Proposal[] {
  const before = countsOf(subject.diagnostics);
  const proposals: Proposal[] = [];
  for (const { title, edit, also = [] } of candidates) {
    if (proposals.some(known => known.title === title)) continue;
    const change = editsOf(subject, edit);
    if (!change || !isBetter(subject, [...change, ...also], finding.code, before)) continue;
    const preferred = proposals.length === 0;
    proposals.push({ title, change: also.length > 0 ? [...change, ...also] : edit, preferred });
  }
  return proposals;
}

function editsOf({ text, language }: Subject, edit: PipelineEdit): readonly TextEdit[] | undefined {
  try {
    return editPipeline(text, language, edit);
  } catch (thrown) {
    // What cannot be written is no way to mend anything.
    if (thrown instanceof DarkroomError) return undefined;
    throw thrown;
  }
}

function isBetter(
  { text, language, sample }: Subject,
  edits: readonly TextEdit[],
  code: string,
  before: ReadonlyMap<string, number>,
): boolean {
  const { pipeline, diagnostics } = checkPipeline(applyTextEdits(text, edits), language, sample);
  const after = countsOf(diagnostics);
  const isGone = (after.get(code) ?? 0) < (before.get(code) ?? 0);
  return (
    pipeline !== undefined && isGone && [...after].every(([each, count]) => count <= (before.get(each) ?? 0))
  );
}

function countsOf(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { code } of diagnostics) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}
