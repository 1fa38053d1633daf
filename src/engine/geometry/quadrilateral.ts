import type { Projective } from '../../shared/projective.ts';

export type Point = readonly [x: number, y: number];

/**
 * The map that takes the corners (0, 0), (1, 0), (1, 1), (0, 1) of the unit square to four points, in this order
 * (Heckbert, “Fundamentals of Texture Mapping and Image Warping”, 1989, 2.2.3). The points must be convex.
 */
export function squareToQuadrilateral(corners: readonly Point[]): Projective {
  const [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = corners as readonly [Point, Point, Point, Point];
  const sumX = x0 - x1 + x2 - x3;
  const sumY = y0 - y1 + y2 - y3;
  const [dx1, dy1, dx2, dy2] = [x1 - x2, y1 - y2, x3 - x2, y3 - y2];
  const determinant = dx1 * dy2 - dx2 * dy1;
  const g = (sumX * dy2 - dx2 * sumY) / determinant;
  const h = (dx1 * sumY - sumX * dy1) / determinant;
  return [x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h, 1];
}

/** Whether four points in order go around a convex quadrilateral, in either direction, none on the line of its neighbours. */
export function isConvex(corners: readonly Point[]): boolean {
  const turns = corners.map(([x, y], index) => {
    const [nextX, nextY] = corners[(index + 1) % 4]!;
    const [afterX, afterY] = corners[(index + 2) % 4]!;
    return (nextX - x) * (afterY - nextY) - (nextY - y) * (afterX - nextX);
  });
  return turns.every(turn => turn > 1e-6) || turns.every(turn => turn < -1e-6);
}
