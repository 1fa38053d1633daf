import type { PipelineEdit } from '../../../../shared/edit.ts';
import type { Diagnostic, Step } from '../../../../shared/pipeline.ts';
import { inside, stepOf, stepsInside, type StepPath } from '../../../../shared/stepPath.ts';
import { normalizing } from '../../advice/order.ts';
import type { Proposal, Subject } from './proposal.ts';

/** Fixes that change whole steps, named as edits of the pipeline. */

export function moveBeforeNormalizing(subject: Subject, finding: Diagnostic): readonly Proposal[] {
  const step = pathOf(subject, finding);
  const to = subject.pipeline?.steps.findIndex(
    ({ operation, enabled }) => enabled && normalizing.has(operation),
  );
  if (step === undefined || to === undefined || to < 0 || to >= step[0]) return [];
  const before = subject.pipeline!.steps[to]!.operation;
  return [proposal(`Move before ${before}`, { kind: 'move', step, to }, true)];
}

export function orientFirst(subject: Subject, finding: Diagnostic): readonly Proposal[] {
  if (finding.code === 'missing-orient') {
    return [proposal('Add orient first', { kind: 'insert', at: [0], operation: 'orient' }, true)];
  }
  const step = pathOf(subject, finding);
  return step === undefined ? [] : [proposal('Move orient first', { kind: 'move', step, to: 0 }, true)];
}

export function withoutStep(subject: Subject, finding: Diagnostic): readonly Proposal[] {
  const step = pathOf(subject, finding);
  if (step === undefined) return [];
  const { operation } = stepOf(subject.pipeline!.steps, step)!;
  return [
    proposal(`Remove ${operation}`, { kind: 'remove', step }, true),
    proposal(`Disable ${operation}`, { kind: 'enable', step, enabled: false }),
  ];
}

export function pipelinesMatch(subject: Subject, finding: Diagnostic): readonly Proposal[] {
  const step = pathOf(subject, finding);
  if (step === undefined) return [];
  const { match } = subject.pipeline!;
  return [proposal(`Use the pipeline’s ${match}`, { kind: 'unset', step, parameter: 'match' }, true)];
}

export function withAntialias(subject: Subject, finding: Diagnostic): readonly Proposal[] {
  const step = pathOf(subject, finding);
  if (step === undefined) return [];
  return [
    proposal('Set antialias: true', { kind: 'set', step, parameter: 'antialias', value: true }, true),
    proposal('Set interpolation: area', { kind: 'set', step, parameter: 'interpolation', value: 'area' }),
  ];
}

/** A step for a pipeline that has none. */
export function firstStep(): readonly Proposal[] {
  return [proposal('Add the step orient', { kind: 'insert', at: [0], operation: 'orient' }, true)];
}

function proposal(title: string, change: PipelineEdit, preferred = false): Proposal {
  return { title, change, preferred };
}

/** Advice stands at the step's name. */
export function pathOf({ pipeline }: Subject, { place }: Diagnostic): StepPath | undefined {
  const find = (steps: readonly Step[], holder?: StepPath): StepPath | undefined => {
    for (const [index, step] of steps.entries()) {
      const path = inside(holder, index);
      if (step.name?.start === place.start) return path;
      const found = find(stepsInside(step) ?? [], path);
      if (found) return found;
    }
    return undefined;
  };
  return find(pipeline?.steps ?? []);
}
