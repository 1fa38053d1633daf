import { join } from 'node:path';
import { Failures } from '../../dataset/impact/failures.ts';
import type {
  DatasetImpact,
  DatasetImpactRequest,
  ImpactSample,
  ImpactSamples,
  SampleFigures,
} from '../../shared/impact.ts';
import type { EngineService } from '../../shared/protocol.ts';
import type { Client } from '../../shared/rpc.ts';
import { newJob, runBatch } from './batch.ts';
import type { Progress } from './progress.ts';
import { abortError, fromProblem } from '../../shared/errors.ts';

export interface ImpactAllOptions extends DatasetImpactRequest {
  readonly client: {
    readonly service: Pick<Client<EngineService>, 'datasetImpact' | 'impactSample' | 'cancelJob'>;
  };
  readonly workers: number;
  readonly signal?: AbortSignal | undefined;
  /** Of the images that are developed. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Told of sizes and labels before the first image is developed. */
  readonly onImpact?: ((impact: DatasetImpact) => void) | undefined;
}

/** The impact of a pipeline, with what developing some of the images has shown. */
export interface WholeImpact extends Omit<DatasetImpact, 'sample'> {
  readonly samples: ImpactSamples;
}

/**
 * What a pipeline does to a dataset: sizes and labels of all images, values of some.
 * @throws AbortError when cancelled
 */
export async function impactAll(options: ImpactAllOptions): Promise<WholeImpact> {
  const { client, workers, signal, onProgress, onImpact, ...request } = options;
  const { dataset, pipeline, mode } = request;
  const impact = await client.service.datasetImpact(request, signal);
  onImpact?.(impact);
  const { sample, ...told } = impact;
  const samples: ImpactSample[] = [];
  const failures = new Failures();
  const job = newJob();
  const pathOf = (relativePath: string) => join(dataset.root, relativePath);
  const { cancelled, stopped } = await runBatch({
    items: sample,
    atOnce: 2 * workers,
    signal,
    onProgress,
    pathOf,
    work: async relativePath => {
      const path = pathOf(relativePath);
      samples.push(await client.service.impactSample({ path, relativePath, pipeline, mode, job }));
    },
    cancel: () => client.service.cancelJob({ job }),
    onFailed: (relativePath, { message }) => {
      failures.add(relativePath, message);
    },
  });
  if (cancelled) throw abortError();
  if (stopped) throw fromProblem(stopped);
  const failed = impact.failed.reduce((sum, { count }) => sum + count, 0);
  const bytes = mean(samples, sample => sample.bytes);
  return {
    ...told,
    samples: {
      images: samples.length,
      failed: failures.told().filter(({ value }) => !impact.failed.some(known => known.value === value)),
      before: meanFigures(samples, 'before'),
      after: meanFigures(samples, 'after'),
      disk: Math.round(bytes * (impact.images - failed)),
    },
  };
}

function meanFigures(samples: readonly ImpactSample[], side: 'before' | 'after'): SampleFigures {
  return {
    clipped: mean(samples, sample => sample[side].clipped),
    entropy: mean(samples, sample => sample[side].entropy),
  };
}

function mean(samples: readonly ImpactSample[], valueOf: (sample: ImpactSample) => number): number {
  return samples.length === 0
    ? 0
    : samples.reduce((sum, sample) => sum + valueOf(sample), 0) / samples.length;
}
