import { setTimeout as pause } from 'node:timers/promises';
import { abortError, DarkroomError } from '../shared/errors.ts';
import { nameOfLimit, type Limits } from '../shared/image.ts';
import { timeLimit } from './timeLimit.ts';
import { WorkerThread } from './workerThread.ts';

export interface SlotOptions {
  /** Path of the bundled `pixelThread.js` or `datasetThread.js`. */
  readonly entry: string;
  readonly limits: () => Limits;
  /** Memory of a desk, for threads that work on what others have laid out there. */
  readonly desk?: SharedArrayBuffer;
  /** Memory for objects, in MiB; pixels are kept beside it. A thread that wants more is ended. */
  readonly heapMegabytes?: number;
  /** Of it for new objects, in MiB, a third of which is in use; Node's own limit when absent. */
  readonly youngMegabytes?: number;
  /** Called before each work. */
  readonly beforeWork?: () => void;
  /** How long cancelled work may go on until its thread is ended. */
  readonly graceMilliseconds: number;
  /** Work is about whole folders and takes as long as it takes, until it is cancelled. */
  readonly isUnlimited?: boolean;
}

export interface Work {
  readonly method: string;
  readonly params: object;
  /** Work of one job is cancelled together. */
  readonly job?: string;
  readonly signal?: AbortSignal;
  /** What comes later stands aside for what comes earlier: 0, as absent, for what somebody is waiting for. */
  readonly turn?: number;
  /** It may be stopped for work of an earlier turn and begun again afterwards. */
  readonly isInterruptible?: boolean;
  /** Called when the thread was ended in the middle of the work, with the place in it that the thread was at. */
  readonly tidy?: (place: number) => Promise<void>;
}

const tidyMilliseconds = 1000;
/** Time is counted in steps of this length, however late one ends: a computer that slept has not worked meanwhile. */
const tickMilliseconds = 250;

/**
 * The place of one thread in a pool. The thread is made when first needed, and again when it has died or had to be
 * ended, because it took too long or would not hear that its work is cancelled.
 */
export class Slot {
  /** What is being worked on. */
  work: Work | undefined;
  private settled: Promise<unknown> = Promise.resolve();
  private thread: WorkerThread | undefined;
  /** How long the present work may take, and how long it has been at it, in milliseconds. */
  private limit = Infinity;
  private spent = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: SlotOptions) {}

  /** @throws what the work throws; `timeout`, AbortError; the reason when the thread dies */
  run(work: Work): Promise<unknown> {
    this.work = work;
    const running = this.perform(work).finally(() => {
      clearTimeout(this.timer);
      this.work = undefined;
    });
    this.settled = running.catch(() => undefined);
    return running;
  }

  /** The place in its work that the thread is at. */
  get place(): number {
    return this.thread?.place.get() ?? 0;
  }

  /** Asks the thread to give the work up, which then throws AbortError; it may as well come to its end. */
  interrupt(): void {
    this.thread?.cancellation.cancel();
  }

  /** Ends when the present work has ended, one way or the other. */
  async whenSettled(): Promise<void> {
    await this.settled;
  }

  /** Ends when the work has ended, one way or the other. */
  async cancel(): Promise<void> {
    const { work, settled } = this;
    this.thread?.cancellation.cancel();
    await Promise.race([settled, pause(this.options.graceMilliseconds, undefined, { ref: false })]);
    if (work !== undefined && this.work === work) await this.thread?.terminate(abortError());
    await settled;
  }

  /** Ends the thread as well. */
  async dispose(): Promise<void> {
    if (this.work) await this.cancel();
    await this.thread?.terminate(abortError());
  }

  /** Starts the thread before there is work for it. */
  warmUp(): void {
    if (!this.work) this.liveThread();
  }

  private liveThread(): WorkerThread {
    if (this.thread?.isAlive) return this.thread;
    const { entry, desk, heapMegabytes, youngMegabytes } = this.options;
    const onSize = (megapixels: number) => {
      this.limit = timeLimit(this.options.limits(), megapixels);
    };
    return (this.thread = new WorkerThread({ entry, desk, heapMegabytes, youngMegabytes, onSize }));
  }

  private async perform({ method, params, tidy }: Work): Promise<unknown> {
    const { limits, isUnlimited, beforeWork } = this.options;
    beforeWork?.();
    const thread = this.liveThread();
    this.limit = timeLimit(limits(), 0);
    this.spent = 0;
    if (!isUnlimited) this.tick();
    try {
      return await thread.run(method, { ...params, limits: limits() });
    } catch (thrown) {
      // A disk that held the thread would hold the tidying as well.
      if (!thread.isAlive) {
        const tidied = tidy?.(thread.place.get());
        await Promise.race([tidied, pause(tidyMilliseconds, undefined, { ref: false })]);
      }
      throw thrown;
    }
  }

  private tick(): void {
    const step = Math.min(tickMilliseconds, this.limit - this.spent);
    this.timer = setTimeout(() => {
      this.spent += step;
      if (this.spent < this.limit) this.tick();
      else void this.thread?.terminate(timeoutError(this.limit));
    }, step);
  }
}

function timeoutError(limit: number): DarkroomError {
  const seconds = Number((limit / 1000).toPrecision(3));
  return new DarkroomError('timeout', `The image took longer than its time limit of ${seconds} s.`, {
    hint: `If the image and the steps are right, raise ${nameOfLimit.timeLimitSeconds}.`,
  });
}
