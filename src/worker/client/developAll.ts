import { randomUUID } from 'node:crypto';
import type { Mode, Pipeline } from '../../shared/pipeline.ts';
import type { EngineService, Plan } from '../../shared/protocol.ts';
import type { Client } from '../../shared/rpc.ts';
import { runBatch, type BatchSummary } from './batch.ts';
import type { Progress } from './progress.ts';
import { removeTemporary, temporaryPath } from './temporary.ts';

export interface DevelopAllOptions {
  readonly client: { readonly service: Pick<Client<EngineService>, 'developFile' | 'cancelJob'> };
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

/**
 * Develops the files of a plan. Failures are named in the summary; they never stop the others.
 * @throws StartError when the worker process cannot be started
 */
export function developAll(options: DevelopAllOptions): Promise<BatchSummary> {
  const { client, plan, pipeline, mode, workers, overwrite, signal, onProgress } = options;
  const job = randomUUID().replaceAll('-', '').slice(0, 12);
  return runBatch({
    items: plan.files,
    workers,
    signal,
    onProgress,
    pathOf: file => file.input,
    work: async file => {
      await client.service.developFile({
        ...file,
        job,
        outputFolder: plan.outputFolder,
        pipeline,
        mode,
        overwrite,
      });
    },
    cancel: () => client.service.cancelJob({ job }),
    afterCrash: file => removeTemporary(temporaryPath(file.output, job)),
  });
}
