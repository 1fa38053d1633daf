import type { LabelObject, Labels } from '../../../shared/labels.ts';
import type { YoloClasses } from './config.ts';
import type { YoloLine } from './lines.ts';
import { joinPieces } from './pieces.ts';

/** Six decimals, as Ultralytics writes them: a thousandth of a pixel in an image of 1000. */
const digits = 6;

/**
 * A label file's text for what became of `lines`, in the order of `labels`: boxes stay boxes, polygons polygons.
 *
 * @param labels in pixels of a frame of `width` × `height`
 * @returns empty when no object is left, which says that there is none
 */
export function printLines(
  labels: Labels,
  lines: readonly YoloLine[],
  classes: YoloClasses,
  width: number,
  height: number,
): string {
  const byId = new Map(lines.map(line => [line.id, line]));
  const printed = labels.objects.flatMap(object => {
    const line = byId.get(object.id);
    const values = line && valuesOf(object, line, classes, width, height);
    return values ? [`${[line.classId, ...values].join(' ')}\n`] : [];
  });
  return printed.join('');
}

function valuesOf(
  { box, polygons, keypoints }: LabelObject,
  { kind }: YoloLine,
  classes: YoloClasses,
  width: number,
  height: number,
): readonly string[] | undefined {
  const share = (value: number, index: number) => print(value / (index % 2 === 0 ? width : height));
  if (kind === 'polygon') {
    return polygons && polygons.length > 0 ? joinPieces(polygons).map(share) : undefined;
  }
  if (!box) return undefined;
  const [left, top, right, bottom] = box;
  const place = [(left + right) / 2, (top + bottom) / 2, right - left, bottom - top].map(share);
  if (kind === 'box') return place;
  const dimensions = classes.keypoints!.dimensions;
  const points = (keypoints ?? []).flatMap(({ x, y, visibility }) => {
    const isInside = x >= 0 && y >= 0 && x <= width && y <= height;
    // A place that is not labelled means nothing, and must not lie outside.
    const isKept = visibility > 0 || (dimensions === 3 && isInside);
    const written = isKept ? [share(x, 0), share(y, 1)] : [print(0), print(0)];
    return dimensions === 3 ? [...written, String(visibility)] : written;
  });
  return [...place, ...points];
}

function print(value: number): string {
  const text = value.toFixed(digits);
  return /^-0\.0*$/.test(text) ? text.slice(1) : text;
}
