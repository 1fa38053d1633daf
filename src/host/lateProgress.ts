import { setTimeout as pause } from 'node:timers/promises';
import { ProgressLocation, window } from 'vscode';

/** What takes no longer is done before anybody has read a notification. */
const momentMilliseconds = 500;

/**
 * Where work takes longer than a moment, shows that it goes on, and lets the person cancel it.
 * @throws what the work throws; that is an AbortError once it was cancelled
 */
export async function withLateProgress<Result>(
  title: string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const cancelled = new AbortController();
  const result = work(cancelled.signal);
  const isDone = await Promise.race([result.then(() => true), pause(momentMilliseconds, false)]);
  if (isDone) return result;
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (_progress, token) => {
      token.onCancellationRequested(() => {
        cancelled.abort();
      });
      return result;
    },
  );
}
