import { applyMap, compose, invert, type Affine } from '../src/shared/affine.ts';
import type { Mapping } from '../src/shared/view.ts';
import type { Placement } from './arrangement.ts';
import { formatValue } from './format.ts';
import { contains, wholePixels } from './frame.ts';
import { pixelOf, type Values } from './values.ts';
import { visibleRegion, type Rectangle } from './viewport.ts';

/** Numbers drawn once for a place and a zoom, and moved with the picture while one pans. */
interface Sheet {
  readonly bitmap: OffscreenCanvas;
  /** From the sheet's pixels to the side's frame, as it was when drawn. */
  readonly toFrame: Affine;
  readonly region: Rectangle;
  readonly scale: string;
}

/** Smallest readable text, in CSS pixels. */
const smallestText = 7.5;
const largestText = 13;
/** Share of a digit's width in its height, for a monospaced font. */
const digitWidth = 0.62;
const lineHeight = 1.15;
const roomInPixel = 0.92;

/** The values themselves, one line per channel, on every pixel that is large enough for them. */
export class Numbers {
  private sheet: Sheet | undefined;

  /** Forgets what was drawn: the values or how they are shown have changed. */
  clear(): void {
    this.sheet = undefined;
  }

  /** Draws the numbers of a side where they fit and are known; asks for those that are not. Returns whether it did. */
  draw(
    context: CanvasRenderingContext2D,
    placement: Placement,
    values: Values,
    mapping: Mapping | undefined,
    pixelRatio: number,
    font: string,
    /** Whether to draw anew what can be moved and stretched for now. */
    anew: boolean,
  ): boolean {
    const { transform, clip, frame } = placement;
    const cell = cellSide(transform);
    if (cell < 30 * pixelRatio) return false;
    const visible = visibleRegion(transform, clip, frame);
    if (!visible) return false;
    const region = wholePixels(visible, frame);
    const scale = transform.slice(0, 4).join(' ');
    const fits = this.sheet?.scale === scale && contains(this.sheet.region, region);
    if (!this.sheet || (anew && !fits)) {
      const wider = wholePixels(visible, frame, visible.width / 4, visible.height / 4);
      const block = values.block(wider);
      if (block) {
        const sheet = makeSheet(placement, wider, scale, cell, pixelRatio, font, mapping, (x, y) =>
          values.exists(x, y) ? pixelOf(block, x, y) : undefined,
        );
        if (!sheet) return false;
        this.sheet = sheet;
      }
    }
    if (!this.sheet) return false;
    context.save();
    context.beginPath();
    context.rect(clip.x, clip.y, clip.width, clip.height);
    context.clip();
    context.imageSmoothingEnabled = this.sheet.scale !== scale;
    context.setTransform(...compose(this.sheet.toFrame, transform));
    context.drawImage(this.sheet.bitmap, 0, 0);
    context.restore();
    return true;
  }
}

/** The side of the largest upright square inside a pixel, in device pixels. */
function cellSide([a, b, c, d]: Affine): number {
  const area = Math.abs(a * d - b * c);
  const widest = Math.max(Math.abs(a) + Math.abs(c), Math.abs(b) + Math.abs(d));
  return widest === 0 ? 0 : Math.min(area / widest, Math.sqrt(area));
}

function makeSheet(
  { transform, frame }: Placement,
  region: Rectangle,
  scale: string,
  cell: number,
  pixelRatio: number,
  font: string,
  mapping: Mapping | undefined,
  valuesAt: (x: number, y: number) => Float64Array | undefined,
): Sheet | undefined {
  const cells: { x: number; y: number; values: Float64Array; lines: string[] }[] = [];
  let longest = 1;
  let lineCount = 1;
  for (let y = region.y; y < region.y + region.height; y++) {
    for (let x = region.x; x < region.x + region.width; x++) {
      const values = valuesAt(x, y);
      if (!values) continue;
      const lines = Array.from(values, value => formatValue(value, frame.float));
      for (const line of lines) longest = Math.max(longest, line.length);
      lineCount = Math.max(lineCount, lines.length);
      cells.push({ x, y, values, lines });
    }
  }
  const room = cell * roomInPixel;
  const height = Math.min(
    room / (lineCount * lineHeight),
    room / (Math.max(longest, 3) * digitWidth),
    largestText * pixelRatio,
  );
  if (height < smallestText * pixelRatio) return undefined;

  const corners = [
    applyMap(transform, region.x, region.y),
    applyMap(transform, region.x + region.width, region.y),
    applyMap(transform, region.x, region.y + region.height),
    applyMap(transform, region.x + region.width, region.y + region.height),
  ];
  const left = Math.floor(Math.min(...corners.map(([x]) => x)));
  const top = Math.floor(Math.min(...corners.map(([, y]) => y)));
  const right = Math.ceil(Math.max(...corners.map(([x]) => x)));
  const bottom = Math.ceil(Math.max(...corners.map(([, y]) => y)));
  const toFrame = invert(transform);
  if (!toFrame) return undefined;

  const bitmap = new OffscreenCanvas(right - left, bottom - top);
  const context = bitmap.getContext('2d');
  if (!context) return undefined;
  context.font = `${height}px ${font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { x, y, values, lines } of cells) {
    const [centreX, centreY] = applyMap(transform, x + 0.5, y + 0.5);
    context.fillStyle = lightnessOf(values, mapping) > 0.45 ? '#000' : '#fff';
    const first = centreY - top - ((lines.length - 1) * height * lineHeight) / 2;
    for (const [index, line] of lines.entries())
      context.fillText(line, centreX - left, first + index * height * lineHeight);
  }
  return { bitmap, toFrame: compose([1, 0, 0, 1, left, top], toFrame), region, scale };
}

/** Luma of a pixel as it is shown, 0 to 1, to choose a text colour that stands out. */
function lightnessOf(values: Float64Array, mapping: Mapping | undefined): number {
  const level = (channel: number) => {
    const shown = (values[channel] ?? 0) * (mapping?.scale[channel] ?? 1) + (mapping?.offset[channel] ?? 0);
    return Math.min(Math.max(shown / 255, 0), 1);
  };
  if (values.length < 3) return level(0);
  const lightness = 0.299 * level(0) + 0.587 * level(1) + 0.114 * level(2);
  // Transparent pixels are seen on the light and dark squares beneath them.
  return values.length === 4 ? lightness * level(3) + 0.6 * (1 - level(3)) : lightness;
}
