/** Thumbnails in work at once: enough for the worker's threads while others are read from the cache. */
export const thumbnailsAtOnce = 6;

/** A piece of work under its key, such as an image's path. */
interface Running {
  readonly controller: AbortController;
}

/**
 * Works off what is wanted, in its order and a few at a time. What is wanted is said anew whenever it changes: what is
 * no longer wanted and not yet begun is dropped. What has been begun is let come to its end, for it will be kept.
 */
export class ThumbnailQueue {
  private waiting: readonly string[] = [];
  private next = 0;
  private readonly running = new Map<string, Running>();

  /**
   * @param most that are in work at once
   * @param work does not reject
   */
  constructor(
    private readonly most: number,
    private readonly work: (key: string, signal: AbortSignal) => Promise<void>,
  ) {}

  /** Whether nothing is left to do. */
  get isIdle(): boolean {
    return this.running.size === 0 && this.next >= this.waiting.length;
  }

  want(keys: readonly string[]): void {
    this.waiting = keys;
    this.next = 0;
    this.dispatch();
  }

  /** Aborts what is in work and forgets what is waiting: the pictures would be others now. */
  restart(): void {
    for (const { controller } of this.running.values()) controller.abort();
    this.running.clear();
    this.waiting = [];
    this.next = 0;
  }

  private dispatch(): void {
    while (this.running.size < this.most && this.next < this.waiting.length) {
      const key = this.waiting[this.next++]!;
      if (this.running.has(key)) continue;
      const running = { controller: new AbortController() };
      this.running.set(key, running);
      void this.work(key, running.controller.signal).finally(() => {
        // After a restart the key may stand for work of its own.
        if (this.running.get(key) === running) this.running.delete(key);
        this.dispatch();
      });
    }
  }
}
