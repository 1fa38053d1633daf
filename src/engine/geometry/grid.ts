import { DarkroomError } from '../../shared/errors.ts';
import type { PointMap } from './point-map.ts';
import type { Locate } from './locate.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Steps along the two sides: how much of the image each cell shows, in cells. */
export type GridSteps = readonly [across: readonly number[], down: readonly number[]];

/**
 * Pixels in a cell when a side is cut into `count` whole cells and a rest.
 * @throws DarkroomError `out_of_domain` when there are fewer pixels than cells
 */
export function cellsOf(title: string, { width, height }: Size, count: number): readonly [number, number] {
  if (width < count || height < count) {
    throw new DarkroomError(
      'out_of_domain',
      `${title} with ${count} cells needs at least ${count}×${count} pixels but received ${width}×${height}.`,
      { hint: 'Ask for fewer cells.' },
    );
  }
  return [Math.floor(width / count), Math.floor(height / count)];
}

/** Steps scaled so that all cells together show just the image; the last one stands for the rest of the side. */
export function normalizeSteps(steps: readonly number[], length: number): readonly number[] {
  const count = steps.length - 1;
  const cell = Math.floor(length / count);
  const shares = steps.map((step, index) => (index < count ? step : (step * (length - count * cell)) / cell));
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map(share => share * (length / cell / sum));
}

/** Where the pixels of every row are looked up. */
export function locateGrid({ width, height }: Size, [across, down]: GridSteps): Locate {
  const columns = placesOf(width, across);
  const rows = placesOf(height, down);
  return (y, xs, ys) => {
    xs.set(columns);
    ys.fill(rows[y]!);
  };
}

/** Where points land: the inverse of the lookup along each side. */
export function gridMap({ width, height }: Size, [across, down]: GridSteps): PointMap {
  const columns = placesOf(width, across);
  const rows = placesOf(height, down);
  return { land: (x, y) => [landingOf(columns, x - 0.5) + 0.5, landingOf(rows, y - 0.5) + 0.5] };
}

/**
 * Where the pixels along one side are looked up: from cell to cell in even steps, both ends of a cell included, so that
 * two pixels meet at the same place. As `generate_grid` of Albumentations 2.
 */
function placesOf(length: number, steps: readonly number[]): Float32Array {
  const cell = Math.floor(length / (steps.length - 1));
  const places = new Float32Array(length);
  let from = 0;
  for (const [index, step] of steps.entries()) {
    const start = index * cell;
    const end = index === steps.length - 1 ? length : start + cell;
    const to = from + cell * step;
    const way = (to - from) / Math.max(end - start - 1, 1);
    for (let pixel = start; pixel < end; pixel++) places[pixel] = (pixel - start) * way + from;
    if (end > start + 1) places[end - 1] = to;
    from = to;
  }
  return places;
}

/**
 * The pixel that shows a place: between two pixels in proportion, in the middle of several that show the same, and
 * beyond the ends as if the image went on there unchanged.
 */
function landingOf(places: Float32Array, place: number): number {
  const last = places.length - 1;
  if (place < places[0]!) return place - places[0]!;
  if (place > places[last]!) return last + place - places[last]!;
  const first = firstFrom(places, place, false);
  const after = firstFrom(places, place, true);
  if (after > first) return (first + after - 1) / 2;
  const [before, behind] = [places[first - 1]!, places[first]!];
  return first - 1 + (place - before) / (behind - before);
}

/** The first pixel whose place is at `place` or beyond, or only beyond it; places never decrease. */
function firstFrom(places: Float32Array, place: number, beyond: boolean): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (places[middle]! < place || (beyond && places[middle] === place)) low = middle + 1;
    else high = middle;
  }
  return low;
}
