import { isFolder, type Plan } from '../../shared/development.ts';
import { abortError, fromProblem, type Problem } from '../../shared/errors.ts';
import type { Mode, Pipeline } from '../../shared/pipeline.ts';
import type { EngineService } from '../../shared/protocol.ts';
import type { Client } from '../../shared/rpc.ts';
import { spread } from '../../shared/spread.ts';
import { newJob, runBatch } from './batch.ts';
import type { Progress } from './progress.ts';
import { freeBytes } from './room.ts';

export interface EstimateOptions {
  readonly client: { readonly service: Pick<Client<EngineService>, 'resultSize' | 'cancelJob'> };
  readonly plan: Plan;
  readonly pipeline: Pipeline;
  readonly mode: Mode;
  readonly workers: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** What the results of a plan will take on the disk; labels and masks are not counted. */
export interface DiskEstimate {
  readonly bytes: number;
  /** How many results it was told from: all, or a sample of those that are compressed. */
  readonly from: number;
  /** How many are to be made; those that an earlier run has made are not counted again. */
  readonly of: number;
  readonly isExact: boolean;
  /** Why some cannot be developed, as far as that has shown. */
  readonly failed: readonly Problem[];
  /** Bytes that are free there; absent where the system does not say. */
  readonly free?: number;
}

const sampleSize = 24;

/**
 * Develops a few for compressed formats; for NPY and BMP every header tells the size of its result.
 * @throws AbortError when cancelled
 */
export async function estimateDisk(options: EstimateOptions): Promise<DiskEstimate> {
  const { client, plan, pipeline, mode, workers, signal, onProgress } = options;
  const job = newJob();
  const isExact = pipeline.output.format === 'npy' || pipeline.output.format === 'bmp';
  const pending = plan.files.filter(({ former }) => !former);
  const sample = new Set([...spread(pending, sampleSize), ...pending.filter(isFolder)]);
  const items = isExact ? pending : [...sample];
  let sum = 0;
  const { done, failed, cancelled, stopped } = await runBatch({
    items,
    atOnce: 2 * workers,
    signal,
    onProgress,
    pathOf: ({ input }) => input,
    work: async file => {
      const size = await client.service.resultSize({ file, pipeline, mode, job });
      sum += size;
    },
    cancel: () => client.service.cancelJob({ job }),
  });
  if (cancelled) throw abortError();
  if (stopped) throw fromProblem(stopped);
  const free = await freeBytes(plan.outputFolder);
  // What cannot be developed takes no room.
  const expected = isExact ? done : (pending.length * done) / Math.max(1, done + failed.length);
  return {
    bytes: done === 0 ? 0 : Math.round((sum / done) * expected),
    from: done,
    of: pending.length,
    isExact: isExact || pending.length <= sampleSize,
    failed,
    ...(free !== undefined && { free }),
  };
}
