import type { Plan } from '../shared/development.ts';
import { DarkroomError, toProblem, type ErrorCode } from '../shared/errors.ts';
import type { DevelopSummary } from '../worker/client.ts';

/** What befalls an output folder. All else that keeps a run from beginning was asked for wrongly. */
const ofOutput: ReadonlySet<ErrorCode> = new Set(['no_space', 'output_lost', 'not_permitted', 'too_large']);

/**
 * The summary of a run whose output folder could not even take the manifest: it has stopped like any other there.
 * @throws what was thrown, when that is not the reason
 */
export function stoppedAtOnce({ files }: Plan, thrown: unknown): DevelopSummary {
  if (!(thrown instanceof DarkroomError) || !ofOutput.has(thrown.code)) throw thrown;
  return {
    done: 0,
    unchanged: 0,
    failed: [],
    skipped: files.length,
    cancelled: false,
    stopped: toProblem(thrown),
    milliseconds: 0,
  };
}
