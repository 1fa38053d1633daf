import { ProgressMeter, type Progress } from './progress.ts';

/** Time between two questions. */
const askMilliseconds = 100;

/**
 * Tells how far files of labels are written while they are: at once, and about ten times a second.
 * @param total how many there will be
 * @param ask how many there are
 */
export async function withLabelProgress<Result>(
  write: () => Promise<Result>,
  total: number,
  ask: () => Promise<number>,
  tell: (progress: Pick<Progress, 'labels' | 'secondsLeft'>) => void,
): Promise<Result> {
  const meter = new ProgressMeter(total);
  let isOver = false;
  let done = 0;
  const report = (written: number) => {
    if (isOver) return;
    for (; done < written; done++) meter.finish(true);
    const { secondsLeft } = meter.progress();
    tell({ labels: { total, done }, ...(secondsLeft !== undefined && { secondsLeft }) });
  };
  report(0);
  const ticking = setInterval(() => {
    // Why there is no answer is said by the writing itself.
    ask().then(report, () => undefined);
  }, askMilliseconds);
  try {
    return await write();
  } finally {
    isOver = true;
    clearInterval(ticking);
  }
}
