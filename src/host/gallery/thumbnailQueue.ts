/** Thumbnails in work at once: enough for the worker's threads while others are read from the cache. */
export const thumbnailsAtOnce = 6;

/**
 * How work has ended: `suspect` when the process died, `dropped` when it was given up before it began, because it was
 * not wanted then.
 */
export type Outcome = 'done' | 'suspect' | 'dropped';

/** A piece of work under its key, such as an image's path. */
interface Running {
  readonly controller: AbortController;
}

/**
 * Works off what is wanted, in its order and a few at a time. What is wanted is said anew whenever it changes: what is
 * no longer wanted and not yet begun is dropped. What has been begun is let come to its end, for it will be kept. What
 * was in work when the process died is done again with nothing beside it, so that the one to blame is found.
 */
export class ThumbnailQueue {
  private wanted: ReadonlySet<string> = new Set();
  /** What is wanted and not begun. */
  private waiting: string[] = [];
  private readonly running = new Map<string, Running>();
  /** To be done alone, whether they are still wanted or not: as long as they are suspects, they cost others. */
  private readonly suspects = new Set<string>();

  /**
   * @param most that are in work at once
   * @param work does not reject
   */
  constructor(
    private readonly most: number,
    private readonly work: (key: string, signal: AbortSignal) => Promise<Outcome>,
  ) {}

  /** Whether nothing is left to do. */
  get isIdle(): boolean {
    return this.running.size === 0 && this.suspects.size === 0 && this.waiting.length === 0;
  }

  want(keys: readonly string[]): void {
    this.wanted = new Set(keys);
    this.waiting = keys.filter(key => !this.running.has(key) && !this.suspects.has(key));
    this.dispatch();
  }

  /** What has been begun and is no longer wanted. Suspects are. */
  get unwanted(): readonly string[] {
    return [...this.running.keys()].filter(key => !this.wanted.has(key) && !this.suspects.has(key));
  }

  /** Aborts what is in work and forgets what is waiting: the pictures would be others now. */
  restart(): void {
    for (const { controller } of this.running.values()) controller.abort();
    this.running.clear();
    this.suspects.clear();
    this.want([]);
  }

  private dispatch(): void {
    if (this.suspects.size > 0) {
      const [suspect] = this.suspects;
      if (this.running.size === 0) this.start(suspect!);
      return;
    }
    while (this.running.size < this.most) {
      const key = this.waiting.shift();
      if (key === undefined) return;
      this.start(key);
    }
  }

  private start(key: string): void {
    const running = { controller: new AbortController() };
    this.running.set(key, running);
    void this.work(key, running.controller.signal).then(outcome => {
      // After a restart the key may stand for work of its own.
      if (this.running.get(key) === running) {
        this.running.delete(key);
        this.suspects.delete(key);
        if (outcome === 'suspect') this.suspects.add(key);
        // It may be wanted again by now.
        if (outcome === 'dropped' && this.wanted.has(key)) this.waiting.unshift(key);
      }
      this.dispatch();
    });
  }
}
