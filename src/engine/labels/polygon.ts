/** x0, y0, x1, y1, … without repeating the first point, as in `LabelObject.polygons`. */
export type Polygon = readonly number[];

/** The points with a·x + b·y + c ≥ 0. */
export type HalfPlane = readonly [a: number, b: number, c: number];

/** Pieces below this area, in square pixels, are what rounding leaves of a touch. */
const negligible = 1e-9;

/** The area inside an outline, whichever way it runs, in square pixels. */
export function polygonArea(polygon: Polygon): number {
  let sum = 0;
  for (let index = 0, before = polygon.length - 2; index < polygon.length; before = index, index += 2) {
    sum += polygon[before]! * polygon[index + 1]! - polygon[index]! * polygon[before + 1]!;
  }
  return Math.abs(sum) / 2;
}

/**
 * What of a polygon lies in a frame of `width` × `height`: none, one or several pieces, each with an area. A polygon
 * that lies inside comes back as it is.
 */
export function clipToFrame(polygon: Polygon, width: number, height: number): readonly Polygon[] {
  const sides: readonly HalfPlane[] = [
    [1, 0, 0],
    [-1, 0, width],
    [0, 1, 0],
    [0, -1, height],
  ];
  let pieces: readonly Polygon[] = [polygon];
  for (const side of sides) pieces = pieces.flatMap(piece => clipToHalfPlane(piece, side));
  return pieces.filter(piece => polygonArea(piece) > negligible);
}

/** A part of an outline that lies inside: it comes in over the line at its first point and leaves at its last. */
interface Chain {
  readonly points: readonly number[];
  used: boolean;
}

interface Crossing {
  readonly chain: Chain;
  readonly isStart: boolean;
  /** Place along the line. */
  readonly at: number;
}

/**
 * What of a polygon lies in a half plane. Unlike the clipping of Sutherland and Hodgman, a concave polygon falls into
 * its pieces, without bridges of no width along the line: of the places where the outline crosses the line, the
 * polygon lies between the first and the second, the third and the fourth, and so on.
 */
export function clipToHalfPlane(polygon: Polygon, [a, b, c]: HalfPlane): readonly Polygon[] {
  const count = polygon.length / 2;
  const distances = Float64Array.from(
    { length: count },
    (_value, point) => a * polygon[2 * point]! + b * polygon[2 * point + 1]! + c,
  );
  const isInside = (point: number) => distances[point % count]! >= 0;
  const entries: number[] = [];
  let isAnyInside = false;
  for (let point = 0; point < count; point++) {
    isAnyInside ||= isInside(point);
    if (!isInside(point) && isInside(point + 1)) entries.push(point);
  }
  if (entries.length === 0) return isAnyInside ? [polygon] : [];

  /** The point of the line between a point and the next one. */
  const crossing = (point: number): readonly [x: number, y: number] => {
    const next = (point + 1) % count;
    const share = distances[point]! / (distances[point]! - distances[next]!);
    const [x, y] = [polygon[2 * point]!, polygon[2 * point + 1]!];
    // A side of the frame is met exactly.
    return [
      b === 0 ? -c / a + 0 : x + share * (polygon[2 * next]! - x),
      a === 0 ? -c / b + 0 : y + share * (polygon[2 * next + 1]! - y),
    ];
  };
  const chains = entries.map(entry => {
    const points: number[] = [...crossing(entry)];
    let point = entry + 1;
    for (; isInside(point); point++)
      points.push(polygon[2 * (point % count)]!, polygon[2 * (point % count) + 1]!);
    points.push(...crossing((point - 1) % count));
    return { points, used: false };
  });
  return joinChains(chains, (x, y) => a * y - b * x);
}

/** Joins chains along the line into closed pieces. */
function joinChains(chains: readonly Chain[], along: (x: number, y: number) => number): readonly Polygon[] {
  const crossings: readonly Crossing[] = chains
    .flatMap(chain => {
      const { points } = chain;
      const start = along(points[0]!, points[1]!);
      const end = along(points.at(-2)!, points.at(-1)!);
      return [
        { chain, isStart: true, at: start },
        { chain, isStart: false, at: end },
      ];
    })
    .sort((one, other) => one.at - other.at);
  const places = new Map<Chain, { start: number; end: number }>();
  for (const chain of chains) places.set(chain, { start: 0, end: 0 });
  crossings.forEach(({ chain, isStart }, index) => (places.get(chain)![isStart ? 'start' : 'end'] = index));

  const pieces: number[][] = [];
  for (const first of chains) {
    const piece: number[] = [];
    let chain = first;
    let isForward = true;
    while (!chain.used) {
      chain.used = true;
      append(piece, chain.points, isForward);
      const { start, end } = places.get(chain)!;
      // Crossings 0 and 1, 2 and 3, … are the two ends of a stretch of the line inside the polygon.
      const next: Crossing = crossings[(isForward ? end : start) ^ 1]!;
      chain = next.chain;
      isForward = next.isStart;
    }
    if (piece.length > 0) pieces.push(withoutRepeats(piece));
  }
  return pieces.filter(piece => piece.length >= 6);
}

function append(piece: number[], points: readonly number[], isForward: boolean): void {
  if (isForward) for (const value of points) piece.push(value);
  else
    for (let index = points.length - 2; index >= 0; index -= 2)
      piece.push(points[index]!, points[index + 1]!);
}

/** Without points equal to the one before them, the last and the first being neighbours too. */
function withoutRepeats(points: readonly number[]): number[] {
  return points.filter((_value, index) => {
    const point = index - (index % 2);
    const before = point === 0 ? points.length - 2 : point - 2;
    return points[point] !== points[before] || points[point + 1] !== points[before + 1];
  });
}
