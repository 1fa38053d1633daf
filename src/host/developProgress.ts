import { basename } from 'node:path';
import { grouped } from '../shared/counted.ts';
import { describeRate } from '../shared/rate.ts';
import type { Progress } from '../worker/client.ts';

/** What the notification of a run says while it goes on. */
export function describeProgress(progress: Progress): string {
  const { total, done, failed, labels, current, perSecond, secondsLeft } = progress;
  const parts = labels
    ? [`${grouped(labels.done)} of ${grouped(labels.total)} files of labels`]
    : [`${grouped(done + failed)} of ${grouped(total)}`];
  if (failed > 0) parts.push(`${grouped(failed)} failed`);
  if (perSecond > 0) parts.push(describeRate(perSecond));
  if (secondsLeft !== undefined && secondsLeft >= 2) parts.push(`about ${duration(secondsLeft)} left`);
  if (current !== undefined) parts.push(basename(current));
  return parts.join(' · ');
}

function duration(seconds: number): string {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
