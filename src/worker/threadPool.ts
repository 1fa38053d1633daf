import { Slot, type SlotOptions, type Work } from './slot.ts';

interface Queued extends Work {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** Threads that take work in the order it comes. */
export class ThreadPool {
  private readonly slots: readonly Slot[];
  private queue: Queued[] = [];

  constructor(threads: number, options: SlotOptions) {
    this.slots = Array.from({ length: threads }, () => new Slot(options));
  }

  run(work: Work): Promise<unknown> {
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

  /** Cancels everything and ends all threads. */
  async dispose(): Promise<void> {
    await this.cancel(() => true);
    await Promise.all(this.slots.map(slot => slot.dispose()));
  }

  /** Whether a thread is held by the system, which then does not let the process end by itself. */
  get isStuck(): boolean {
    return this.slots.some(slot => slot.isStuck);
  }

  private async cancel(concerns: (work: Work) => boolean): Promise<void> {
    const dropped = this.queue.filter(concerns);
    this.queue = this.queue.filter(work => !concerns(work));
    for (const { reject } of dropped) reject(new DOMException('Cancelled.', 'AbortError'));
    const running = this.slots.filter(slot => slot.work && concerns(slot.work));
    await Promise.all(running.map(slot => slot.cancel()));
  }

  private dispatch(): void {
    for (const slot of this.slots) {
      if (slot.work) continue;
      const next = this.queue.shift();
      if (!next) return;
      slot
        .run(next)
        .then(next.resolve, next.reject)
        .finally(() => {
          this.dispatch();
        });
    }
  }
}
