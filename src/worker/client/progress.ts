/** How far a batch has come. */
export interface Progress {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  /** The file that has been in work longest, so that one that hangs is seen. */
  readonly current?: string;
  /** Files finished per second, over the last seconds. */
  readonly perSecond: number;
  /** Absent until there is a rate to tell it from. */
  readonly secondsLeft?: number;
  /** Files of labels, which are written when all images are done; absent until then. */
  readonly labels?: { readonly total: number; readonly done: number };
}

/** The rate is taken over this long, so that it follows a change from small files to large ones. */
const windowMilliseconds = 10_000;
const samplesPerWindow = 40;

/** Counts a batch and tells its rate. `now` is in milliseconds and never goes back. */
export class ProgressMeter {
  private done = 0;
  private failed = 0;
  /** Files in work, in the order they were begun, by their number. */
  private readonly inWork = new Map<number, string>();
  private readonly samples: { time: number; finished: number }[];

  constructor(
    private readonly total: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.samples = [{ time: now(), finished: 0 }];
  }

  begin(number: number, file: string): void {
    this.inWork.set(number, file);
  }

  /** It is in work no more, whether finished or to be begun again. */
  end(number: number): void {
    this.inWork.delete(number);
  }

  /** Counts a file that is done or given up. */
  finish(succeeded: boolean): void {
    if (succeeded) this.done++;
    else this.failed++;
    const time = this.now();
    const last = this.samples.at(-1)!;
    if (time - last.time < windowMilliseconds / samplesPerWindow) return;
    this.samples.push({ time, finished: this.done + this.failed });
    while (this.samples.length > 2 && time - this.samples[1]!.time > windowMilliseconds) this.samples.shift();
  }

  progress(): Progress {
    const { total, done, failed } = this;
    const [current] = this.inWork.values();
    const first = this.samples[0]!;
    const seconds = (this.now() - first.time) / 1000;
    const finished = done + failed - first.finished;
    const perSecond = seconds > 0 ? finished / seconds : 0;
    return {
      total,
      done,
      failed,
      ...(current !== undefined && { current }),
      perSecond,
      ...(perSecond > 0 && { secondsLeft: (total - done - failed) / perSecond }),
    };
  }
}
