import type { Plan, PlannedFile } from '../shared/development.ts';
import type { DevelopAllOptions, DevelopSummary } from '../worker/client.ts';
import { printJsonLine } from './standardStreams.ts';

/** Time between two events of progress. */
const progressMilliseconds = 1000;

/** The events of `run --json`: one JSON object on a line each, the summary last. */
export class RunEvents implements Pick<DevelopAllOptions, 'onProgress' | 'onDone' | 'onFailed'> {
  private last = -Infinity;
  private areImagesDone = false;

  constructor(private readonly plan: Plan) {}

  begin(): void {
    const { outputFolder, files, leftOut, exclusion, outdatedLabels } = this.plan;
    const excluded = exclusion?.count ?? 0;
    printJsonLine({ event: 'plan', outputFolder, total: files.length, excluded, leftOut, outdatedLabels });
  }

  readonly onProgress: NonNullable<DevelopAllOptions['onProgress']> = progress => {
    const now = performance.now();
    const beginsLabels = progress.labels !== undefined && !this.areImagesDone;
    if (now - this.last < progressMilliseconds && !beginsLabels) return;
    this.last = now;
    this.areImagesDone ||= beginsLabels;
    printJsonLine({ event: 'progress', ...progress });
  };

  readonly onDone: NonNullable<DevelopAllOptions['onDone']> = (file, { result, unchanged = false }) => {
    printJsonLine({ event: 'done', ...named(file), bytes: result.size, unchanged });
  };

  readonly onFailed: NonNullable<DevelopAllOptions['onFailed']> = (file, problem) => {
    printJsonLine({ event: 'failed', ...named(file), problem });
  };

  end(summary: DevelopSummary): void {
    const { done, unchanged, failed, skipped, cancelled, stopped, firstOfSeveral, labels, milliseconds } =
      summary;
    const { outputFolder, files, annotations } = this.plan;
    printJsonLine({
      event: 'summary',
      outputFolder,
      total: files.length,
      done,
      unchanged,
      failed,
      skipped,
      cancelled,
      ...(stopped && { stopped }),
      firstOfSeveral,
      ...(labels && { labels: { ...labels, problems: annotations.flatMap(({ problems }) => problems) } }),
      seconds: milliseconds / 1000,
    });
  }
}

function named({ input, output, version }: PlannedFile) {
  return { input, output, version };
}
