import { applyMap, invert, type Affine } from '../src/shared/affine.ts';

/** Pan and zoom as mathematics, in device pixels of the canvas. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rectangle extends Size {
  readonly x: number;
  readonly y: number;
}

/** `scale`: device pixels per image pixel. `x`, `y`: the point of the frame that is in the middle of the pane. */
export interface Viewport {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

const maximumScale = 256;
/** Below this share of the fitted size there is nothing to see. */
const smallestShareOfFit = 1 / 8;
/** Room left around a fitted picture, in device pixels. */
const margin = 8;

/** From the frame's pixels to the canvas. The offset is a whole pixel, so that a picture at 100 % stays sharp. */
export function transformOf(view: Viewport, pane: Rectangle): Affine {
  const { scale } = view;
  return [
    scale,
    0,
    0,
    scale,
    Math.round(pane.x + pane.width / 2 - view.x * scale),
    Math.round(pane.y + pane.height / 2 - view.y * scale),
  ];
}

/** The whole frame, as large as the pane lets it be. */
export function fitted(frame: Size, pane: Size): Viewport {
  const scale = Math.min(
    Math.max(pane.width - 2 * margin, 1) / frame.width,
    Math.max(pane.height - 2 * margin, 1) / frame.height,
    maximumScale,
  );
  return { scale, x: frame.width / 2, y: frame.height / 2 };
}

export function limitScale(scale: number, fit: Viewport): number {
  return Math.min(Math.max(scale, Math.min(fit.scale * smallestShareOfFit, 1)), maximumScale);
}

/** The point of the frame under a point of the canvas. */
export function pointAt(view: Viewport, pane: Rectangle, x: number, y: number): readonly [number, number] {
  return [
    view.x + (x - pane.x - pane.width / 2) / view.scale,
    view.y + (y - pane.y - pane.height / 2) / view.scale,
  ];
}

/** Another scale, with the frame's point under (x, y) of the canvas staying where it is. */
export function zoomedAround(view: Viewport, pane: Rectangle, x: number, y: number, scale: number): Viewport {
  const [px, py] = pointAt(view, pane, x, y);
  const ratio = view.scale / scale;
  return { scale, x: px + (view.x - px) * ratio, y: py + (view.y - py) * ratio };
}

/** Moved so that the picture follows (dx, dy) device pixels; the middle of the pane stays on the frame. */
export function panned(view: Viewport, frame: Size, dx: number, dy: number): Viewport {
  return {
    scale: view.scale,
    x: Math.min(Math.max(view.x - dx / view.scale, 0), frame.width),
    y: Math.min(Math.max(view.y - dy / view.scale, 0), frame.height),
  };
}

/** By how much lengths grow under a map: the square root of its area factor. */
export function meanScale([a, b, c, d]: Affine): number {
  return Math.sqrt(Math.abs(a * d - b * c));
}

/** The largest factor by which a map stretches along the two axes of its input. */
export function axisScales([a, b, c, d]: Affine): readonly [x: number, y: number] {
  return [Math.hypot(a, b), Math.hypot(c, d)];
}

/**
 * The part of a frame seen in a pane, in pixels of the frame, not rounded.
 * Undefined when none of it is seen.
 */
export function visibleRegion(transform: Affine, pane: Rectangle, frame: Size): Rectangle | undefined {
  const inverse = invert(transform);
  if (!inverse) return undefined;
  const corners = [
    applyMap(inverse, pane.x, pane.y),
    applyMap(inverse, pane.x + pane.width, pane.y),
    applyMap(inverse, pane.x, pane.y + pane.height),
    applyMap(inverse, pane.x + pane.width, pane.y + pane.height),
  ];
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const left = Math.max(Math.min(...xs), 0);
  const top = Math.max(Math.min(...ys), 0);
  const right = Math.min(Math.max(...xs), frame.width);
  const bottom = Math.min(Math.max(...ys), frame.height);
  if (right <= left || bottom <= top) return undefined;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
