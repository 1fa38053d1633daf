import { dirname } from 'node:path';
import { temporaryPath } from '../../dataset/manifest/names.ts';
import { labelFilesOf, outputsOf } from '../../dataset/outputNames.ts';
import type { DevelopedFile, Plan, PlannedFile } from '../../shared/development.ts';
import { toProblem, type Problem } from '../../shared/errors.ts';
import type { Mode, Pipeline } from '../../shared/pipeline.ts';
import type { EngineService } from '../../shared/protocol.ts';
import type { Client } from '../../shared/rpc.ts';
import { lostFolder } from '../outputPlace.ts';
import { newJob, runBatch, type BatchSummary } from './batch.ts';
import { filesPerRequest, Gathering } from './gathering.ts';
import { Journal } from './journal/journal.ts';
import { RunLines } from './journal/runLines.ts';
import { withLabelProgress } from './labelProgress.ts';
import { countLabels, resultsOf, type LabelledFile, type LabelSummary } from './labelResults.ts';
import type { Progress } from './progress.ts';
import { RoomMeter } from './room.ts';
import { flushesAtOnce } from './workerProcess.ts';
import { removeTemporary } from './temporary.ts';

export interface DevelopAllOptions {
  readonly client: {
    readonly service: Pick<
      Client<EngineService>,
      'developFiles' | 'writeAnnotations' | 'labelsWritten' | 'cancelJob'
    >;
  };
  /** Its conflicts are not looked at: what may not be done is not among its files. */
  readonly plan: Plan;
  readonly pipeline: Pipeline;
  readonly mode: Mode;
  /** Threads. */
  readonly workers: number;
  /** Whether existing outputs may be replaced; the plan must have been made with the same. */
  readonly overwrite: boolean;
  /** Whether what earlier runs have made is kept where nothing has changed; as in the plan. */
  readonly resume?: boolean;
  /** Ends the batch within half a second; files that are finished stay, nothing half-written is left. */
  readonly signal?: AbortSignal | undefined;
  /** Called at once, about ten times a second, and at the end. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly onDone?: ((file: PlannedFile, result: DevelopedFile) => void) | undefined;
  readonly onFailed?: ((file: PlannedFile, problem: Problem) => void) | undefined;
}

export interface DevelopSummary extends BatchSummary {
  /** How many of those that are done were there already, and are what would have been made. */
  readonly unchanged: number;
  /** Files with several frames or pages, of which the first was developed in this run. Absolute, sorted. */
  readonly firstOfSeveral: readonly string[];
  /** What became of the labels; absent when there were none to follow the images, and when the run was cut short. */
  readonly labels?: LabelSummary;
}

/**
 * Develops the files of a plan, writes their labels, and tells all of it in the manifest. Failures are named in the
 * summary; they never stop the others.
 * @throws DarkroomError when the output folder cannot be written to, or another run is writing there; AbortError when
 * aborted before it has begun
 */
export async function developAll(options: DevelopAllOptions): Promise<DevelopSummary> {
  const { plan, pipeline, mode, resume = false, signal } = options;
  const job = newJob();
  const lines = new RunLines(job, plan, pipeline, mode);
  const journal = await Journal.open({
    root: plan.outputFolder,
    header: lines.header(),
    folders: foldersOf(plan),
    room: mostInWork(options.workers) * lines.longestClaims(),
    stamp: resume ? plan.earlier?.stamp : undefined,
    signal,
  });
  let end: { done: number; failed: number } | undefined;
  let summary: DevelopSummary | undefined;
  try {
    summary = await new Run(options, job, lines, journal).develop();
    const { done, failed, skipped, cancelled } = summary;
    if (skipped === 0 && !cancelled) end = { done, failed: failed.length };
  } finally {
    try {
      await journal.close(end);
    } catch (thrown) {
      if (summary) summary = { stopped: toProblem(thrown), ...summary };
    }
  }
  return summary;
}

/**
 * Two requests for each thread, so that it never waits for the next, what is flushed, and what is noted together after
 * it. No more: when the process dies, all of it is begun again.
 */
export function mostInWork(workers: number): number {
  return 2 * filesPerRequest * workers + 2 * flushesAtOnce;
}

class Run {
  private readonly developed = new Map<PlannedFile, LabelledFile>();
  /** What a thread was about to publish when its process died is ours as well. */
  private readonly claimed = new Map<PlannedFile, readonly string[]>();
  private unchanged = 0;
  private readonly ofSeveral = new Set<string>();
  private readonly room = new RoomMeter();
  private readonly gathering: Gathering;

  constructor(
    private readonly options: DevelopAllOptions,
    private readonly job: string,
    private readonly lines: RunLines,
    private readonly journal: Journal,
  ) {
    const { client, plan, pipeline, mode, overwrite } = options;
    const { outputFolder } = plan;
    const common = { job, outputFolder, pipeline, mode, overwrite, claims: journal.claims };
    this.gathering = new Gathering(files => client.service.developFiles({ ...common, files }));
  }

