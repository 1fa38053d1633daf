import { statisticsOf } from '../engine/analysis/statistics.ts';
import type { Image } from '../engine/image.ts';
import type { BeforeRow } from '../engine/simd/laplacian.ts';
import type { DevelopFilesRequest, ResultSizeRequest } from '../shared/development.ts';
import type { ImpactSampleRequest } from '../shared/impact.ts';
import type { RecordFileRequest } from '../shared/imageRecord.ts';
import type { Limits, Source } from '../shared/image.ts';
import type { MaskRequest, RenderRequest, ValuesRequest } from '../shared/picture.ts';
import type { StatisticsRequest } from '../shared/statistics.ts';
import type { ThumbnailRequest } from '../shared/thumbnail.ts';
import type { View } from '../shared/view.ts';
import { megapixelsOf, timeLimit } from './timeLimit.ts';
import { ArrayFiles } from './arrayFiles.ts';
import type { PictureOnTheWay } from './arrival.ts';
import { pictureFirst } from './arrivingPicture.ts';
import { Desk, type LaidOut } from './desk.ts';
import type { Surroundings } from './developFile.ts';
import { developFiles } from './developFiles.ts';
import { impactSample } from './impactSample.ts';
import { measureFile } from './measureFile.ts';
import { Place } from './place.ts';
import { recordFile } from './recordFile.ts';
import { resultSize } from './resultSize.ts';
import { stepPicture } from './stepPicture.ts';
import { answer, cancellation, given } from './threadEntry.ts';
import { thumbnail } from './thumbnail.ts';
import { collectWhenGrown } from './v8Settings.ts';
import { Views } from './views.ts';

/** Entry of a thread for the pixels of images, which has all decoders and steps. */

// Somebody waits for views, which have a desk.
if (!given.desk) collectWhenGrown();

const desk = new Desk(given.desk);
const place = new Place(given.place);
const views = new Views(desk);
const arrayFiles = new ArrayFiles();

/** The limits come with every request, so that a change of settings holds from the next one on. */
type Limited<Params> = Params & { readonly limits: Limits };

const surroundings = ({ limits }: { readonly limits: Limits }): Surroundings => ({
  limits,
  cancellation,
  arrayFiles,
  onSize: megapixels => {
    if (timeLimit(limits, megapixels) > timeLimit(limits, 0)) connection.emit('size', megapixels);
  },
});

const connection = answer({
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
  impactSample: (request: Limited<ImpactSampleRequest>) => impactSample(request, surroundings(request)),
  statistics: (request: Limited<StatisticsRequest>) => views.statistics(request, surroundings(request)),
  ready: () => true,
  layOut: (request: Limited<StatisticsRequest>) => views.layOut(request, surroundings(request)),
  statisticsOnDesk: (image: Limited<LaidOut>) => {
    surroundings(image).onSize(megapixelsOf(image.shape));
    return statisticsOf(desk.look(image));
  },
  statisticsOfArrival: (request: Limited<object>) => {
    const look = (image: Image, beforeRow: BeforeRow, picture?: PictureOnTheWay) => {
      surroundings(request).onSize(megapixelsOf(image));
      return statisticsOf(image, picture ? pictureFirst(image, picture, beforeRow) : beforeRow);
    };
    return desk.arrival.watch(look, () => {
      cancellation.check();
    });
  },
  keepStatistics: (found: Parameters<Views['keepStatistics']>[0]) => {
    views.keepStatistics(found);
  },
});
