/**
 * Which source pixels make each target pixel along one axis, with weights that sum to 1: `weights[target · most + i]`
 * belongs to source pixel `starts[target] + i`, for i below `counts[target]`.
 */
export interface Spans {
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  readonly weights: Float64Array;
  /** Largest number of source pixels of one target pixel. */
  readonly most: number;
}

function allocateSpans(length: number, most: number): Spans {
  return {
    starts: new Int32Array(length),
    counts: new Int32Array(length),
    weights: new Float64Array(length * most),
    most,
  };
}

/** The source pixel under the middle of each target pixel. `at` gives that place in source pixels. */
export function nearestSpans(length: number, source: number, at: (target: number) => number): Spans {
  const spans = allocateSpans(length, 1);
  for (let target = 0; target < length; target++) {
    const place = Math.floor(at(target));
    if (place < 0 || place >= source) continue;
    spans.starts[target] = place;
    spans.counts[target] = 1;
    spans.weights[target] = 1;
  }
  return spans;
}

/** Linear interpolation at the middle of each target pixel; beyond the outermost centres the edge pixel counts. */
export function linearSpans(length: number, source: number, at: (target: number) => number): Spans {
  const spans = allocateSpans(length, 2);
  for (let target = 0; target < length; target++) setLinearSpan(spans, target, source, at(target));
  return spans;
}

/** Sets one span of those that `linearSpans` made, for another place. */
export function setLinearSpan(spans: Spans, target: number, source: number, middle: number): void {
  const isInside = middle >= 0 && middle < source;
  spans.counts[target] = isInside ? Math.min(source, 2) : 0;
  if (!isInside) return;
  const place = Math.min(Math.max(middle - 0.5, 0), source - 1);
  const start = Math.min(Math.floor(place), Math.max(source - 2, 0));
  spans.starts[target] = start;
  spans.weights[target * 2] = 1 - (place - start);
  spans.weights[target * 2 + 1] = place - start;
}

/** Less of a pixel than this is not covered, but rounding of where an edge lies. */
const sliver = 1e-9;

/** The mean over the `extent` source pixels around the middle of each target pixel, as far as there are any. */
export function boxSpans(
  length: number,
  source: number,
  extent: number,
  at: (target: number) => number,
): Spans {
  const spans = allocateSpans(length, Math.ceil(extent) + 1);
  for (let target = 0; target < length; target++) {
    const middle = at(target);
    if (middle < 0 || middle >= source) continue;
    const from = Math.max(middle - extent / 2, 0);
    const to = Math.min(middle + extent / 2, source);
    const start = Math.floor(from + sliver);
    const count = Math.min(Math.ceil(to - sliver), source) - start;
    spans.starts[target] = start;
    spans.counts[target] = Math.min(count, spans.most);
    for (let index = 0; index < spans.counts[target]!; index++) {
      const left = Math.max(from, start + index);
      const right = Math.min(to, start + index + 1);
      spans.weights[target * spans.most + index] = Math.max(right - left, 0) / (to - from);
    }
  }
  return spans;
}
