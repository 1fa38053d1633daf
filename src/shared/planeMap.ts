import { applyMap, compose, type Affine } from './affine.ts';
import { composeProjective, type Projective } from './projective.ts';

/** Where an operation moves points: affine unless it needs more. Told apart by `isAffine`. */
export type PlaneMap = Affine | Projective;

export function isAffine(map: PlaneMap): map is Affine {
  return map.length === 6;
}

/** First `first`, then `second`; affine when both are. */
export function composeMaps(first: PlaneMap, second: PlaneMap): PlaneMap {
  if (isAffine(first) && isAffine(second)) return compose(first, second);
  return composeProjective(asProjective(first), asProjective(second));
}

/** The affine map that is closest to `map` around a point. */
export function linearized(map: PlaneMap, x: number, y: number): Affine {
  if (isAffine(map)) return map;
  const step = 1e-4;
  const [left, top] = applyMap(map, x, y);
  const [acrossX, acrossY] = applyMap(map, x + step, y);
  const [downX, downY] = applyMap(map, x, y + step);
  const [a, b] = [(acrossX - left) / step, (acrossY - top) / step];
  const [c, d] = [(downX - left) / step, (downY - top) / step];
  return [a, b, c, d, left - a * x - c * y, top - b * x - d * y];
}

function asProjective(map: PlaneMap): Projective {
  if (!isAffine(map)) return map;
  const [a, b, c, d, e, f] = map;
  return [a, c, e, b, d, f, 0, 0, 1];
}
