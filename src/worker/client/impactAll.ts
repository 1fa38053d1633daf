import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { DatasetImage } from '../../shared/dataset.ts';
import type {
  DatasetImpact,
  DatasetImpactRequest,
  ImpactSample,
  ImpactSamples,
  SampleFigures,
} from '../../shared/impact.ts';
import type { EngineService } from '../../shared/protocol.ts';
import type { Client } from '../../shared/rpc.ts';
import { runBatch } from './batch.ts';
import type { Progress } from './progress.ts';

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
export interface WholeImpact extends DatasetImpact {
  readonly samples: ImpactSamples;
}

/** So many images tell what steps do to values. */
const sampleSize = 48;

/**
 * What a pipeline does to a dataset: sizes and labels of all images, values of some.
 * @throws AbortError when cancelled
 */
export async function impactAll(options: ImpactAllOptions): Promise<WholeImpact> {
  const { client, workers, signal, onProgress, onImpact, ...request } = options;
  const { dataset, pipeline, mode } = request;
  const impact = await client.service.datasetImpact(request, signal);
  onImpact?.(impact);
  const samples: ImpactSample[] = [];
  const job = randomUUID().replaceAll('-', '').slice(0, 12);
  const pathOf = ({ relativePath }: DatasetImage) => join(dataset.root, relativePath);
  const { cancelled } = await runBatch({
    items: spread(dataset.images, sampleSize),
    atOnce: 2 * workers,
    signal,
    onProgress,
    pathOf,
    work: async image => {
      const { relativePath } = image;
      samples.push(
        await client.service.impactSample({ path: pathOf(image), relativePath, pipeline, mode, job }),
      );
    },
    cancel: () => client.service.cancelJob({ job }),
    afterCrash: () => Promise.resolve(),
  });
  if (cancelled) throw new DOMException('Cancelled.', 'AbortError');
  const failed = impact.failed.reduce((sum, { count }) => sum + count, 0);
  const bytes = mean(samples, sample => sample.bytes);
  return {
    ...impact,
    samples: {
      images: samples.length,
      before: meanFigures(samples, 'before'),
      after: meanFigures(samples, 'after'),
      disk: Math.round(bytes * (impact.images - failed)),
    },
  };
}

/** Evenly over the list, for folders often hold images of one kind. */
function spread<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_value, index) => items[Math.floor((index * items.length) / most)]!);
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
