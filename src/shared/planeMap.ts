import { compose, type Affine } from './affine.ts';
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

function asProjective(map: PlaneMap): Projective {
  if (!isAffine(map)) return map;
  const [a, b, c, d, e, f] = map;
  return [a, c, e, b, d, f, 0, 0, 1];
}
