import { readableExtensions } from '../shared/extensions.ts';
import { findLabels } from '../dataset/annotations/near.ts';
import { nearAnnotations } from '../dataset/annotations/nearAnnotations.ts';
import { planLabels } from '../dataset/labelPlan.ts';
import { recognizeDatasets } from '../dataset/layout/index.ts';
import { datasetLabels } from '../dataset/layout/labels.ts';
import { listDataset } from '../dataset/layout/list.ts';
import type { DatasetLabelsRequest, ListDatasetRequest, RecognizeRequest } from '../shared/dataset.ts';
import type { WriteAnnotationsRequest } from '../shared/development.ts';
import type { FindLabelsRequest, NearAnnotationsRequest } from '../shared/foundLabels.ts';
import { checkDataset } from './checkDataset.ts';
import { datasetImpact } from './datasetImpact.ts';
import { Place } from './place.ts';
import { answer, given } from './threadEntry.ts';
import { writeAnnotations } from './writeAnnotations.ts';

const place = new Place(given.place);

/** Entry of a thread for labels and whole datasets, which has what reads annotation files and decodes no image. */
answer({
  findLabels: (request: FindLabelsRequest) => findLabels(request),
  nearAnnotations: (request: NearAnnotationsRequest) => nearAnnotations(request, readableExtensions),
  recognizeDatasets: (request: RecognizeRequest) => recognizeDatasets(request, readableExtensions),
  listDataset: (request: ListDatasetRequest) => listDataset(request, readableExtensions),
  datasetLabels: (request: DatasetLabelsRequest) => datasetLabels(request, readableExtensions),
  checkDataset,
  datasetImpact,
  planLabels,
  writeAnnotations: (request: WriteAnnotationsRequest) =>
    writeAnnotations(request, written => {
      place.set(written);
    }),
});
