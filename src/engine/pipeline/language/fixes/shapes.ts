import type { Value } from '../../../../shared/catalogue.ts';
import type { PipelineEdit } from '../../../../shared/edit.ts';
import type { Diagnostic, Step } from '../../../../shared/pipeline.ts';
import { stepOf, type StepPath } from '../../../../shared/stepPath.ts';
import { findOperation } from '../../../operations/index.ts';
import { normalizing } from '../../advice/order.ts';
import { setGroupKey } from './entries.ts';
import type { Proposal, Subject } from './proposal.ts';
import { pathOf } from './steps.ts';
import { tried, type Candidate } from './tried.ts';

/** Fixes of steps that do not fit what reaches them, or what is to leave: each is tried before it is offered. */

/** The side that most networks were trained with. */
const usualSide = 224;
/** A step is tried at most so many places further up. */
const mostMoves = 12;

/** A step that gives all images one size, before their values become fractions. */
export function oneSize(subject: Subject, finding: Diagnostic): readonly Proposal[] {
  const steps = subject.pipeline?.steps ?? [];
  const first = steps.findIndex(({ operation, enabled }) => enabled && normalizing.has(operation));
  const at = first < 0 ? steps.length : first;
  const given = steps.slice(0, at).findLast(step => step.enabled && typeof step.values['size'] === 'number');
  const side = (given?.values['size'] as number | undefined) ?? usualSide;
  const size = { width: side, height: side };
  const add = (operation: string, values: Readonly<Record<string, Value>>): Candidate => ({
    title: `Add ${operation.replaceAll('_', ' ')} to ${side}×${side}`,
    edit: { kind: 'insert', at: [at], operation, values },
  });
  const resize = [add('resize', size), add('resize', { ...size, antialias: true })];
  const crop = [add('center_crop', size), add('center_crop', { ...size, pad_if_needed: true })];
  const pad = [add('pad', size)];
  const orders: Readonly<Record<string, readonly Candidate[]>> = {
    resize_longest: [...pad, ...resize, ...crop],
    resize_shortest: [...crop, ...resize, ...pad],
  };
  return tried(subject, finding, orders[given?.operation ?? ''] ?? [...resize, ...crop]);
}

/** The step elsewhere, with other values, or on what is made to fit it. */
export function workable(subject: Subject, finding: Diagnostic): readonly Proposal[] {
  const path = pathOf(subject, finding);
  if (!path) return [];
  return tried(subject, finding, waysToWork(subject.pipeline!.steps, path));
}

function* waysToWork(steps: readonly Step[], path: StepPath): Iterable<Candidate> {
  const { operation, values } = stepOf(steps, path)!;
  const [index] = path;
  const it = path.length > 1 ? steps[index]!.operation : 'it';
  const parameters = findOperation(operation)?.parameters ?? {};
  const set = (step: StepPath, parameter: string, value: Value): PipelineEdit => ({
    kind: 'set',
    step,
    parameter,
    value,
  });
  const before = (name: string, given: Readonly<Record<string, Value>>): PipelineEdit => ({
    kind: 'insert',
    at: [index],
    operation: name,
    values: given,
  });
  if (parameters['pad_if_needed'])
    yield { title: 'Set pad_if_needed: true', edit: set(path, 'pad_if_needed', true) };
  if (parameters['padding']) yield { title: 'Set padding: same', edit: set(path, 'padding', 'same') };
  const { width, height, x = 0, y = 0 } = values;
  if (typeof width === 'number' && typeof height === 'number') {
    const size = { width: width + Number(x), height: height + Number(y) };
    const title = `Add pad to ${size.width}×${size.height} before ${it}`;
    yield { title, edit: before('pad', { ...size, position: 'top_left' }) };
  }
  const gray = steps.slice(0, index).findLastIndex(step => step.enabled && step.operation === 'grayscale');
  if (gray >= 0) yield { title: 'Set channels: 3 of grayscale', edit: set([gray], 'channels', 3) };
  yield { title: `Add background before ${it}`, edit: before('background', {}) };
  yield { title: `Add channels: rgb before ${it}`, edit: before('channels', { order: 'rgb' }) };
  yield* movesUp(steps, index, index - mostMoves);
  for (const dtype of ['uint8', 'float32'] as const)
    yield { title: `Add convert to ${dtype} before ${it}`, edit: before('convert', { dtype }) };
  yield* without(steps, path);
}

/** Whole numbers no longer made of what was spread around 0. */
export function withoutLoss(subject: Subject, finding: Diagnostic): readonly Proposal[] {
  const path = pathOf(subject, finding);
  if (!path) return [];
  const { text, root, language } = subject;
  const { steps } = subject.pipeline!;
  const [index] = path;
  const first = steps.findIndex(({ operation, enabled }) => enabled && normalizing.has(operation));
  const npy = setGroupKey(text, root, language, ['output', 'format', 'npy']);
  const { operation } = steps[index]!;
  return tried(subject, finding, [
    ...movesUp(steps, index, first),
    ...without(steps, path),
    ...(npy
      ? [
          {
            title: `Remove ${operation}, and set output format to npy`,
            edit: { kind: 'remove', step: path } as const,
            also: [npy],
          },
        ]
      : []),
    ...(first >= 0 && first !== index ? without(steps, [first]) : []),
  ]);
}

/** The nearest place further up comes first. */
function* movesUp(steps: readonly Step[], index: number, lowest: number): Iterable<Candidate> {
  const { operation } = steps[index]!;
  for (let to = index - 1; to >= Math.max(lowest, 0); to--) {
    const title = `Move ${operation} before ${steps[to]!.operation}`;
    yield { title, edit: { kind: 'move', step: [index], to } };
  }
}

function without(steps: readonly Step[], step: StepPath): readonly Candidate[] {
  const { operation } = stepOf(steps, step)!;
  return [
    { title: `Remove ${operation}`, edit: { kind: 'remove', step } },
    { title: `Disable ${operation}`, edit: { kind: 'enable', step, enabled: false } },
  ];
}
