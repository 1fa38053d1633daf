import type { ImageStatistics, StatisticsRequest } from '../shared/statistics.ts';
import type { Developed } from '../shared/view.ts';
import { isForDesk, isSoonLaidOut } from './desk.ts';
import type { ThreadPool } from './threadPool.ts';
import type { LaidOutFrame } from './views.ts';

type Threads = Pick<ThreadPool, 'run'>;

/**
 * Statistics of what views show. The views' thread makes those of small images itself; large ones it lays out on a desk
 * for a thread beside it, so that pictures do not wait for figures, nor figures for pictures.
 */
export class Figures {
  private isLarge = false;
  private isSoonLaidOut = false;
  private helper: 'absent' | 'starting' | 'ready' = 'absent';
  /** Ends when nobody looks at the desk any more. */
  private atDesk: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  /** @param beside one thread, which shares a desk with that of the views */
  constructor(
    private readonly views: Threads,
    private readonly beside: Threads,
  ) {}

  /** To be told of what was developed: figures are mostly asked of that next. */
  expect({ before, after }: Developed): void {
    const shapes = [before.shape, after.shape];
    this.isLarge = shapes.some(isForDesk);
    this.isSoonLaidOut = shapes.every(isSoonLaidOut);
  }

  async of(request: StatisticsRequest, signal: AbortSignal): Promise<ImageStatistics> {
    const isLarge = this.isLarge;
    const statistics = isLarge && this.helper === 'ready' ? await this.onDesk(request, signal) : undefined;
    if (statistics) return statistics;
    try {
      return await this.afterPictures(request, signal);
    } finally {
      // To start a thread takes longer than any figures; the next large image finds it there.
      if (isLarge && this.helper === 'absent') void this.start();
    }
  }

  private async start(): Promise<void> {
    this.helper = 'starting';
    try {
      await this.beside.run({ method: 'ready', params: {} });
      this.helper = 'ready';
    } catch {
      this.helper = 'absent';
    }
  }

  /** In the order asked for. @returns nothing when the views' thread is to say */
  private onDesk(request: StatisticsRequest, signal: AbortSignal): Promise<ImageStatistics | undefined> {
    // While the desk was taken, the picture may have got far.
    const turn = this.isSoonLaidOut && this.waiting === 0 ? -1 : 1;
    this.waiting++;
    const statistics = this.atDesk.then(() => this.layOut(request, signal, turn));
    this.atDesk = statistics
      .catch(() => undefined)
      .finally(() => {
        this.waiting--;
      });
    return statistics;
  }

  private async layOut(params: StatisticsRequest, signal: AbortSignal, turn: number) {
    const laidOut = await this.views.run({ method: 'layOut', params, signal, turn });
    if (!laidOut) return undefined;
    const { image, key } = laidOut as LaidOutFrame;
    const found = await this.beside.run({ method: 'statisticsOnDesk', params: image, signal });
    const statistics = found as ImageStatistics;
    // What cannot be kept will be made again.
    this.views.run({ method: 'keepStatistics', params: { key, statistics }, turn: 1 }).catch(() => undefined);
    return statistics;
  }

  private afterPictures(params: StatisticsRequest, signal: AbortSignal): Promise<ImageStatistics> {
    const work = { method: 'statistics', params, signal, turn: 2, isInterruptible: true };
    return this.views.run(work) as Promise<ImageStatistics>;
  }
}
