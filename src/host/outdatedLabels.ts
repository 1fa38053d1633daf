import type { Plan } from '../shared/development.ts';
import { inWorkspace } from './inWorkspace.ts';

/** Undefined when there are none. */
export function describeOutdatedLabels([first, ...others]: Plan['outdatedLabels']): string | undefined {
  if (first === undefined) return undefined;
  const which = others.length === 0 ? `${first} holds` : `${first} and ${others.length} more hold`;
  return inWorkspace(
    `${which} labels of an earlier run, which may not fit any more: take labels along, or remove them.`,
  );
}
