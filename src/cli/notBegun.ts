import type { Plan } from '../shared/development.ts';
import { DarkroomError, isAbort, toProblem, type ErrorCode } from '../shared/errors.ts';
import type { DevelopSummary } from '../worker/client.ts';

/** What befalls an output folder. All else that keeps a run from beginning was asked for wrongly. */
const ofOutput: ReadonlySet<ErrorCode> = new Set(['no_space', 'output_lost', 'not_permitted', 'too_large']);

/**
 * The summary of a run that was cancelled while its manifest was begun, or whose output folder could not even take
 * that: it has ended like any other there.
 * @throws what was thrown, when that is not the reason
 */
export function stoppedAtOnce({ files }: Plan, thrown: unknown): DevelopSummary {
  const none = {
    done: 0,
    unchanged: 0,
    firstOfSeveral: [],
    failed: [],
    skipped: files.length,
    milliseconds: 0,
  };
  if (isAbort(thrown)) return { ...none, cancelled: true };
  if (!(thrown instanceof DarkroomError) || !ofOutput.has(thrown.code)) throw thrown;
  return { ...none, cancelled: false, stopped: toProblem(thrown) };
}
