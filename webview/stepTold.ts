import type { OperationEntry } from '../src/shared/catalogue.ts';
import { holderOf, isWithin, pathOfProblem, stepOf, type StepPath } from '../src/shared/stepPath.ts';
import type { ViewState } from '../src/shared/viewState.ts';
import { drawnText, titleOf } from './drawn.ts';
import { stepCards } from './stepCards.ts';

/** What the sample shown says of a step. */
interface Told {
  readonly failure?: string | undefined;
  /** Path below it of the step that fails. */
  readonly failing?: readonly number[] | undefined;
  /** What was drawn, or why nothing was. */
  readonly drawn?: string | undefined;
  /** Of a step that holds others: paths below it of those that were chosen; undefined while it is not known. */
  readonly chosen?: readonly (readonly number[])[] | undefined;
}

export function told(state: ViewState, path: StepPath, operations: readonly OperationEntry[]): Told {
  const [first, ...below] = path;
  const card = stepCards(state, operations)[first]!;
  const failing = state.strip?.failed && pathOfProblem(state.strip.failed);
  // Of what stands beside the step that fails, nothing is said.
  const failure = card.state === 'failed' && (!failing || isWithin(failing, path)) ? card.tooltip : undefined;
  const inside = failure === undefined ? undefined : failing?.slice(path.length);
  const step = stepOf(state.steps, path);
  const outcome = state.strip?.steps[first];
  const known =
    outcome?.operation === state.steps[first]?.operation && !outcome?.skipped ? outcome : undefined;
  const { chosen = [], sampled } = known ?? {};
  const inner = sampled && chosen.filter(each => isBelow(each, below)).map(each => each.slice(below.length));
  if (below.length === 0)
    return { failure, failing: inside, drawn: failure === undefined ? card.drawn : undefined, chosen: inner };
  if (!step || !sampled || card.state !== 'run') return { failure, failing: inside };
  if (!chosen.some(each => each.join() === below.join())) {
    const holder = holderOf(path)!;
    const isHolderChosen =
      holder.length === 1
        ? sampled.length > 0 || chosen.length > 0
        : chosen.some(each => each.join() === holder.slice(1).join());
    const title = titleOf(stepOf(state.steps, holder)?.operation ?? '', operations);
    const why = step.enabled
      ? isHolderChosen
        ? 'another was chosen'
        : `${title} was not applied`
      : 'it is switched off';
    return { failure, failing: inside, drawn: `Not chosen for this sample: ${why}.`, chosen: inner };
  }
  const parts = sampled
    .filter(({ from = [] }) => below.every((index, depth) => from[depth] === index))
    .map(({ from = [], ...part }) => ({ ...part, from: from.slice(below.length) }));
  // A step that is not random comes to itself: nothing was drawn.
  if (parts.some(({ operation }) => operation === step.operation))
    return { failure, failing: inside, drawn: 'Chosen for this sample.', chosen: inner };
  const text = drawnText(step, { sampled: parts, chosen: inner ?? [] }, operations);
  return { failure, failing: inside, drawn: `Chosen for this sample; ${text}`, chosen: inner };
}

function isBelow(path: readonly number[], holder: readonly number[]): boolean {
  return path.length > holder.length && holder.every((index, depth) => path[depth] === index);
}
