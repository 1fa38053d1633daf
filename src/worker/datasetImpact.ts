import { readableExtensions } from '../codec/index.ts';
import { impactOf } from '../dataset/impact/impact.ts';
import { datasetLabels } from '../dataset/layout/labels.ts';
import type { DatasetImpact, DatasetImpactRequest } from '../shared/impact.ts';
import { readRecords } from './checkDataset.ts';
import { sizeOf } from './resultSize.ts';

/** What a pipeline does to a dataset, by the records of its images. */
export async function datasetImpact(params: DatasetImpactRequest): Promise<DatasetImpact> {
  const { request, dataset, records, pipeline, mode, smallBox } = params;
  const { output } = pipeline;
  const isPlain = output.format === 'npy' || output.format === 'bmp';
  return impactOf({
    dataset,
    records: await readRecords(records, dataset),
    pipeline,
    mode,
    smallBox,
    labelsOf: relativePaths => datasetLabels({ ...request, relativePaths }, readableExtensions),
    sizeOf: shape => (isPlain ? sizeOf(shape, output) : Promise.resolve(undefined)),
  });
}
