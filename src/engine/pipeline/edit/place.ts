import { DarkroomError } from '../../../shared/errors.ts';
import type { StepPath } from '../../../shared/stepPath.ts';
import { findOperation } from '../../operations/index.ts';
import { tooUnusual } from './maps.ts';
import { findEntry, type ListNode, type TreeEntry, type TreeNode } from './tree.ts';

/** Where a step stands, or would stand, in the text. */
export interface Place {
  /** Its index in `list`. */
  readonly index: number;
  /** The entry named `steps`, and its list; absent where there is none yet. */
  readonly entry?: TreeEntry;
  readonly list?: ListNode;
  /** The step that it is inside of. */
  readonly holder?: { readonly list: ListNode; readonly index: number };
}

/** @throws DarkroomError `bad_argument` when a step on the way is not there or holds no others */
export function findPlace(root: TreeNode | undefined, path: StepPath): Place {
  let place = placeIn(root, path[0]);
  for (const index of path.slice(1)) {
    checkIndex(place.index, (place.list?.items.length ?? 0) - 1);
    const list = place.list!;
    const step = list.items[place.index]!;
    checkHolds(operationOf(step));
    const entry = step.kind === 'map' && step.entries.length === 1 ? step.entries[0] : undefined;
    place = { ...placeIn(entry?.value, index), holder: { list, index: place.index } };
  }
  return place;
}

function placeIn(map: TreeNode | undefined, index: number): Place {
  const entry = map?.kind === 'map' ? findEntry(map, 'steps') : undefined;
  const { value } = entry ?? {};
  if (value && value.kind !== 'list' && !(value.kind === 'leaf' && value.value === null)) throw tooUnusual();
  return { index, ...(entry && { entry }), ...(value?.kind === 'list' && { list: value }) };
}

/** The name of a step's operation, as it is written. */
export function operationOf(step: TreeNode): string | undefined {
  if (step.kind === 'leaf') return typeof step.value === 'string' ? step.value : undefined;
  return step.kind === 'map' ? step.entries[0]?.key : undefined;
}

export function checkIndex(index: number, highest: number): void {
  if (Number.isInteger(index) && index >= 0 && index <= highest) return;
  const range = highest < 0 ? 'no step: there is none' : `a step’s index from 0 to ${highest}`;
  throw new DarkroomError('bad_argument', `Expected ${range}, but received ${index}.`, {
    hint: 'The text may have changed meanwhile; look at it and try again.',
  });
}

/** Of an operation that is not known, steps may be a parameter. */
function checkHolds(operation: string | undefined): void {
  const found = operation === undefined ? undefined : findOperation(operation);
  if (!found || found.parameters['steps']?.kind === 'steps') return;
  throw new DarkroomError('bad_argument', `${found.id} holds no steps.`);
}
