import { Slot, type SlotOptions, type Work } from './slot.ts';
import { abortError, isAbort } from '../shared/errors.ts';

interface Queued extends Work {
  /** It was stopped for other work and has to be begun again. */
  interrupted?: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** Threads that take work of the earliest turn first, and otherwise in the order it comes. */
export class ThreadPool {
  private readonly slots: readonly Slot[];
  private queue: Queued[] = [];

  /** @param onFirstDone called once, when a thread has done its first work */
  constructor(
    threads: number,
    options: SlotOptions,
    private onFirstDone?: () => void,
  ) {
    this.slots = Array.from({ length: threads }, () => new Slot(options));
  }

  /** Starts threads before there is work for them, for as many works as are about to come. */
  warmUp(works: number): void {
    for (const slot of this.slots.slice(0, works)) slot.warmUp();
  }

  run(work: Work): Promise<unknown> {
    if (work.signal?.aborted) return Promise.reject(abortError());
    return new Promise((resolve, reject) => {
      const queued = { ...work, resolve, reject };
      const onAbort = () => void this.cancel(candidate => candidate === queued);
      work.signal?.addEventListener('abort', onAbort, { once: true });
      this.queue.push(queued);
      this.dispatch();
    });
  }

  /** Ends when none of the job's work is queued or running. */
  cancelJob(job: string): Promise<void> {
    return this.cancel(work => work.job === job);
  }

  /** Drops the job's queued work, and ends when that which is running has come to its end. */
  async finishJob(job: string): Promise<void> {
    this.drop(work => work.job === job);
    const running = this.slots.filter(slot => slot.work?.job === job);
    await Promise.all(running.map(slot => slot.whenSettled()));
  }

  /** The place in a job's work that a thread is at; 0 when none has begun it. */
  placeIn(job: string): number {
    return this.slots.find(slot => slot.work?.job === job)?.place ?? 0;
  }

  /** Ends when nothing is queued or running. */
  cancelAll(): Promise<void> {
    return this.cancel(() => true);
  }

  /** Cancels everything and ends all threads. */
  async dispose(): Promise<void> {
    await this.cancelAll();
    await Promise.all(this.slots.map(slot => slot.dispose()));
  }

  /** Gives up what has not been begun. */
  drop(concerns: (work: Work) => boolean): void {
    const dropped = this.queue.filter(concerns);
    this.queue = this.queue.filter(work => !concerns(work));
    for (const { reject } of dropped) reject(abortError());
  }

  private async cancel(concerns: (work: Work) => boolean): Promise<void> {
    this.drop(concerns);
    const running = this.slots.filter(slot => slot.work && concerns(slot.work));
    // What was interrupted for others is not to be begun again.
    for (const { work } of running) (work as Queued).interrupted = false;
    await Promise.all(running.map(slot => slot.cancel()));
  }

  private dispatch(): void {
    for (const slot of this.slots) {
      if (!slot.work) this.start(slot, this.takeNext());
    }
    if (this.queue.length > 0) this.makeRoom();
  }

  private takeNext(): Queued | undefined {
    const first = this.queue.reduce<Queued | undefined>(
      (found, work) => (found && turnOf(found) <= turnOf(work) ? found : work),
      undefined,
    );
    this.queue = this.queue.filter(work => work !== first);
    return first;
  }

  private start(slot: Slot, next: Queued | undefined): void {
    if (!next) return;
    next.interrupted = false;
    // The thread goes on before anybody sees to what it has done.
    slot.run(next).then(
      result => {
        this.dispatch();
        this.onFirstDone?.();
        this.onFirstDone = undefined;
        next.resolve(result);
      },
      (thrown: unknown) => {
        const isToBeginAgain = next.interrupted && isAbort(thrown) && !next.signal?.aborted;
        if (isToBeginAgain) this.queue.push(next);
        this.dispatch();
        if (!isToBeginAgain) next.reject(thrown);
      },
    );
  }

  /** Interrupts one work of a later turn than the earliest that waits, unless that has been done already. */
  private makeRoom(): void {
    const others = this.slots.flatMap(slot => (slot.work ? [{ slot, work: slot.work as Queued }] : []));
    const interruptible = others.filter(({ work }) => work.isInterruptible);
    if (interruptible.length === 0 || others.some(({ work }) => work.interrupted)) return;
    const waiting = Math.min(...this.queue.map(turnOf));
    const found = interruptible.find(({ work }) => turnOf(work) > waiting);
    if (!found) return;
    found.work.interrupted = true;
    found.slot.interrupt();
  }
}

function turnOf({ turn = 0 }: Work): number {
  return turn;
}
