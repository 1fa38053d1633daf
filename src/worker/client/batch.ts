import { randomUUID } from 'node:crypto';
import { DarkroomError, isAbort, toProblem, type ErrorCode, type Problem } from '../../shared/errors.ts';
import { CrashError, Crashes, StartError } from './crash.ts';
import { ProgressMeter, type Progress } from './progress.ts';

export interface BatchOptions<Item> {
  readonly items: readonly Item[];
  /** Most items in work at once. */
  readonly atOnce: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** The item's file, for messages. */
  pathOf(item: Item): string;
  work(item: Item, index: number): Promise<void>;
  /**
   * Stops what is in work; ends when nothing of it is running or half-written.
   * @param finishWritten whether results that only want their names still get them; not when a person waits for the end
   */
  cancel(finishWritten: boolean): Promise<void>;
  /** Tidies up behind an item that was in work when the process died. */
  afterCrash?(item: Item): Promise<void>;
  /** Told of every item that is given up. */
  onFailed?(item: Item, problem: Problem): void;
}

export interface BatchSummary {
  readonly done: number;
  /** Each with its file and reason, in the order of the items. */
  readonly failed: readonly Problem[];
  /** Items that were not finished because the batch was cancelled or had to stop. */
  readonly skipped: number;
  readonly cancelled: boolean;
  /** Why the batch as a whole could not go on: the disk is full, the output folder or the worker process is gone. */
  readonly stopped?: Problem;
  readonly milliseconds: number;
}

/** A name for a batch that no other has, of letters and digits. */
export function newJob(): string {
  return randomUUID().replaceAll('-', '').slice(0, 12);
}

const progressMilliseconds = 100;
/** What concerns all files alike, so that going on is of no use. */
const stopping: ReadonlySet<ErrorCode> = new Set(['no_space', 'output_lost', 'not_started', 'too_many_open']);

/**
 * Works through items, a few at a time, whatever befalls the worker process. An item that was in work when the process
 * died is tried again with no other beside it; one that then ends the process again is set aside. One for which no more
 * files could be opened is tried again in the same way. No item stops the others; what concerns all, such as a full
 * disk, stops all.
 */
export async function runBatch<Item>(options: BatchOptions<Item>): Promise<BatchSummary> {
  return new Batch(options).run();
}

class Batch<Item> {
  private readonly meter: ProgressMeter;
  private readonly inWork = new Set<Promise<void>>();
  /** Indices of items that were in work at a crash, or that had no room beside others. */
  private readonly suspects: number[] = [];
  private readonly crowded = new Set<number>();
  private readonly crashes = new Crashes<number>();
  private readonly failed: { index: number; problem: Problem }[] = [];
  private done = 0;
  private next = 0;
  private cancelled = false;
  private stopped: Problem | undefined;
  private fatal: Error | undefined;
  private readonly cancelling: Promise<void>[] = [];
  /** Called when something that was in work has ended. */
  private wake: () => void = () => undefined;

  constructor(private readonly options: BatchOptions<Item>) {
    this.meter = new ProgressMeter(options.items.length);
  }

  async run(): Promise<BatchSummary> {
    const { items, signal } = this.options;
    const began = performance.now();
    const onAbort = () => {
      this.cancelled = true;
      this.cancel(false);
    };
    if (signal?.aborted) this.cancelled = true;
    signal?.addEventListener('abort', onAbort, { once: true });
    const ticking = setInterval(() => {
      this.report();
    }, progressMilliseconds);
    this.report();
    try {
      await this.loop();
      await Promise.all(this.inWork);
      await Promise.all(this.cancelling);
    } finally {
      clearInterval(ticking);
      signal?.removeEventListener('abort', onAbort);
    }
    this.report();
    if (this.fatal) throw this.fatal;
    const failed = this.failed.sort((one, other) => one.index - other.index).map(({ problem }) => problem);
    return {
      done: this.done,
      failed,
      skipped: items.length - this.done - failed.length,
      cancelled: this.cancelled,
      ...(this.stopped && { stopped: this.stopped }),
      milliseconds: performance.now() - began,
    };
  }

  private async loop(): Promise<void> {
    const { items, atOnce } = this.options;
    while (!this.isEnding()) {
      const suspect = this.inWork.size === 0 ? this.suspects.shift() : undefined;
      if (suspect !== undefined) {
        await this.attempt(suspect);
      } else if (this.suspects.length === 0 && this.next < items.length && this.inWork.size < atOnce) {
        this.launch(this.next++);
      } else if (this.inWork.size > 0) {
        await new Promise<void>(resolve => (this.wake = resolve));
      } else {
        return;
      }
    }
  }

  private isEnding(): boolean {
    return this.cancelled || this.stopped !== undefined || this.fatal !== undefined;
  }

  private launch(index: number): void {
    const attempt = this.attempt(index).finally(() => {
      this.inWork.delete(attempt);
      this.wake();
    });
    this.inWork.add(attempt);
  }

  private async attempt(index: number): Promise<void> {
    const item = this.options.items[index]!;
    this.meter.begin(index, this.options.pathOf(item));
    try {
      await this.options.work(item, index);
      this.done++;
      this.meter.finish(true);
    } catch (thrown) {
      this.settle(index, await this.tidied(item, thrown));
    } finally {
      this.meter.end(index);
    }
  }

  /** What went wrong with the item, or with tidying up behind it. */
  private async tidied(item: Item, thrown: unknown): Promise<unknown> {
    try {
      if (thrown instanceof CrashError) await this.options.afterCrash?.(item);
      return thrown;
    } catch (untidy) {
      return untidy;
    }
  }

  private settle(index: number, thrown: unknown): void {
    const file = this.options.pathOf(this.options.items[index]!);
    if (thrown instanceof CrashError && this.isEnding()) {
      // It is skipped: a process that does not hear that it is cancelled is ended.
    } else if (this.crashes.mayRetry(index, thrown) || this.isCrowded(index, thrown)) {
      this.suspects.push(index);
    } else if (thrown instanceof DarkroomError && stopping.has(thrown.code)) {
      if (!this.stopped) this.cancel(true);
      this.stopped ??= toProblem(thrown, thrown instanceof StartError ? {} : { file });
    } else if (isAbort(thrown)) {
      // By the signal, or because the client was disposed of.
      this.cancelled ||= this.stopped === undefined;
    } else {
      const problem = toProblem(thrown, { file });
      this.failed.push({ index, problem });
      this.meter.finish(false);
      this.options.onFailed?.(this.options.items[index]!, problem);
    }
  }

  /** Whether there may be files to open for an item once nothing else is in work. */
  private isCrowded(index: number, thrown: unknown): boolean {
    if (!(thrown instanceof DarkroomError) || thrown.code !== 'too_many_open') return false;
    if (this.crowded.has(index)) return false;
    this.crowded.add(index);
    return true;
  }

  private cancel(finishWritten: boolean): void {
    const cancelling = this.options.cancel(finishWritten).catch((thrown: unknown) => {
      // A process that is gone is as good as cancelled.
      const isGone = thrown instanceof CrashError || thrown instanceof StartError || isAbort(thrown);
      if (!isGone) this.fatal ??= thrown instanceof Error ? thrown : new Error(String(thrown));
    });
    this.cancelling.push(cancelling);
  }

  private report(): void {
    this.options.onProgress?.(this.meter.progress());
  }
}
