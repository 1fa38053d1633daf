/** How far a lookup leads away from the pixel it is made for; pixel-centre coordinates, pixels. */
export interface Field {
  across(x: number, y: number): number;
  down(x: number, y: number): number;
}

/** In pixels; what a search of the inverse leaves. */
const tolerance = 1e-6;
const mostSteps = 200;

/**
 * The pixel that is looked up at (x, y), that is the u with u + field(u) = (x, y), by fixed-point iteration whose steps
 * become smaller when they lead away. Exact to 10⁻⁶ pixels where the field changes by less than a pixel per pixel.
 * Where it folds, several pixels are looked up at the same place, or none: then the nearest that was found stands.
 */
export function whereLookedUp(field: Field, x: number, y: number): readonly [x: number, y: number] {
  let [u, v] = [x, y];
  let [offX, offY] = [field.across(u, v), field.down(u, v)];
  let step = 1;
  for (let count = 0; count < mostSteps && Math.hypot(offX, offY) > tolerance; count++) {
    const [nextU, nextV] = [u - step * offX, v - step * offY];
    const nextX = nextU + field.across(nextU, nextV) - x;
    const nextY = nextV + field.down(nextU, nextV) - y;
    if (Math.hypot(nextX, nextY) < Math.hypot(offX, offY)) {
      [u, v, offX, offY] = [nextU, nextV, nextX, nextY];
      step = Math.min(1, step * 1.5);
    } else {
      step /= 2;
    }
  }
  return [u, v];
}
