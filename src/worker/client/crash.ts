import { openFilesHint } from '../../dataset/fileErrors.ts';
import { DarkroomError } from '../../shared/errors.ts';

/** The worker process died while a request was open. */
export class CrashError extends DarkroomError {
  /**
   * @param how such as `signal SIGKILL`
   * @param alone whether all requests that were open concerned one file, so that it is the one to blame
   * @param isOfFile whether the request was about a file at all
   */
  constructor(
    readonly how: string,
    readonly alone: boolean,
    isOfFile = true,
  ) {
    const message = isOfFile
      ? 'Reading or developing this file ended the worker process'
      : 'The worker process has ended';
    super('crashed', `${message} (${how}).`, {
      hint: isOfFile
        ? 'The file may be made to harm, or memory ran out. All other files go on; leave this one out.'
        : 'Memory may have run out: close what takes much, and try again.',
    });
  }
}

/** The worker process did not come up at all: no matter of files. */
export class StartError extends DarkroomError {
  /**
   * @param how such as `exit code 1`
   * @param lastWords what it has printed
   */
  constructor(how: string, lastWords: string) {
    super('not_started', `The worker process could not be started (${how}). ${lastWords}`.trim(), {
      hint: /\bE[MN]FILE\b/.test(how)
        ? openFilesHint
        : 'Memory may have run out: close what takes much, and try again. Otherwise install Darkroom again.',
    });
  }
}

/** Deaths of the process that one file alone can be blamed for, before it is set aside. */
const allowedCrashes = 2;

/** Deaths of the process beside which something may be, with others to blame, before it is given up. */
const mostCrashes = 5;

/**
 * How often the process died while something was in work. A death beside others proves nothing, so what was in work is
 * to be tried again alone.
 */
export class Crashes<Key> {
  private readonly counts = new Map<Key, number>();

  /** Counts a death. @returns whether to try again, alone; never when it was no death */
  mayRetry(key: Key, thrown: unknown): boolean {
    if (!(thrown instanceof CrashError)) return false;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return count < (thrown.alone ? allowedCrashes : mostCrashes);
  }

  /** It has come to its end. */
  forget(key: Key): void {
    this.counts.delete(key);
  }
}

/** Which versions of which files ended the process too often to be tried again. */
export class Quarantine {
  private readonly crashes = new Map<string, number>();
  /** What was in work beside others at a death, and has not come to its end since. */
  private readonly suspects = new Set<string>();

  /** @param alone nothing else was in work */
  blame(key: string, alone: boolean): void {
    if (alone) this.crashes.set(key, (this.crashes.get(key) ?? 0) + (this.suspects.delete(key) ? 2 : 1));
    else this.suspects.add(key);
  }

  /** It has come to its end. */
  acquit(key: string): void {
    this.suspects.delete(key);
  }

  /** @throws DarkroomError `crashed` when the file has been set aside. */
  check(key: string): void {
    if ((this.crashes.get(key) ?? 0) < allowedCrashes) return;
    throw new DarkroomError(
      'crashed',
      'This file has ended the worker process twice and is not tried again.',
      {
        hint: 'Replace the file, or leave it out; it may be made to harm or need more memory than there is.',
      },
    );
  }
}
