import type { Box } from '../../shared/labels.ts';
import { isAffine, type PlaneMap } from '../../shared/planeMap.ts';
import { landingPoint, isPlaneMap, type PointMap } from '../geometry/point-map.ts';
import { invertProjective, type Projective } from '../../shared/projective.ts';
import { clipToHalfPlane, type Polygon } from './polygon.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** An edge is followed in at most this many steps. */
const mostSteps = 1024;

/**
 * Where an outline lands. A projective map takes edges to edges and leaves out what lies on or behind its horizon;
 * along a displacement the edges are followed point by point.
 *
 * @param output size of the frame that the map leads to
 * @param step how far apart, in pixels of the input, an edge is looked at that a displacement bends
 * @returns pieces, not yet clipped to that frame; none when all of the outline lies behind the horizon
 */
export function mapOutline(polygon: Polygon, map: PointMap, output: Size, step: number): readonly Polygon[] {
  if (!isPlaneMap(map)) return [mapPoints(followed(polygon, step), map)];
  if (isAffine(map)) return [mapPoints(polygon, map)];
  return beforeHorizon(polygon, map, output).map(piece => mapPoints(piece, map));
}

/** The outline of a box, clockwise as seen. */
export function outlineOf([left, top, right, bottom]: Box): Polygon {
  return [left, top, right, top, right, bottom, left, bottom];
}

/** The box around all points; undefined when there are none. */
export function boxAround(polygons: readonly Polygon[]): Box | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const polygon of polygons) {
    for (let index = 0; index < polygon.length; index += 2) {
      left = Math.min(left, polygon[index]!);
      right = Math.max(right, polygon[index]!);
      top = Math.min(top, polygon[index + 1]!);
      bottom = Math.max(bottom, polygon[index + 1]!);
    }
  }
  return left <= right ? [left, top, right, bottom] : undefined;
}

function mapPoints(polygon: Polygon, map: PointMap): Polygon {
  const mapped: number[] = [];
  for (let index = 0; index < polygon.length; index += 2) {
    mapped.push(...landingPoint(map, polygon[index]!, polygon[index + 1]!));
  }
  return mapped;
}

/** The outline with points added along its edges. */
function followed(polygon: Polygon, step: number): Polygon {
  const points: number[] = [];
  for (let index = 0; index < polygon.length; index += 2) {
    const [x, y] = [polygon[index]!, polygon[index + 1]!];
    const next = (index + 2) % polygon.length;
    const [dx, dy] = [polygon[next]! - x, polygon[next + 1]! - y];
    const steps = Math.min(mostSteps, Math.max(1, Math.ceil(Math.hypot(dx, dy) / step)));
    for (let place = 0; place < steps; place++)
      points.push(x + (dx * place) / steps, y + (dy * place) / steps);
  }
  return points;
}

/**
 * The part of an outline on that side of the horizon which the output shows. The denominator of a projective map is 0
 * at the horizon; behind it points land, mirrored, where they are not seen.
 */
function beforeHorizon(polygon: Polygon, map: Projective, output: Size): readonly Polygon[] {
  const depth = visibleDepth(map, output);
  const depths: number[] = [];
  for (let index = 0; index < polygon.length; index += 2) {
    depths.push(depth[0] * polygon[index]! + depth[1] * polygon[index + 1]! + depth[2]);
  }
  const nearest = 1e-6 * Math.max(...depths);
  if (nearest <= 0) return [];
  if (depths.every(value => value >= nearest)) return [polygon];
  return clipToHalfPlane(polygon, [depth[0], depth[1], depth[2] - nearest]);
}

/** Whether the output can show where a point lands: always, unless it lies behind the horizon of a projective map. */
export function isBeforeHorizon(map: PointMap, x: number, y: number, output: Size): boolean {
  if (!isPlaneMap(map) || isAffine(map)) return true;
  const [g, h, i] = visibleDepth(map, output);
  return g * x + h * y + i > 0;
}

/** The denominator of the map as a function of the input's x and y, positive for what the output shows. */
function visibleDepth(
  map: Extract<PlaneMap, Projective>,
  { width, height }: Size,
): Readonly<[number, number, number]> {
  const [, , , , , , g, h, i] = map;
  const inverse = invertProjective(map);
  if (!inverse) return [g, h, i];
  // The denominators of a map and of its inverse at the same place are each other's reciprocals, up to the sign wanted.
  const sign = Math.sign((inverse[6] * width) / 2 + (inverse[7] * height) / 2 + inverse[8]);
  return [sign * g, sign * h, sign * i];
}
