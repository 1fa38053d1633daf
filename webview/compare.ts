import { applyMap, type Affine } from '../src/shared/affine.ts';
import type { Arrangement, Placement } from './arrangement.ts';
import type { Tile } from './pictures.ts';
import { axisScales, type Rectangle, type Size } from './viewport.ts';

/** Colours of what is drawn around and under the pictures. */
export interface CanvasColors {
  readonly outline: string;
  readonly checks: CanvasPattern;
}

/** From this many device pixels per image pixel the pixels are shown crisp. */
const crispFrom = 3;

/** Draws every side in its pane, from what is there: coarse pictures first, finer ones over them. */
export function drawComparison(
  context: CanvasRenderingContext2D,
  canvas: Size,
  arrangement: Arrangement,
  tilesOf: (placement: Placement) => readonly Tile[],
  colors: CanvasColors,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  for (const placement of arrangement.placements) {
    const { clip } = placement;
    if (clip.width <= 0 || clip.height <= 0) continue;
    context.save();
    context.beginPath();
    context.rect(clip.x, clip.y, clip.width, clip.height);
    context.clip();
    if (placement.side !== 'difference' && placement.frame.channels === 4)
      drawChecks(context, placement, colors.checks);
    drawTiles(context, tilesOf(placement), placement);
    context.restore();
  }
  drawOutlines(context, arrangement, colors.outline);
}

function drawTiles(
  context: CanvasRenderingContext2D,
  tiles: readonly Tile[],
  { frame, transform }: Placement,
): void {
  const finest = tiles.at(-1);
  for (const tile of tiles) {
    context.save();
    // Where pixels are transparent, two pictures over each other would be seen both.
    if (frame.channels === 4 && finest && tile !== finest) {
      const { canvas } = context;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.beginPath();
      context.rect(0, 0, canvas.width, canvas.height);
      outline(context, transform, finest.region);
      context.clip('evenodd');
    }
    drawTile(context, tile, transform);
    context.restore();
  }
}

function drawTile(context: CanvasRenderingContext2D, tile: Tile, transform: Affine): void {
  const { region, bitmap, density } = tile;
  const [scaleX, scaleY] = axisScales(transform);
  context.imageSmoothingEnabled = Math.max(scaleX, scaleY) / density < crispFrom;
  context.imageSmoothingQuality = 'high';
  const [a, b, c, d] = transform;
  if (b === 0 && c === 0 && a > 0 && d > 0) {
    // Whole device pixels, so that a picture made for this zoom is copied and not resampled.
    const [left, top] = applyMap(transform, region.x, region.y);
    const exact = Math.abs(a / density - 1) < 0.01 && Math.abs(d / density - 1) < 0.01;
    const width = exact ? bitmap.width : region.width * a;
    const height = exact ? bitmap.height : region.height * d;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(bitmap, exact ? Math.round(left) : left, exact ? Math.round(top) : top, width, height);
    return;
  }
  context.setTransform(...transform);
  context.drawImage(bitmap, region.x, region.y, region.width, region.height);
}

function drawChecks(context: CanvasRenderingContext2D, placement: Placement, checks: CanvasPattern): void {
  const { frame } = placement;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = checks;
  context.beginPath();
  outline(context, placement.transform, frame);
  context.fill();
}

/** The edge of the after's frame, which the before may reach beyond, and the edge between two panes. */
function drawOutlines(context: CanvasRenderingContext2D, arrangement: Arrangement, color: string): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.strokeStyle = color;
  context.lineWidth = 1;
  const after = arrangement.placements.at(-1)!;
  context.beginPath();
  if (arrangement.sideBySide) {
    if (after.clip.y === 0) {
      context.moveTo(after.clip.x + 0.5, 0);
      context.lineTo(after.clip.x + 0.5, after.clip.height);
    } else {
      context.moveTo(0, after.clip.y + 0.5);
      context.lineTo(after.clip.width, after.clip.y + 0.5);
    }
  } else {
    outline(context, after.transform, after.frame, 0.5);
  }
  context.stroke();
}

/** Adds the edge of a frame to the path. */
function outline(
  context: CanvasRenderingContext2D,
  transform: Affine,
  area: Size & Partial<Rectangle>,
  beyond = 0,
): void {
  const { x: left = 0, y: top = 0, width, height } = area;
  const corners = [
    [left, top, -1, -1],
    [left + width, top, 1, -1],
    [left + width, top + height, 1, 1],
    [left, top + height, -1, 1],
  ] as const;
  for (const [index, [x, y, outwardsX, outwardsY]] of corners.entries()) {
    const [px, py] = applyMap(transform, x, y);
    const at = [px + outwardsX * beyond, py + outwardsY * beyond] as const;
    if (index === 0) context.moveTo(...at);
    else context.lineTo(...at);
  }
  context.closePath();
}

/** Marks a place, seen on light and on dark. */
export function drawCross(
  context: CanvasRenderingContext2D,
  clip: Rectangle,
  [x, y]: readonly [number, number],
  pixelRatio: number,
): void {
  const arm = 8 * pixelRatio;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.beginPath();
  context.rect(clip.x, clip.y, clip.width, clip.height);
  context.clip();
  for (const [color, width] of [
    ['#000', 3],
    ['#fff', 1],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = width * pixelRatio;
    context.beginPath();
    context.moveTo(x - arm, y);
    context.lineTo(x + arm, y);
    context.moveTo(x, y - arm);
    context.lineTo(x, y + arm);
    context.stroke();
  }
  context.restore();
}
