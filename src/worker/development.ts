import { setImmediate } from 'node:timers/promises';
import { temporaryPath } from '../dataset/manifest/names.ts';
import { outputsOf } from '../dataset/outputNames.ts';
import type { DevelopedFile, DevelopFilesRequest, FileMark, FileOutcome } from '../shared/development.ts';
import { abortError, toProblem } from '../shared/errors.ts';
import { removeTemporary } from './client/temporary.ts';
import type { MadeFile } from './developFile.ts';
import type { MakingOutcome } from './developFiles.ts';
import { publishWritten } from './publish.ts';
import { discard } from './temporaryFile.ts';
import type { ThreadPool } from './threadPool.ts';

interface Publishing {
  readonly job: string;
  readonly settled: Promise<unknown>;
}

/**
 * Has threads make results, and sees these to the disk while the threads go on with other images: flushing takes about
 * as long as making them, and many are flushed at once in little more time than one.
 */
export class DevelopmentWork {
  private readonly publishing = new Set<Publishing>();
  /** Jobs of which nothing is begun any more. They have names of their own, so that none comes back. */
  private readonly ended = new Set<string>();
  /** Those of which nothing gets its name any more, either. */
  private readonly cancelled = new Set<string>();

  constructor(private readonly threads: ThreadPool) {}

  /** @throws AbortError when cancelled before anything was made */
  async developFiles(params: DevelopFilesRequest, signal: AbortSignal): Promise<readonly FileOutcome[]> {
    const { files, job } = params;
    const check = () => {
      if (signal.aborted || this.cancelled.has(job)) throw abortError();
    };
    if (this.ended.has(job)) throw abortError();
    check();
    let endedAt: number | undefined;
    const tidy = async (place: number) => {
      endedAt = place;
      const written = files.slice(0, place + 1).flatMap(outputsOf);
      await Promise.all(written.map(output => removeTemporary(temporaryPath(output, job))));
    };
    try {
      const made = await this.threads.run({ method: 'developFiles', params, job, signal, tidy });
      const outcomes = (made as readonly MakingOutcome[]).map(outcome => this.finish(outcome, job, check));
      return await Promise.all(outcomes);
    } catch (thrown) {
      const problem = toProblem(thrown);
      if (endedAt === undefined || problem.code === 'aborted') throw thrown;
      // Those before it were lost with the thread.
      return files.map((_file, index) => (index === endedAt ? { problem } : undefined));
    }
  }

  /**
   * Ends when none of the job's files is in work or on its way to the disk.
   * @param finishWritten whether what is written still gets its name
   */
  async cancelJob(job: string, finishWritten = false): Promise<void> {
    this.ended.add(job);
    if (!finishWritten) this.cancelled.add(job);
    // Who waits for the end is told of everything that is there: what is in work may be.
    await (finishWritten ? this.threads.finishJob(job) : this.threads.cancelJob(job));
    // A thread may have handed over its results just now.
    await setImmediate();
    await Promise.all([...this.publishing].filter(entry => entry.job === job).map(({ settled }) => settled));
  }

  async dispose(): Promise<void> {
    for (const { job } of this.publishing) this.cancelled.add(job);
    await Promise.all([...this.publishing].map(({ settled }) => settled));
  }

  private async finish(outcome: MakingOutcome, job: string, check: () => void): Promise<FileOutcome> {
    if ('problem' in outcome) return outcome;
    const { made } = outcome;
    if (!('written' in made)) return { result: made };
    const finished = publishBoth(made, check).then(
      result => ({ result }),
      (thrown: unknown) => ({ problem: toProblem(thrown) }),
    );
    const entry = { job, settled: finished };
    this.publishing.add(entry);
    try {
      return await finished;
    } finally {
      this.publishing.delete(entry);
    }
  }
}

/** @throws DarkroomError as `publish`; AbortError when cancelled. Nothing is left of a mask whose image got no name. */
async function publishBoth(made: MadeFile, check: () => void): Promise<DevelopedFile> {
  const { written, mask, ...rest } = made;
  let result: FileMark;
  try {
    result = await publishWritten(written, check);
  } catch (thrown) {
    if (mask) discard(mask.written);
    throw thrown;
  }
  if (!mask) return { ...rest, result };
  return {
    ...rest,
    result,
    mask: { source: mask.source, result: await publishWritten(mask.written, check) },
  };
}
