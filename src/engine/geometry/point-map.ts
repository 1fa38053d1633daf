import { applyMap, type Affine } from '../../shared/affine.ts';
import { composeMaps, isAffine, type PlaneMap } from '../../shared/planeMap.ts';

/** Where points land when no matrix says it; continuous coordinates. */
export interface Displacement {
  land(x: number, y: number): readonly [x: number, y: number];
}

/** What an operation does to places: one of the maps that a matrix describes, or a displacement. */
export type PointMap = PlaneMap | Displacement;

/** The map when it is affine. */
export function affineOf(map: PointMap | undefined): Affine | undefined {
  return map && isPlaneMap(map) && isAffine(map) ? map : undefined;
}

export function isPlaneMap(map: PointMap): map is PlaneMap {
  return Array.isArray(map);
}

/** Where a point of the input is in the output. */
export function landingPoint(map: PointMap, x: number, y: number): readonly [x: number, y: number] {
  return isPlaneMap(map) ? applyMap(map, x, y) : map.land(x, y);
}

/** First `first`, then `second`; a matrix when both are. */
export function composePointMaps(first: PointMap, second: PointMap): PointMap {
  if (isPlaneMap(first) && isPlaneMap(second)) return composeMaps(first, second);
  return { land: (x, y) => landingPoint(second, ...landingPoint(first, x, y)) };
}
