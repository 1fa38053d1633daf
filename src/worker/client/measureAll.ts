import type { EngineService } from '../../shared/protocol.ts';
import type { FileStatistics } from '../../shared/statistics.ts';
import type { Client } from '../../shared/rpc.ts';
import { newJob, runBatch, type BatchSummary } from './batch.ts';
import type { Progress } from './progress.ts';

export interface MeasureAllOptions {
  readonly client: { readonly service: Pick<Client<EngineService>, 'fileStatistics' | 'cancelJob'> };
  readonly paths: readonly string[];
  /** Threads. */
  readonly workers: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Called as files are done, in any order; `index` is the file's place in `paths`. */
  readonly onResult: (statistics: FileStatistics, index: number) => void;
}

/** Statistics of many files. Nothing of a file is kept once its result has been given out. */
export function measureAll(options: MeasureAllOptions): Promise<BatchSummary> {
  const { client, paths, workers, signal, onProgress, onResult } = options;
  const job = newJob();
  return runBatch({
    items: paths,
    // One in work and one to follow for each thread.
    atOnce: 2 * workers,
    signal,
    onProgress,
    pathOf: path => path,
    work: async (path, index) => {
      onResult(await client.service.fileStatistics({ path, job }), index);
    },
    cancel: () => client.service.cancelJob({ job }),
  });
}
