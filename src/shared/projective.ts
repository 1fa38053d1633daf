/**
 * A planar projective map in continuous image coordinates, a 3×3 matrix row by row: (x, y) goes to
 * ((a·x + b·y + c) / w, (d·x + e·y + f) / w) with w = g·x + h·y + i. Any multiple of it is the same map.
 */
export type Projective = readonly [
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
  g: number,
  h: number,
  i: number,
];

/** First `first`, then `second`. */
export function composeProjective(first: Projective, second: Projective): Projective {
  const product = [0, 3, 6].flatMap(row =>
    [0, 1, 2].map(
      column =>
        second[row]! * first[column]! +
        second[row + 1]! * first[column + 3]! +
        second[row + 2]! * first[column + 6]!,
    ),
  );
  return product as unknown as Projective;
}

/** The inverse matrix, rounded as by `cv2.invert`; undefined when there is none. */
export function invertProjective([a, b, c, d, e, f, g, h, i]: Projective): Projective | undefined {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (determinant === 0 || !Number.isFinite(determinant)) return undefined;
  const adjugate = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  const reciprocal = 1 / determinant;
  return adjugate.map(value => value * reciprocal) as unknown as Projective;
}

export function applyProjective(map: Projective, x: number, y: number): readonly [x: number, y: number] {
  const [a, b, c, d, e, f, g, h, i] = map;
  const w = g * x + h * y + i;
  return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
}
