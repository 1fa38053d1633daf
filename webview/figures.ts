import type { ViewHost } from '../src/shared/protocol.ts';
import type { ImageStatistics } from '../src/shared/statistics.ts';
import type { Client } from '../src/shared/rpc.ts';

/** Statistics of both sides of the latest state; those of the one before stay until the new ones are there. */
export class Figures {
  before: ImageStatistics | undefined;
  after: ImageStatistics | undefined;
  private running: AbortController | undefined;

  constructor(
    private readonly fetch: Client<ViewHost>['statistics'],
    private readonly changed: () => void,
    private readonly failed: (thrown: unknown) => void,
  ) {}

  get loading(): boolean {
    return this.running !== undefined;
  }

  async load(sequence: number): Promise<void> {
    this.running?.abort();
    const controller = new AbortController();
    this.running = controller;
    try {
      const [before, after] = await Promise.all([
        this.fetch({ sequence, side: 'before' }, controller.signal),
        this.fetch({ sequence, side: 'after' }, controller.signal),
      ]);
      if (controller.signal.aborted) return;
      this.before = before;
      this.after = after;
    } catch (thrown) {
      this.failed(thrown);
    } finally {
      if (this.running === controller) this.running = undefined;
      this.changed();
    }
  }

  clear(): void {
    this.running?.abort();
    this.running = undefined;
    this.before = undefined;
    this.after = undefined;
  }
}
