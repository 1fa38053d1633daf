import type { Keypoint, LabelObject } from '../../../shared/labels.ts';
import { isFields, type Fields } from '../json.ts';
import { isEmpty, type ReadAnnotation } from './annotation.ts';
import { areaOfCounts, textOfCounts } from './runLengths.ts';

/**
 * An annotation with its parts where they are now. Only fields that it had are written, and what did not move stays
 * as it was, to the last digit; the rest is rounded to hundredths of a pixel.
 */
export function movedAnnotation(fields: Fields, before: ReadAnnotation, after: LabelObject): Fields {
  if (!before.damaged && before.object && isSame(before.object, after)) return fields;
  const moved: Record<string, unknown> = { ...fields };
  const put = (name: string, value: unknown): void => {
    if (isEmpty(fields[name])) return;
    if (value !== undefined) moved[name] = value;
    // Nothing is true of it any more.
    else Reflect.deleteProperty(moved, name);
  };
  put('bbox', after.box && boxOf(after.box));
  put('segmentation', segmentationOf(fields.segmentation, after));
  put('area', areaOf(after));
  put('keypoints', after.keypoints?.flatMap(placeOf));
  put('num_keypoints', after.keypoints?.filter(({ visibility }) => visibility > 0).length);
  return moved;
}

/** As texts, for -0 is 0 in labels that have been packed. */
function isSame(before: LabelObject, after: LabelObject): boolean {
  return textOf(before) === textOf(after);
}

function textOf({ box, polygons, region, keypoints }: LabelObject): string {
  return JSON.stringify([box, polygons, region, keypoints]);
}

function boxOf([left, top, right, bottom]: NonNullable<LabelObject['box']>): readonly number[] {
  const x = hundredths(left);
  const y = hundredths(top);
  // The far sides keep their place, so that a box at the edge stays inside.
  return [x, y, hundredths(hundredths(right) - x), hundredths(hundredths(bottom) - y)];
}

/** In the kind it came in: run lengths as text or as a list, or polygons. */
function segmentationOf(written: unknown, { polygons, region }: LabelObject): unknown {
  if (region) {
    const { width, height, counts } = region;
    const before = isFields(written) ? written : {};
    const packed = typeof before.counts === 'string' ? textOfCounts(counts) : counts;
    return { ...before, size: [height, width], counts: packed };
  }
  if (polygons) return polygons.map(polygon => polygon.map(hundredths));
  return Array.isArray(written) ? [] : undefined;
}

/** Of the segmentation where there is one, as COCO's own files have it; otherwise of the box. */
function areaOf({ box, polygons, region }: LabelObject): number | undefined {
  if (region) return areaOfCounts(region.counts);
  if (polygons) return hundredths(polygons.reduce((area, polygon) => area + areaOfPolygon(polygon), 0));
  return box && hundredths((box[2] - box[0]) * (box[3] - box[1]));
}

/** The shoelace formula. */
export function areaOfPolygon(polygon: readonly number[]): number {
  let twice = 0;
  for (let index = 0; index < polygon.length; index += 2) {
    const next = (index + 2) % polygon.length;
    twice += polygon[index]! * polygon[next + 1]! - polygon[next]! * polygon[index + 1]!;
  }
  return Math.abs(twice) / 2;
}

function placeOf({ x, y, visibility }: Keypoint): readonly number[] {
  return visibility === 0 ? [0, 0, 0] : [hundredths(x - 0.5), hundredths(y - 0.5), visibility];
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Gives every id once: the one that was there for the first that asks, free ones for the others. */
export class Ids {
  private readonly given = new Set<unknown>();
  private last = 0;

  /** @param known all ids that are there */
  constructor(known: Iterable<unknown>) {
    for (const id of known)
      if (Number.isSafeInteger(id) && (id as number) > this.last) this.last = id as number;
  }

  take(id: unknown): unknown {
    const own = (typeof id === 'number' || typeof id === 'string') && !this.given.has(id);
    const taken = own ? id : ++this.last;
    this.given.add(taken);
    return taken;
  }
}
