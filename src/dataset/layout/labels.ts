import type { DatasetLabels, DatasetLabelsRequest } from '../../shared/dataset.ts';
import { findAgain, findAnew } from './found.ts';

/**
 * What is said of some images; quick for a dataset that was listed just before.
 * @throws DarkroomError as `listDataset` does
 */
export async function datasetLabels(
  request: DatasetLabelsRequest,
  extensions: readonly string[],
): Promise<DatasetLabels> {
  const { images, open } = await (findAgain(request) ?? findAnew(request, extensions));
  const wanted = new Set(request.relativePaths);
  const known = images.filter(({ relativePath }) => wanted.has(relativePath));
  const labels = await (await open()).labelsOf(known);
  const found = new Map(known.map(({ relativePath }, index) => [relativePath, labels[index]]));
  return request.relativePaths.map(path => found.get(path));
}
