/** Nodes along one side of an image that carry noise, and the pixels between which they lie. */
export interface Axis {
  readonly length: number;
  readonly nodes: number;
  /** Pixels from node to node. */
  readonly spacing: number;
}

/**
 * Nodes at most `widest` pixels apart. The first and the last stand for the pixel at the edge, which a replicated border
 * repeats; the nodes between them share the pixels between. With `widest` 1 the nodes are the pixels.
 */
export function axisOf(length: number, widest: number): Axis {
  if (length <= 2) return { length, nodes: length, spacing: 1 };
  const between = Math.ceil((length - 2) / widest);
  return { length, nodes: between + 2, spacing: (length - 2) / between };
}

/** Where pixel `position` is, counted in nodes; what lies beyond the edge is at the edge. */
export function nodeOf({ length, spacing }: Axis, position: number): number {
  return (Math.min(Math.max(position, 0), length - 1) - 0.5) / spacing + 0.5;
}

/** Weights of the four nodes around a place that lies `t` (0 to 1) behind the second: a cubic B-spline. */
export function writeSpline(t: number, weights: Float64Array, at: number): void {
  const u = 1 - t;
  weights[at] = (u * u * u) / 6;
  weights[at + 1] = (3 * t * t * t - 6 * t * t + 4) / 6;
  weights[at + 2] = (3 * u * u * u - 6 * u * u + 4) / 6;
  weights[at + 3] = (t * t * t) / 6;
}

/** Variance of a cubic B-spline, in squared spacings: what it adds to that of the kernel it follows. */
export const splineVariance = 1 / 3;
