import { randomUUID } from 'node:crypto';
import { relative, sep } from 'node:path';
import type { Mode, Pipeline } from '../../shared/pipeline.ts';
import { toProblem } from '../../shared/errors.ts';
import type { DropReason, LabelledResult, Labels } from '../../shared/labels.ts';
import type { DevelopedFile, Plan, PlannedAnnotations, PlannedFile } from '../../shared/development.ts';
import type { EngineService } from '../../shared/protocol.ts';
import type { Client } from '../../shared/rpc.ts';
import { runBatch, type BatchSummary } from './batch.ts';
import type { Progress } from './progress.ts';
import { outputsOf, removeTemporary, temporaryPath } from './temporary.ts';

export interface DevelopAllOptions {
  readonly client: {
    readonly service: Pick<Client<EngineService>, 'developFile' | 'writeAnnotations' | 'cancelJob'>;
  };
  /** Its conflicts are not looked at: what may not be done is not among its files. */
  readonly plan: Plan;
  readonly pipeline: Pipeline;
  readonly mode: Mode;
  /** Most files in work at once. */
  readonly workers: number;
  /** Whether existing outputs may be replaced; the plan must have been made with the same. */
  readonly overwrite: boolean;
  /** Ends the batch within half a second; files that are finished stay, nothing half-written is left. */
  readonly signal?: AbortSignal | undefined;
  /** Called at once, about ten times a second, and at the end. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface DevelopSummary extends BatchSummary {
  /** What became of the labels; absent when there were none to follow the images. */
  readonly labels?: LabelSummary;
}

export interface LabelSummary {
  /** Absolute paths of the annotation files; masks are not among them. */
  readonly files: readonly string[];
  readonly masks: number;
  /** Objects that are in the results. */
  readonly objects: number;
  /** How many objects were dropped, by reason. */
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  /** Results of which the annotations say nothing. */
  readonly unlabelled: number;
}

/**
 * Develops the files of a plan, and writes their labels. Failures are named in the summary; they never stop the others.
 * @throws StartError when the worker process cannot be started
 */
export async function developAll(options: DevelopAllOptions): Promise<DevelopSummary> {
  const { client, plan, pipeline, mode, workers, overwrite, signal, onProgress } = options;
  const job = randomUUID().replaceAll('-', '').slice(0, 12);
  const developed = new Map<PlannedFile, DevelopedFile>();
  const summary = await runBatch({
    items: plan.files,
    workers,
    signal,
    onProgress,
    pathOf: file => file.input,
    work: async file => {
      const request = { ...file, job, outputFolder: plan.outputFolder, pipeline, mode, overwrite };
      const result = await client.service.developFile(request);
      if (plan.annotations.length > 0) developed.set(file, result);
    },
    cancel: () => client.service.cancelJob({ job }),
    afterCrash: async file => {
      await Promise.all(outputsOf(file).map(output => removeTemporary(temporaryPath(output, job))));
    },
  });
  if (plan.annotations.length === 0) return summary;
  const files: string[] = [];
  const failed = [...summary.failed];
  for (const annotations of plan.annotations) {
    const results = resultsOf(developed, annotations);
    if (results.length === 0) continue;
    try {
      files.push(...(await client.service.writeAnnotations({ annotations, results, job, overwrite })));
    } catch (thrown) {
      failed.push(toProblem(thrown, { file: annotations.path }));
    }
  }
  return {
    ...summary,
    failed,
    labels: { files, ...countLabels(developed) },
  };
}

/** All results in the annotations' output folder, those without labels too: formats that list images need them. */
function resultsOf(
  developed: ReadonlyMap<PlannedFile, DevelopedFile>,
  { path, outputFolder }: PlannedAnnotations,
): readonly LabelledResult[] {
  const results: LabelledResult[] = [];
  for (const [{ input, relativePath, output, labels: planned }, { shape, labels }] of developed) {
    const place = relative(outputFolder, output).split(sep).join('/');
    if ((planned && planned.source !== path) || place.startsWith('../')) continue;
    const image = { path: input, relativePath };
    results.push({ image, output: place, shape, labels: labels?.labels ?? noLabels });
  }
  return results.sort((one, other) => (one.output < other.output ? -1 : 1));
}

const noLabels: Labels = { classes: [], objects: [] };

function countLabels(developed: ReadonlyMap<PlannedFile, DevelopedFile>) {
  const dropped: Partial<Record<DropReason, number>> = {};
  let objects = 0;
  let masks = 0;
  let unlabelled = 0;
  for (const [{ labels: planned }, { labels }] of developed) {
    if (!labels) unlabelled++;
    if (planned?.maskOutput !== undefined) masks++;
    objects += labels?.labels.objects.length ?? 0;
    for (const { reason } of labels?.dropped ?? []) dropped[reason] = (dropped[reason] ?? 0) + 1;
  }
  return { masks, objects, dropped, unlabelled };
}
