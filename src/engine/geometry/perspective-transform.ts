import type { Projective } from '../../shared/projective.ts';
import type { Point } from './quadrilateral.ts';

const { abs, fround } = Math;

/**
 * The map that takes four points to four others, as `cv2.getPerspectiveTransform`: points and their products in single
 * precision, then Gaussian elimination in double precision. Its rounding errors decide what lies just between two
 * pixels, so every operation is in OpenCV's order. Not finite where single precision puts three points on a line.
 */
export function perspectiveTransform(from: readonly Point[], to: readonly Point[]): Projective {
  const rowsOf = (axis: 0 | 1) =>
    from.map((point, corner) => {
      const [x, y] = point.map(fround) as unknown as Point;
      const target = fround(to[corner]![axis]);
      const own = [x, y, 1];
      const others = [0, 0, 0];
      const products = [fround(-x * target), fround(-y * target)];
      return [...(axis === 0 ? [...own, ...others] : [...others, ...own]), ...products, target];
    });
  return [...solve([...rowsOf(0), ...rowsOf(1)]), 1] as unknown as Projective;
}

/**
 * Solves as many equations as there are unknowns, each row its factors and what they add up to: elimination with
 * partial pivoting, as `cv::LU`. The rows are overwritten.
 */
function solve(rows: number[][]): readonly number[] {
  const count = rows.length;
  for (let column = 0; column < count; column++) {
    let pivot = column;
    for (let row = column + 1; row < count; row++) {
      if (abs(rows[row]![column]!) > abs(rows[pivot]![column]!)) pivot = row;
    }
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const leading = rows[column]!;
    const negated = -1 / leading[column]!;
    for (const row of rows.slice(column + 1)) {
      const factor = row[column]! * negated;
      for (let index = column + 1; index <= count; index++) row[index]! += factor * leading[index]!;
    }
  }
  const solution = new Array<number>(count).fill(0);
  for (let unknown = count - 1; unknown >= 0; unknown--) {
    const row = rows[unknown]!;
    let rest = row[count]!;
    for (let known = unknown + 1; known < count; known++) rest -= row[known]! * solution[known]!;
    solution[unknown] = rest / row[unknown]!;
  }
  return solution;
}
