import { applyMap, compose, invert, scaling, type Affine } from '../src/shared/affine.ts';
import type { Side } from '../src/shared/view.ts';
import type { CompareMode } from '../src/shared/viewState.ts';
import type { Frame } from './frame.ts';
import { fitted, meanScale, transformOf, type Rectangle, type Size, type Viewport } from './viewport.ts';

/** The two frames that are compared and, where there is one, the map of places from before to after. */
export interface Frames {
  readonly before: Frame;
  readonly after: Frame;
  readonly map?: Affine;
}

/** One side on the canvas: what is drawn, in which pane, seen through which transform. */
export interface Placement {
  readonly side: Side;
  readonly frame: Frame;
  /** The part of the canvas that belongs to the side, in device pixels. */
  readonly clip: Rectangle;
  /** From the side's frame to the canvas. */
  readonly transform: Affine;
}

export interface Arrangement {
  readonly placements: readonly Placement[];
  /** The pane in which `view` places the after. */
  readonly pane: Rectangle;
  /** The sides have a pane each. */
  readonly sideBySide: boolean;
  /** The view that shows everything. */
  readonly fit: Viewport;
}

/** What is asked for, or side by side when places cannot be compared. */
export function possibleMode(mode: CompareMode, frames: Frames): CompareMode {
  return frames.map && invert(frames.map) ? mode : 'side_by_side';
}

/**
 * Lays the sides out on a canvas. `view` is in the after's frame; undefined means fitted. The before follows through
 * the map: on the very same places for the slider, in step in its own upright frame for side by side.
 */
export function arrange(
  mode: CompareMode,
  canvas: Size,
  frames: Frames,
  view: Viewport | undefined,
  divider: number,
): Arrangement {
  const whole: Rectangle = { x: 0, y: 0, width: canvas.width, height: canvas.height };
  const { before, after, map } = frames;
  const possible = possibleMode(mode, frames);
  if (possible === 'side_by_side') return sideBySide(whole, frames, view);
  const fit = fitted(after, whole);
  const transform = transformOf(view ?? fit, whole);
  if (possible === 'difference') {
    return {
      placements: [{ side: 'difference', frame: differenceFrame(frames), clip: whole, transform }],
      pane: whole,
      sideBySide: false,
      fit,
    };
  }
  const edge = Math.round(canvas.width * divider);
  return {
    placements: [
      {
        side: 'before',
        frame: before,
        clip: { ...whole, width: edge },
        transform: map ? compose(map, transform) : transform,
      },
      { side: 'after', frame: after, clip: { ...whole, x: edge, width: canvas.width - edge }, transform },
    ],
    pane: whole,
    sideBySide: false,
    fit,
  };
}

/** Differences are taken in the after's frame, of the luma where the channels do not match. */
export function differenceFrame({ before, after }: Frames): Frame {
  const channels = before.channels === after.channels ? after.channels : 1;
  return { ...after, channels, float: before.float || after.float };
}

/** Panes beside each other, or above each other where that leaves more room. */
function split(whole: Rectangle): readonly [Rectangle, Rectangle] {
  if (whole.width >= whole.height) {
    const half = Math.floor(whole.width / 2);
    return [
      { ...whole, width: half },
      { ...whole, x: half, width: whole.width - half },
    ];
  }
  const half = Math.floor(whole.height / 2);
  return [
    { ...whole, height: half },
    { ...whole, y: half, height: whole.height - half },
  ];
}

function sideBySide(whole: Rectangle, frames: Frames, view: Viewport | undefined): Arrangement {
  const { before, after } = frames;
  const [beforePane, afterPane] = split(whole);
  const pair = fitPair(frames, beforePane, afterPane);
  const seen = view ?? pair.after;
  return {
    placements: [
      {
        side: 'before',
        frame: before,
        clip: beforePane,
        transform: transformOf(inStep(seen, pair, frames), beforePane),
      },
      { side: 'after', frame: after, clip: afterPane, transform: transformOf(seen, afterPane) },
    ],
    pane: afterPane,
    sideBySide: true,
    fit: pair.after,
  };
}

interface Pair {
  readonly before: Viewport;
  readonly after: Viewport;
}

/** The map of places, or, where there is none, the one that lays one frame over the other. */
function navigationMap({ before, after, map }: Frames): Affine {
  return map && invert(map) ? map : scaling(after.width / before.width, after.height / before.height);
}

/**
 * Both frames whole. Things have the same size in both panes, unless a crop would make one of them tiny: then each
 * fills its own pane.
 */
function fitPair(frames: Frames, beforePane: Rectangle, afterPane: Rectangle): Pair {
  const before = fitted(frames.before, beforePane);
  const after = fitted(frames.after, afterPane);
  const same = meanScale(navigationMap(frames));
  const own = before.scale / after.scale;
  if (own / same > 2 || same / own > 2) return { before, after };
  const scale = Math.min(after.scale, before.scale / same);
  return { before: { ...before, scale: scale * same }, after: { ...after, scale } };
}

/**
 * The before's view that belongs to a view of the after: the same place in the middle. Fitted, each frame is centred
 * on its own; the offset between the two vanishes as one zooms in, fourfold and further.
 */
function inStep(view: Viewport, fit: Pair, frames: Frames): Viewport {
  const back = invert(navigationMap(frames))!;
  const scale = view.scale * (fit.before.scale / fit.after.scale);
  const [x, y] = applyMap(back, view.x, view.y);
  const [middleX, middleY] = applyMap(back, fit.after.x, fit.after.y);
  const progress = Math.min(Math.max(Math.log(view.scale / fit.after.scale) / Math.log(4), 0), 1);
  const rest = ((1 - progress) * fit.before.scale) / scale;
  return {
    scale,
    x: x - (middleX - fit.before.x) * rest,
    y: y - (middleY - fit.before.y) * rest,
  };
}

/** The placement a point of the canvas belongs to. */
export function placementAt(arrangement: Arrangement, x: number, y: number): Placement | undefined {
  return arrangement.placements.find(
    ({ clip }) => x >= clip.x && y >= clip.y && x < clip.x + clip.width && y < clip.y + clip.height,
  );
}

/** Where a point of one side's frame is in the after's; the difference has the after's frame. */
export function toAfter(frames: Frames, side: Side, x: number, y: number): readonly [number, number] {
  return side === 'before' ? applyMap(navigationMap(frames), x, y) : [x, y];
}

/** Where a point of the after's frame is in the before's. */
export function toBefore(frames: Frames, x: number, y: number): readonly [number, number] {
  return applyMap(invert(navigationMap(frames))!, x, y);
}
