import { setImmediate } from 'node:timers/promises';
import type { DevelopedFile, DevelopFileRequest } from '../shared/development.ts';
import type { MadeFile } from './developFile.ts';
import { publishWritten } from './publish.ts';

interface Open {
  readonly job: string;
  readonly settled: Promise<unknown>;
}

/**
 * Results that wait for the disk while the threads go on with other images: flushing takes about as long as making
 * them, and many are flushed at once in little more time than one.
 */
export class Publishing {
  private readonly open = new Set<Open>();
  /** Jobs have names of their own, so that none comes back. */
  private readonly cancelled = new Set<string>();

  /** @throws DarkroomError as `publish`; AbortError when cancelled, and nothing is left of the result */
  async finish(
    made: DevelopedFile | MadeFile,
    { job }: DevelopFileRequest,
    signal: AbortSignal,
  ): Promise<DevelopedFile> {
    if (!('written' in made)) return made;
    const check = () => {
      if (signal.aborted || this.cancelled.has(job)) throw new DOMException('Cancelled.', 'AbortError');
    };
    const finished = publishBoth(made, check);
    const entry = { job, settled: finished.catch(() => undefined) };
    this.open.add(entry);
    try {
      return await finished;
    } finally {
      this.open.delete(entry);
    }
  }

  /** From now on nothing of the job gets its name. */
  cancel(job: string): void {
    this.cancelled.add(job);
  }

  /** Ends when nothing of the job is on its way to the disk any more. */
  async whenSettled(job: string): Promise<void> {
    // A thread may have handed over its result just now.
    await setImmediate();
    await Promise.all([...this.open].filter(entry => entry.job === job).map(({ settled }) => settled));
  }

  async dispose(): Promise<void> {
    for (const { job } of this.open) this.cancel(job);
    await Promise.all([...this.open].map(({ settled }) => settled));
  }
}

async function publishBoth(made: MadeFile, check: () => void): Promise<DevelopedFile> {
  const { written, mask, ...rest } = made;
  const result = await publishWritten(written, check);
  if (!mask) return { ...rest, result };
  return {
    ...rest,
    result,
    mask: { source: mask.source, result: await publishWritten(mask.written, check) },
  };
}
