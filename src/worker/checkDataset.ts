import { readableExtensions } from '../shared/extensions.ts';
import { probeIds } from '../codec/index.ts';
import { setFigures } from '../dataset/figures/setFigures.ts';
import { check } from '../dataset/health/check.ts';
import { exclusions } from '../dataset/health/exclusions.ts';
import { healthRules } from '../dataset/health/index.ts';
import { datasetLabels } from '../dataset/layout/labels.ts';
import { isCurrent, linesOf, parseLine } from '../dataset/records/lines.ts';
import type { Dataset } from '../shared/dataset.ts';
import type { CheckDatasetRequest, DatasetReport } from '../shared/datasetReport.ts';
import type { ImageRecord } from '../shared/imageRecord.ts';
import { readImageFile } from './readFile.ts';

/** Judges a dataset by the records of its images. Images without a record as they are now are passed over. */
export async function checkDataset(params: CheckDatasetRequest): Promise<DatasetReport> {
  const { request, dataset, thresholds, ignored = [] } = params;
  const records = await readRecords(params.records, dataset);
  const findings = await check({
    dataset,
    records,
    labelsOf: relativePaths => datasetLabels({ ...request, relativePaths }, readableExtensions),
    maskShapeOf: path => probeIds(readImageFile(path), path),
    ...(thresholds && { thresholds }),
    ignored,
  });
  return {
    figures: setFigures(dataset, records),
    rules: healthRules
      .filter(({ id }) => !ignored.includes(id))
      .map(({ id, title, doc, severity }) => ({ id, title, doc, severity })),
    findings,
    excluded: exclusions(dataset, findings),
  };
}

/** Records of the images as they are now, by path below the root. */
export async function readRecords(
  path: string,
  { images }: Dataset,
): Promise<ReadonlyMap<string, ImageRecord>> {
  const byPath = new Map(images.map(image => [image.relativePath, image]));
  const records = new Map<string, ImageRecord>();
  for await (const text of linesOf(path)) {
    const line = parseLine(text);
    const image = line && byPath.get(line[0]);
    if (image && isCurrent(image, line)) records.set(image.relativePath, line[4]);
  }
  return records;
}
