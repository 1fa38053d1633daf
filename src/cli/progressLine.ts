import { describeRate } from '../shared/rate.ts';
import type { Progress } from '../worker/client.ts';
import { shownPath } from './problems.ts';

/** A line of wide signs, as names in Chinese are, takes more columns than it has characters: it ends at the last one. */
const [withoutWrap, withWrap] = ['\u001b[?7l', '\u001b[?7h'];

/** Time between two lines where lines cannot be replaced. */
const plainMilliseconds = 5000;

/**
 * Shows the progress of work on stderr while it goes on: one line that is replaced on a terminal that can, and taken away
 * however the work ends; a line now and then elsewhere.
 * @param verb what is done to the files, such as `developed`
 */
export async function withProgress<Result>(
  verb: string,
  work: (onProgress: (progress: Progress) => void) => Promise<Result>,
  stream: Stream = process.stderr,
): Promise<Result> {
  const line = new ProgressLine(verb, stream);
  try {
    return await work(progress => {
      line.show(progress);
    });
  } finally {
    line.end();
  }
}

type Stream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> & { write(text: string): unknown };

class ProgressLine {
  private shown = false;
  private lastPlain = performance.now();
  private readonly isReplaceable: boolean;

  constructor(
    private readonly verb: string,
    private readonly stream: Stream,
  ) {
    // Such as that of Emacs, which shows the signs that others obey.
    const isDumb = process.env['TERM'] === 'dumb';
    this.isReplaceable = stream.isTTY && !isDumb;
  }

  show(progress: Progress): void {
    if (this.isReplaceable) {
      const line = cut(describeProgress(progress, this.verb, true), this.stream.columns - 1);
      this.stream.write(`\r\u001b[2K${withoutWrap}${line}${withWrap}`);
      this.shown = true;
      return;
    }
    const now = performance.now();
    if (now - this.lastPlain < plainMilliseconds) return;
    this.lastPlain = now;
    this.stream.write(`${describeProgress(progress, this.verb, false)}\n`);
  }

  end(): void {
    if (this.shown) this.stream.write('\r\u001b[2K');
  }
}

export function describeProgress(progress: Progress, verb: string, withFile: boolean): string {
  const { total, done, failed, labels, perSecond, secondsLeft, current } = progress;
  const parts = [
    labels ? `${labels.done} of ${labels.total} files of labels written` : `${done} of ${total} ${verb}`,
  ];
  if (failed > 0) parts.push(`${failed} failed`);
  if (perSecond > 0) parts.push(describeRate(perSecond));
  if (secondsLeft !== undefined && secondsLeft > 0) parts.push(`${describeSeconds(secondsLeft)} left`);
  const text = parts.join(', ');
  return withFile && current !== undefined ? `${text}  ${shownPath(current)}` : text;
}

/** `0.4 s`, `12 s`, `2 min 5 s`, `1 h 20 min`. */
export function describeSeconds(seconds: number): string {
  if (seconds < 9.95) return `${Math.max(seconds, 0.1).toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

function cut(text: string, columns: number): string {
  if (!(columns > 0) || text.length <= columns) return text;
  return `${text.slice(0, columns - 1)}…`;
}