  async develop(): Promise<DevelopSummary> {
    const { client, plan, workers, signal, onProgress, onFailed } = this.options;
    const { job } = this;
    const batch = await runBatch({
      items: thereFirst(plan.files),
      atOnce: mostInWork(workers),
      signal,
      onProgress,
      pathOf: file => file.input,
      work: file => this.developFile(file),
      cancel: finishWritten => client.service.cancelJob({ job, finishWritten }),
      afterCrash: file => this.tidy(file),
      onFailed: (file, problem) => {
        onFailed?.(file, problem);
        // Its folder need not be one.
        this.journal.add(this.lines.failure(file, problem), plan.outputFolder);
      },
    });
    const { unchanged } = this;
    const firstOfSeveral = [...this.ofSeveral].sort();
    const summary = { ...batch, ...(await this.whyStopped(batch)), unchanged, firstOfSeveral };
    // What was cut short has its labels written when it is resumed.
    if (plan.annotations.length === 0 || batch.cancelled || batch.stopped) return summary;
    const { files, notes, failed } = await this.writeAnnotations(summary);
    if (signal?.aborted) return { ...summary, cancelled: true };
    const labels = { files, notes, ...countLabels(this.developed) };
    return { ...summary, failed: [...batch.failed, ...failed], labels };
  }

  private async developFile(file: PlannedFile): Promise<void> {
    const { plan, resume = false, onDone } = this.options;
    const { journal } = this;
    journal.check();
    const inherited = resume ? outputsOf(file).flatMap(output => journal.inheritedAt(output)) : [];
    const own = [...(file.own ?? []), ...(this.claimed.get(file) ?? []), ...inherited];
    const work = this.gathering.develop({ ...file, own });
    const result = await journal.follow(work, outputsOf(file)).catch((thrown: unknown) => {
      throw lostFolder(plan.outputFolder, thrown);
    });
    const { shape, labels } = result;
    if (plan.annotations.length > 0) this.developed.set(file, { shape, ...(labels && { labels }) });
    if (result.isFirstOfSeveral) this.ofSeveral.add(file.input);
    if (result.unchanged) {
      this.unchanged++;
    } else {
      journal.add(this.lines.result(file, result), dirname(file.output));
      this.room.add(result.result.size, ...(result.mask ? [result.mask.result.size] : []));
    }
    onDone?.(file, result);
  }

  private async whyStopped({ stopped, skipped }: BatchSummary): Promise<{ stopped?: Problem }> {
    if (stopped?.code !== 'no_space') return {};
    return { stopped: await this.room.explain(stopped, skipped, this.options.plan.outputFolder) };
  }

  private async tidy(file: PlannedFile): Promise<void> {
    const outputs = outputsOf(file);
    await Promise.all(outputs.map(output => removeTemporary(temporaryPath(output, this.job))));
    this.claimed.set(file, await this.journal.claimedAt(outputs));
  }

  /** Of what was not cancelled. */
  private async writeAnnotations({ done, failed: { length } }: BatchSummary) {
    const { client, plan, overwrite, resume = false, signal, onProgress } = this.options;
    const files: string[] = [];
    const notes: string[] = [];
    const failed: Problem[] = [];
    for (const annotations of plan.annotations) {
      const results = resultsOf(this.developed, annotations);
      if (results.length === 0) continue;
      const images = { total: done + length, done, failed: length, perSecond: 0 };
      // Masks are written with their images.
      const labels = labelFilesOf(annotations, [...this.developed.keys()]).filter(
        ({ input }) => input === annotations.path,
      );
      const run = {
        job: this.job,
        claims: this.journal.claims,
        overwrite,
        ...(resume && { resumeFrom: plan.outputFolder }),
      };
      try {
        const request = { annotations, results, ...run };
        const outcomes = await withLabelProgress(
          () => this.journal.follow(client.service.writeAnnotations(request, signal)),
          labels.length,
          () => client.service.labelsWritten({ job: this.job }),
          progress => onProgress?.({ ...images, current: annotations.path, ...progress }),
        );
        for (const outcome of outcomes) {
          if ('problem' in outcome) {
            if (outcome.path !== undefined) this.journal.doubt([outcome.path]);
            failed.push(outcome.problem);
          } else {
            files.push(outcome.path);
            notes.push(...outcome.notes);
            this.journal.add(this.lines.annotations(outcome, annotations.path), dirname(outcome.path));
          }
        }
      } catch (thrown) {
        if (signal?.aborted) break;
        failed.push(toProblem(thrown, { file: annotations.path }));
      }
    }
    return { files, notes, failed };
  }
}

/** A run that has to stop has then told of all that is there. */
function thereFirst(files: readonly PlannedFile[]): readonly PlannedFile[] {
  if (!files.some(({ own }) => own)) return files;
  return [...files.filter(({ own }) => own), ...files.filter(({ own }) => !own)];
}

function foldersOf({ files, annotations }: Plan): ReadonlySet<string> {
  const folders = files.flatMap(file => outputsOf(file).map(output => dirname(output)));
  const labels = annotations.flatMap(({ written }) => written.map(({ output }) => dirname(output)));
  return new Set([...folders, ...labels]);
}
