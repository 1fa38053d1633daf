import { parentPort, workerData } from 'node:worker_threads';
import { readableExtensions } from '../codec/index.ts';
import { statisticsOf } from '../engine/analysis/statistics.ts';
import { stopAtCheckpoints } from '../engine/checkpoint.ts';
import type { Image } from '../engine/image.ts';
import type { BeforeRow } from '../engine/simd/laplacian.ts';
import type { DatasetLabelsRequest, ListDatasetRequest, RecognizeRequest } from '../shared/dataset.ts';
import type { CheckDatasetRequest } from '../shared/datasetReport.ts';
import type { DevelopFilesRequest, ResultSizeRequest } from '../shared/development.ts';
import type { FindLabelsRequest, NearAnnotationsRequest } from '../shared/foundLabels.ts';
import type { DatasetImpactRequest, ImpactSampleRequest } from '../shared/impact.ts';
import type { RecordFileRequest } from '../shared/imageRecord.ts';
import type { Limits, Source } from '../shared/image.ts';
import type { MaskRequest, RenderRequest, ValuesRequest } from '../shared/picture.ts';
import type { StatisticsRequest } from '../shared/statistics.ts';
import type { ThumbnailRequest } from '../shared/thumbnail.ts';
import type { View } from '../shared/view.ts';
import { findLabels } from '../dataset/annotations/near.ts';
import { nearAnnotations } from '../dataset/annotations/nearAnnotations.ts';
import { recognizeDatasets } from '../dataset/layout/index.ts';
import { datasetLabels } from '../dataset/layout/labels.ts';
import { listDataset } from '../dataset/layout/list.ts';
import { Connection, type WireMessage } from '../shared/rpc.ts';
import { megapixelsOf, timeLimit } from './admission.ts';
import { ArrayFiles } from './arrayFiles.ts';
import { Cancellation } from './cancellation.ts';
import { checkDataset } from './checkDataset.ts';
import { datasetImpact } from './datasetImpact.ts';
import { Desk, type LaidOut } from './desk.ts';
import type { Surroundings } from './developFile.ts';
import { developFiles } from './developFiles.ts';
import { impactSample } from './impactSample.ts';
import { measureFile } from './measureFile.ts';
import { Place } from './place.ts';
import { recordFile } from './recordFile.ts';
import { resultSize } from './resultSize.ts';
import { stepPicture } from './stepPicture.ts';
import { thumbnail } from './thumbnail.ts';
import { Views } from './views.ts';
import type { ThreadData } from './workerThread.ts';

/** Entry of a worker thread: does the work on pixels, one thing at a time. */

const { cancellation, place: memoryOfPlace, desk: memory } = workerData as ThreadData;
const desk = new Desk(memory);
const views = new Views(desk);
const arrayFiles = new ArrayFiles();
const flag = new Cancellation(cancellation);
const place = new Place(memoryOfPlace);
stopAtCheckpoints(() => {
  flag.check();
});

/** The limits come with every request, so that a change of settings holds from the next one on. */
type Limited<Params> = Params & { readonly limits: Limits };

const surroundings = ({ limits }: { readonly limits: Limits }): Surroundings => ({
  limits,
  cancellation: flag,
  arrayFiles,
  onSize: megapixels => {
    if (timeLimit(limits, megapixels) > timeLimit(limits, 0)) connection.emit('size', megapixels);
  },
});

const connection: Connection = new Connection(
  {
    send: (message: WireMessage, transfer: readonly ArrayBuffer[] = []) => {
      parentPort?.postMessage(message, transfer);
    },
  },
  {
    developFiles: (request: Limited<DevelopFilesRequest>) =>
      developFiles(request, surroundings(request), place),
    resultSize: (request: Limited<ResultSizeRequest>) => resultSize(request, surroundings(request)),
    fileStatistics: (request: Limited<{ path: string }>) => measureFile(request.path, surroundings(request)),
    recordFile: (request: Limited<RecordFileRequest>) => recordFile(request, surroundings(request)),
    thumbnail: (request: Limited<ThumbnailRequest>) => thumbnail(request, surroundings(request)),
    inspect: ({ source }: { source: Source }) => views.inspect(source),
    develop: (request: Limited<View & { readonly isWatched?: boolean }>) =>
      views.develop(request, {
        ...surroundings(request),
        ...(request.isWatched && { arrival: desk.arrival }),
      }),
    render: (request: Limited<RenderRequest>) => views.render(request, surroundings(request)),
    stepPicture: (request: Limited<View>) => stepPicture(views, request, surroundings(request)),
    values: (request: Limited<ValuesRequest>) => views.values(request, surroundings(request)),
    mask: (request: Limited<MaskRequest>) => views.mask(request, surroundings(request)),
    findLabels: (request: FindLabelsRequest) => findLabels(request),
    nearAnnotations: (request: NearAnnotationsRequest) => nearAnnotations(request, readableExtensions),
    recognizeDatasets: (request: RecognizeRequest) => recognizeDatasets(request, readableExtensions),
    listDataset: (request: ListDatasetRequest) => listDataset(request, readableExtensions),
    datasetLabels: (request: DatasetLabelsRequest) => datasetLabels(request, readableExtensions),
    checkDataset: (request: CheckDatasetRequest) => checkDataset(request),
    datasetImpact: (request: DatasetImpactRequest) => datasetImpact(request),
    impactSample: (request: Limited<ImpactSampleRequest>) => impactSample(request, surroundings(request)),
    statistics: (request: Limited<StatisticsRequest>) => views.statistics(request, surroundings(request)),
    ready: () => true,
    layOut: (request: Limited<StatisticsRequest>) => views.layOut(request, surroundings(request)),
    statisticsOnDesk: (image: Limited<LaidOut>) => {
      surroundings(image).onSize(megapixelsOf(image.shape));
      return statisticsOf(desk.look(image));
    },
    statisticsOfArrival: (request: Limited<object>) => {
      const look = (image: Image, beforeRow: BeforeRow) => {
        surroundings(request).onSize(megapixelsOf(image));
        return statisticsOf(image, beforeRow);
      };
      return desk.arrival.watch(look, () => {
        flag.check();
      });
    },
    keepStatistics: (found: Parameters<Views['keepStatistics']>[0]) => {
      views.keepStatistics(found);
    },
  },
  {},
  movable,
);
parentPort?.on('message', message => {
  connection.receive(message);
});

/** Pictures and values are made for one answer and need not be copied. */
function movable(result: unknown): readonly ArrayBuffer[] {
  if (typeof result !== 'object' || result === null) return [];
  return Object.values(result)
    .filter(value => ArrayBuffer.isView(value))
    .flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : []));
}
