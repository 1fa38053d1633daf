import { applyProjective, type Projective } from './projective.ts';

/**
 * A planar affine map in continuous image coordinates: pixel edges at integers, centres at +0.5, y downwards.
 *
 * `[a, b, c, d, e, f]` takes (x, y) to (a·x + c·y + e, b·x + d·y + f), the order of canvas `setTransform`.
 */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const identity: Affine = [1, 0, 0, 1, 0, 0];

export function translation(x: number, y: number): Affine {
  return [1, 0, 0, 1, x, y];
}

export function scaling(x: number, y: number): Affine {
  return [x, 0, 0, y, 0, 0];
}

/** First `first`, then `second`. */
export function compose(first: Affine, second: Affine): Affine {
  const [a, b, c, d, e, f] = first;
  const [A, B, C, D, E, F] = second;
  return [A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, A * e + C * f + E, B * e + D * f + F];
}

/** The map that undoes `map`; undefined when it flattens the plane. */
export function invert(map: Affine): Affine | undefined {
  const [a, b, c, d, e, f] = map;
  const determinant = a * d - b * c;
  if (determinant === 0 || !Number.isFinite(determinant)) return undefined;
  return [
    d / determinant,
    -b / determinant,
    -c / determinant,
    a / determinant,
    (c * f - d * e) / determinant,
    (b * e - a * f) / determinant,
  ];
}

/** Where a map takes a point. */
export function applyMap(map: Affine | Projective, x: number, y: number): readonly [x: number, y: number] {
  if (map.length === 9) return applyProjective(map, x, y);
  const [a, b, c, d, e, f] = map;
  return [a * x + c * y + e, b * x + d * y + f];
}
