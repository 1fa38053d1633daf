import { join } from 'node:path';
import { readableExtensions } from '../shared/extensions.ts';
import { excludeFiles } from '../dataset/exclusion.ts';
import { impactOf } from '../dataset/impact/impact.ts';
import { datasetLabels } from '../dataset/layout/labels.ts';
import type { Dataset } from '../shared/dataset.ts';
import type { DatasetImpact, DatasetImpactRequest } from '../shared/impact.ts';
import type { Exclusion } from '../shared/pipeline.ts';
import { readRecords } from './checkDataset.ts';
import { sizeOf } from './resultSize.ts';

/** What a pipeline does to a dataset, by the records of its images. */
export async function datasetImpact(params: DatasetImpactRequest): Promise<DatasetImpact> {
  const { request, dataset, records, pipeline, mode, smallBox } = params;
  const { output } = pipeline;
  const excluded = await excludedOf(dataset, pipeline.exclude);
  const isPlain = output.format === 'npy' || output.format === 'bmp';
  return impactOf({
    dataset,
    ...(excluded && { excluded }),
    records: await readRecords(records, dataset),
    pipeline,
    mode,
    smallBox,
    labelsOf: relativePaths => datasetLabels({ ...request, relativePaths }, readableExtensions),
    sizeOf: shape => (isPlain ? sizeOf(shape, output) : Promise.resolve(undefined)),
  });
}

async function excludedOf(
  { root, images }: Dataset,
  exclusion: Exclusion | undefined,
): Promise<ReadonlySet<string> | undefined> {
  if (!exclusion) return undefined;
  const found = images.map(({ relativePath }) => ({ path: join(root, relativePath), relativePath }));
  const { excluded } = await excludeFiles(found, [root], exclusion);
  return new Set(excluded.map(({ relativePath }) => relativePath));
}
