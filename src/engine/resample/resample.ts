import type { Match } from '../../shared/pipeline.ts';
import { cropRegion } from '../geometry/canvas.ts';
import { dataTypeOf, withFrame, type Image } from '../image.ts';
import type { Interpolation } from '../parameters.ts';
import { resampleArea } from './area.ts';
import { filterAsPillow, filterInFloat } from './filtered.ts';
import { opencvFilters, pillowFilters } from './filters.ts';
import { enlargingAreaAxis, linearAxis, type LinearAxis } from './linear-axis.ts';
import { resampleLinearFloat } from './linear-float.ts';
import { resampleLinearUint8 } from './linear-uint8.ts';
import { gather, opencvNearest, pillowNearest } from './nearest.ts';
import type { Span } from './span.ts';
import { cubicAxis, lanczosAxis } from './tap-axis.ts';
import { resampleTaps } from './taps.ts';
import { filterWeights } from './weights.ts';

export interface Method {
  readonly interpolation: Interpolation;
  readonly match: Match;
  /** Widens the filter when a side shrinks, so that every source pixel counts. Nearest and area know no difference. */
  readonly antialias: boolean;
}

/** The image scaled to `columns.target` × `rows.target`, or the part of that which the spans ask for. */
export function resample(image: Image, columns: Span, rows: Span, method: Method): Image {
  if (columns.target === image.width && rows.target === image.height) {
    return cropRegion(image, { left: columns.first, top: rows.first }, columns.count, rows.count);
  }
  return method.match === 'pillow'
    ? resampleAsPillow(image, columns, rows, method)
    : resampleAsOpencv(image, columns, rows, method);
}

function resampleAsPillow(
  image: Image,
  columns: Span,
  rows: Span,
  { interpolation, antialias }: Method,
): Image {
  if (interpolation === 'nearest') {
    const stepwise = dataTypeOf(image.data) !== 'uint16';
    return gather(image, pillowNearest(columns, stepwise), pillowNearest(rows, stepwise));
  }
  const filter = pillowFilters[interpolation];
  const widen = antialias || interpolation === 'area';
  const passes = {
    columns: isWhole(columns) ? undefined : filterWeights(filter, columns, widen),
    rows: isWhole(rows) ? undefined : filterWeights(filter, rows, widen),
  };
  // Pillow takes the rows first where an image more than a hundred times as high as wide becomes lower.
  const rowsFirst = rows.source > 100 * columns.source && rows.target < rows.source;
  return filterAsPillow(image, passes, rowsFirst);
}

function resampleAsOpencv(
  image: Image,
  columns: Span,
  rows: Span,
  { interpolation, antialias }: Method,
): Image {
  const shrinks = columns.target < columns.source || rows.target < rows.source;
  if (antialias && shrinks && interpolation !== 'nearest' && interpolation !== 'area') {
    const filter = opencvFilters[interpolation];
    return filterInFloat(image, {
      columns: isWhole(columns) ? undefined : filterWeights(filter, columns, true),
      rows: isWhole(rows) ? undefined : filterWeights(filter, rows, true),
    });
  }
  switch (interpolation) {
    case 'nearest':
      return gather(image, opencvNearest(columns), opencvNearest(rows));
    case 'bilinear':
      // To exactly half the size OpenCV takes the mean of the four pixels.
      if (halves(columns) && halves(rows)) return resampleArea(image, columns, rows);
      return resampleLinear(image, linearAxis(columns, 'columns'), linearAxis(rows, 'rows'));
    case 'bicubic':
      return resampleTaps(image, cubicAxis(columns), cubicAxis(rows));
    case 'lanczos':
      return resampleTaps(image, lanczosAxis(columns), lanczosAxis(rows));
    case 'area':
      // As soon as one side grows, OpenCV interpolates both.
      return columns.target <= columns.source && rows.target <= rows.source
        ? resampleArea(image, columns, rows)
        : resampleLinear(image, enlargingAreaAxis(columns, 'columns'), enlargingAreaAxis(rows, 'rows'));
  }
}

function resampleLinear(image: Image, columns: LinearAxis, rows: LinearAxis): Image {
  const { data, width, channels } = image;
  const output =
    data instanceof Uint8Array
      ? resampleLinearUint8(data, width, channels, columns, rows)
      : resampleLinearFloat(data, width, channels, columns, rows);
  return withFrame(image, output, columns.near.length, rows.near.length);
}

/** The axis keeps its pixels. */
function isWhole({ source, target, count }: Span): boolean {
  return target === source && count === target;
}

function halves({ source, target }: Span): boolean {
  return source === 2 * target;
}
