import { DarkroomError } from '../../shared/errors.ts';

/** The worker process died while a request was open. */
export class CrashError extends DarkroomError {
  /**
   * @param how such as `signal SIGKILL`
   * @param alone whether all requests that were open concerned one file, so that it is the one to blame
   */
  constructor(
    how: string,
    readonly alone: boolean,
  ) {
    super('crashed', `Reading or developing this file ended the worker process (${how}).`, {
      hint: 'The file may be made to harm, or memory ran out. All other files go on; leave this one out.',
    });
  }
}

/** The worker process did not come up at all: a broken installation, not a matter of files. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** Deaths of the process that one file alone can be blamed for, before it is set aside. */
export const allowedCrashes = 2;

/** Which versions of which files ended the process too often to be tried again. */
export class Quarantine {
  private readonly crashes = new Map<string, number>();

  blame(key: string): void {
    this.crashes.set(key, (this.crashes.get(key) ?? 0) + 1);
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
