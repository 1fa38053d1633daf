import type { ImageStatistics, StatisticsRequest } from '../shared/statistics.ts';
import type { Developed, View } from '../shared/view.ts';
import type { Arrival } from './arrival.ts';
import { isForDesk, isSoonLaidOut } from './desk.ts';
import type { ThreadPool } from './threadPool.ts';
import { keyOf } from './sourceKey.ts';
import type { LaidOutFrame } from './views.ts';

type Threads = Pick<ThreadPool, 'run'>;

/** A view whose image is decoded onto the desk where that is asked for, if it has to be decoded. */
export type WatchedView = View & { readonly isWatched?: boolean };

/**
 * Statistics of what views show. The views' thread makes those of small images itself; large ones it lays out on a desk
 * for a thread beside it, so that pictures do not wait for figures, nor figures for pictures. An image that is opened
 * is laid out while it is decoded.
 */
export class Figures {
  private isLarge = false;
  private isSoonLaidOut = false;
  private helper: 'absent' | 'starting' | 'ready' = 'absent';
  /** Ends when nobody looks at the desk any more. */
  private atDesk: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  /** What was developed last. */
  private source = '';
  /** Figures of its stored frame, if another thread has watched that arrive. */
  private arrived: Promise<ImageStatistics | undefined> = Promise.resolve(undefined);

  /**
   * @param beside one thread, which shares a desk with that of the views
   * @param arrival on that desk
   */
  constructor(
    private readonly views: Threads,
    private readonly beside: Threads,
    private readonly arrival: Pick<Arrival, 'expect' | 'giveUp'>,
  ) {}

  /**
   * Has a view developed; figures are mostly asked of that next.
   * @param develop by the views' thread; ends when that is done with it
   */
  async develop(view: View, develop: (view: WatchedView) => Promise<Developed>): Promise<Developed> {
    const source = keyOf(view.source);
    const isNew = source !== this.source;
    if (isNew) this.arrived = Promise.resolve(undefined);
    this.source = source;
    const isWatched = isNew && this.helper === 'ready' && this.waiting === 0;
    const developed = await (isWatched ? this.watched(view, develop) : develop(view));
    const shapes = [developed.before.shape, developed.after.shape];
    this.isLarge = shapes.some(isForDesk);
    this.isSoonLaidOut = shapes.every(isSoonLaidOut);
    return developed;
  }

  async of(request: StatisticsRequest, signal: AbortSignal): Promise<ImageStatistics> {
    if (keyOf(request.source) === this.source && isOfStored(request)) {
      const statistics = await this.arrived.catch(() => undefined);
      if (statistics) return statistics;
    }
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

  /** The other thread watches the image arrive, if it does, and is done with it little later. */
  private async watched(view: View, develop: (view: WatchedView) => Promise<Developed>): Promise<Developed> {
    this.arrival.expect();
    const watching = () => this.beside.run({ method: 'statisticsOfArrival', params: {} });
    this.arrived = this.takeTurn(watching) as Promise<ImageStatistics | undefined>;
    try {
      return await develop({ ...view, isWatched: true });
    } finally {
      this.arrival.giveUp();
    }
  }

  /** In the order asked for. @returns nothing when the views' thread is to say */
  private onDesk(request: StatisticsRequest, signal: AbortSignal): Promise<ImageStatistics | undefined> {
    // While the desk was taken, the picture may have got far.
    const turn = this.isSoonLaidOut && this.waiting === 0 ? -1 : 1;
    return this.takeTurn(() => this.layOut(request, signal, turn));
  }

  private takeTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    this.waiting++;
    const result = this.atDesk.then(work);
    this.atDesk = result
      .catch(() => undefined)
      .finally(() => {
        this.waiting--;
      });
    return result;
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

/** Whether it is about the image as it was decoded. */
function isOfStored({ side, steps, focus }: StatisticsRequest): boolean {
  return focus === undefined && (side === 'before' || steps.length === 0);
}
