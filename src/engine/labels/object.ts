import type { Box, DropReason, Keypoint, LabelObject, LabelRules, RunLengths } from '../../shared/labels.ts';
import type { Shape } from '../../shared/shape.ts';
import { landingPoint, type PointMap } from '../geometry/point-map.ts';
import { boxAround, isBeforeHorizon, mapOutline, outlineOf } from './outline.ts';
import { clipToFrame } from './polygon.ts';
import { clipBox, faultOf } from './rules.ts';
import { extentOfRuns } from './run-lengths.ts';

/** How one step moves objects. */
export interface ObjectMove {
  readonly map: PointMap;
  /** Frame that the objects come to. */
  readonly output: Pick<Shape, 'width' | 'height'>;
  region(runs: RunLengths): RunLengths;
}

/**
 * An object after a step, cut to the frame, or why it is dropped. It stays or goes as a whole, and its box decides:
 * the box around the four mapped corners (the box around its outlines or pixels where none is written), and then the
 * rules. Outlines or pixels of which nothing is left take the object with them. Of an object with pixels the box is
 * drawn anew around those.
 */
export function moveObject(
  object: LabelObject,
  move: ObjectMove,
  rules: LabelRules,
): LabelObject | DropReason {
  const { map, output } = move;
  const before = landedBox(object, move);
  const box = before && clipBox(before, output.width, output.height);
  const isJudged = hasArea(object);
  const fault = before ? faultOf(before, box, rules) : isJudged ? 'outside' : undefined;
  if (fault) return fault;
  const polygons = object.polygons?.flatMap(polygon =>
    mapOutline(polygon, map, output, 4).flatMap(piece => clipToFrame(piece, output.width, output.height)),
  );
  if (polygons?.length === 0 && object.polygons!.length > 0) return 'outside';
  const region = object.region && move.region(object.region);
  const extent = region && extentOfRuns(region);
  if (region && !extent) return 'empty';
  const keypoints = object.keypoints?.map(point => moveKeypoint(point, move));
  if (keypoints && !isJudged && isLost(object.keypoints!, keypoints)) return 'outside';
  return {
    ...object,
    ...(object.box && { box: extent ?? box! }),
    ...(polygons && { polygons }),
    ...(region && { region }),
    ...(keypoints && { keypoints }),
  };
}

/** The box that an object is judged by; undefined when it has keypoints only, or nothing. */
export function extentOfObject({ box, polygons, region }: LabelObject): Box | undefined {
  return box ?? boxAround(polygons ?? []) ?? (region && extentOfRuns(region));
}

function hasArea({ box, polygons, region }: LabelObject): boolean {
  return box !== undefined || (polygons !== undefined && polygons.length > 0) || region !== undefined;
}

/** Where the box that judges an object lands, not yet cut to the frame. */
function landedBox(object: LabelObject, { map, output }: ObjectMove): Box | undefined {
  const { box, polygons } = object;
  if (!box && polygons && polygons.length > 0) {
    return boxAround(polygons.flatMap(polygon => mapOutline(polygon, map, output, 1)));
  }
  const extent = extentOfObject(object);
  return extent && boxAround(mapOutline(outlineOf(extent), map, output, 1));
}

/** A point outside the frame is not labelled any more, as in COCO, whose place is then (0, 0) and means nothing. */
function moveKeypoint(point: Keypoint, { map, output }: ObjectMove): Keypoint {
  if (point.visibility === 0) return point;
  const [x, y] = landingPoint(map, point.x, point.y);
  const isInside =
    x >= 0 &&
    y >= 0 &&
    x < output.width &&
    y < output.height &&
    isBeforeHorizon(map, point.x, point.y, output);
  return isInside ? { ...point, x, y } : { x: 0, y: 0, visibility: 0 };
}

function isLost(before: readonly Keypoint[], after: readonly Keypoint[]): boolean {
  const isLabelled = ({ visibility }: Keypoint) => visibility > 0;
  return before.some(isLabelled) && !after.some(isLabelled);
}
