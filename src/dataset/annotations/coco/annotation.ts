import type { LabelProblemKind } from '../../../shared/labelProblem.ts';
import type { Box, Keypoint, LabelObject, RunLengths } from '../../../shared/labels.ts';
import { isFields, type Fields } from '../json.ts';
import { countsOfText } from './runLengths.ts';

type Size = { readonly width: number; readonly height: number };

/** Says what is wrong in an annotation; the path begins with a dot. */
export type Complain = (kind: LabelProblemKind, path: string, expected: string, value: unknown) => void;

export interface ReadAnnotation {
  /** Absent when it is about the image as a whole, or nothing that has a place could be read. */
  readonly object?: LabelObject;
  /** Whether something of it could not be read, and must not be written again. */
  readonly damaged: boolean;
}

/** Whether any part has a place in the image; an annotation without is about the image as a whole. */
export function hasPlace({ bbox, segmentation, keypoints }: Fields): boolean {
  return !isEmpty(bbox) || !isEmpty(segmentation) || !isEmpty(keypoints);
}

/** Coordinates of boxes and polygons are continuous in COCO; keypoints are indices of pixels, half a pixel less. */
export function readAnnotation(
  fields: Fields,
  id: number,
  label: string,
  size: Size | undefined,
  complain: Complain,
): ReadAnnotation {
  if (!hasPlace(fields)) return { damaged: false };
  let damaged = false;
  const refuse: Complain = (...complaint) => {
    damaged = true;
    complain(...complaint);
  };
  const box = readBox(fields.bbox, size, complain, refuse);
  const shape = readSegmentation(fields.segmentation, size, refuse);
  const keypoints = readKeypoints(fields.keypoints, refuse);
  if (!box && !keypoints && !shape.polygons && !shape.region) return { damaged };
  return { object: { id, label, ...(box && { box }), ...shape, ...(keypoints && { keypoints }) }, damaged };
}

/** How far a box may stand out before it is told: what rounding does. */
const tolerance = 0.5;

function readBox(value: unknown, size: Size | undefined, note: Complain, refuse: Complain): Box | undefined {
  if (isEmpty(value)) return undefined;
  if (!areNumbers(value) || value.length !== 4 || value[2]! < 0 || value[3]! < 0) {
    refuse('damaged boxes', '.bbox', '[x, y, width, height] with sides of at least 0', value);
    return undefined;
  }
  const [x, y, width, height] = value as [number, number, number, number];
  if (width === 0 || height === 0) note('boxes without area', '.bbox', 'sides above 0', value);
  const beyond =
    size &&
    (Math.min(x, y) < -tolerance ||
      x + width > size.width + tolerance ||
      y + height > size.height + tolerance);
  if (beyond)
    note(
      'objects that reach out of their image',
      '.bbox',
      `a box inside ${size.width}×${size.height}`,
      value,
    );
  return [x, y, x + width, y + height];
}

function readSegmentation(
  value: unknown,
  size: Size | undefined,
  refuse: Complain,
): { polygons?: readonly (readonly number[])[]; region?: RunLengths } {
  if (isEmpty(value)) return {};
  if (Array.isArray(value)) {
    const polygons = (value as readonly unknown[]).filter((polygon, index): polygon is readonly number[] => {
      if (areNumbers(polygon) && polygon.length >= 6 && polygon.length % 2 === 0) return true;
      refuse('damaged polygons', `.segmentation[${index}]`, '[x, y, …] of three points or more', polygon);
      return false;
    });
    return polygons.length > 0 ? { polygons } : {};
  }
  if (!isFields(value)) {
    refuse('damaged segmentations', '.segmentation', 'polygons or run lengths', value);
    return {};
  }
  const region = readRegion(value, size, refuse);
  return region ? { region } : {};
}

function readRegion(value: Fields, size: Size | undefined, refuse: Complain): RunLengths | undefined {
  const { size: sides, counts: written } = value;
  if (!areNumbers(sides) || sides.length !== 2) {
    refuse('damaged masks', '.segmentation.size', '[height, width]', sides);
    return undefined;
  }
  const [height, width] = sides as [number, number];
  if (size && (size.width !== width || size.height !== height)) {
    const expected = `the image's own size [${size.height}, ${size.width}]`;
    refuse('masks of another size than their image', '.segmentation.size', expected, sides);
    return undefined;
  }
  const counts = typeof written === 'string' ? countsOfText(written) : written;
  const lengths = areNumbers(counts) && counts.every(count => Number.isSafeInteger(count) && count >= 0);
  if (!lengths) {
    refuse('damaged masks', '.segmentation.counts', 'run lengths', written);
    return undefined;
  }
  const sum = counts.reduce((total, count) => total + count, 0);
  if (sum !== width * height) {
    const expected = `run lengths of ${width * height} pixels in all`;
    refuse('damaged masks', '.segmentation.counts', expected, sum);
    return undefined;
  }
  return { width, height, counts };
}

function readKeypoints(value: unknown, refuse: Complain): readonly Keypoint[] | undefined {
  if (isEmpty(value)) return undefined;
  const valid =
    areNumbers(value) &&
    value.length % 3 === 0 &&
    value.every((number, index) => index % 3 !== 2 || number === 0 || number === 1 || number === 2);
  if (!valid) {
    refuse('damaged keypoints', '.keypoints', '[x, y, visibility 0 to 2, …]', value);
    return undefined;
  }
  const keypoints: Keypoint[] = [];
  for (let index = 0; index < value.length; index += 3) {
    const visibility = value[index + 2] as Keypoint['visibility'];
    keypoints.push({ x: value[index]! + 0.5, y: value[index + 1]! + 0.5, visibility });
  }
  return keypoints;
}

/** As tools write what is not there. */
export function isEmpty(value: unknown): value is undefined | null | readonly [] {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function areNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(item => Number.isFinite(item));
}
