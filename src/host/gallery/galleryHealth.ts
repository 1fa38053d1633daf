import { Uri, workspace } from 'vscode';
import type { Dataset, ListDatasetRequest } from '../../shared/dataset.ts';
import type { DatasetReport } from '../../shared/datasetReport.ts';
import { abortError, fromProblem } from '../../shared/errors.ts';
import type { GalleryReport } from '../../shared/gallery.ts';
import type { EngineService } from '../../shared/protocol.ts';
import type { Client } from '../../shared/rpc.ts';
import { recordAll, type Progress } from '../../worker/client.ts';
import { workers } from '../workers.ts';
import { Measured } from './galleryReport.ts';

export interface HealthCheck {
  readonly report: DatasetReport;
  readonly forPage: GalleryReport;
  /** File of records. Absolute. */
  readonly records: string;
}

/**
 * Measures all images of a dataset, those that have changed since the last time, and judges them.
 * @param folder where what was measured is kept
 * @throws AbortError when it was stopped; what was measured is kept
 */
export async function checkHealth(
  engine: Client<EngineService>,
  folder: string,
  request: ListDatasetRequest,
  dataset: Dataset,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<Omit<HealthCheck, 'forPage'> & { readonly measured: Measured }> {
  const settings = workspace.getConfiguration('darkroom', Uri.file(request.folder));
  const measured = new Measured(dataset);
  const { records, cancelled, stopped } = await recordAll({
    client: { service: engine },
    dataset,
    folder,
    workers: workers(Uri.file(request.folder)),
    signal,
    onProgress,
    onRecord: ({ relativePath }, record) => {
      measured.add(relativePath, record);
    },
  });
  if (stopped) throw fromProblem(stopped);
  if (cancelled) throw abortError();
  const report = await engine.checkDataset(
    {
      request,
      dataset,
      records,
      thresholds: numbersOf(settings.get('health')),
      ignored: settings.get<readonly string[]>('health.ignoredRules', []),
    },
    signal,
  );
  return { report, measured, records };
}

/** The thresholds among the settings of the check. */
function numbersOf(value: unknown): Readonly<Record<string, number>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1]),
    ),
  );
}
