import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { Affine } from '../../src/shared/affine.ts';
import { colorOfId } from '../../src/shared/labelColors.ts';
import type { SmallMask } from '../../src/shared/labels.ts';
import { themeColor } from '../colors.ts';
import { drawLabels, drawMask, opacity } from '../labels.ts';
import type { TilePicture } from './tiles.ts';

/** How the labels of all tiles are drawn. */
export interface LabelLook {
  /** Of a tile, in CSS pixels. */
  readonly side: number;
  /** Classes that are not shown. */
  readonly hidden: readonly string[];
  /** Ids of masks that are not shown. */
  readonly hiddenIds: readonly number[];
}

/** Names are read on tiles of at least this side. */
const leastWithNames = 160;

const drawn = new WeakMap<Element, readonly [TilePicture, LabelLook]>();

/** A canvas with the labels of a picture, laid over it. */
export function labelCanvas(picture: TilePicture, look: LabelLook): TemplateResult | typeof nothing {
  const { labels, mask, address } = picture;
  if (address === undefined || (!mask && (labels?.objects.length ?? 0) === 0)) return nothing;
  return html`<canvas
    class="labels"
    aria-hidden="true"
    ${ref(element => {
      if (element instanceof HTMLCanvasElement) draw(element, picture, look);
    })}
  ></canvas>`;
}

function draw(canvas: HTMLCanvasElement, picture: TilePicture, look: LabelLook): void {
  const [before, beforeLook] = drawn.get(canvas) ?? [];
  if (before === picture && beforeLook === look) return;
  drawn.set(canvas, [picture, look]);
  const { labels, mask, width, height } = picture;
  const { side, hidden, hiddenIds } = look;
  canvas.width = canvas.height = Math.round(side * devicePixelRatio);
  const place = labels && placeOf(picture, canvas.width);
  const context = canvas.getContext('2d');
  if (!place || !context) return;
  if (mask && width !== undefined && height !== undefined)
    drawMask(context, pictureOf(mask, new Set(hiddenIds)), { width, height }, place);
  const objects = labels.objects.filter(({ label }) => !hidden.includes(label));
  const style = { once: true, ratio: devicePixelRatio * (side < leastWithNames ? 0.6 : 0.8) };
  const font = side < leastWithNames ? {} : { font: themeColor('--vscode-font-family') || 'sans-serif' };
  drawLabels(context, { ...labels, objects }, place, { ...style, ...font });
}

/** Each id in its colour, but for those that are hidden. */
function pictureOf({ width, height, runs }: SmallMask, hidden: ReadonlySet<number>): OffscreenCanvas {
  const image = new ImageData(width, height);
  const levels = new Uint32Array(image.data.buffer);
  const alpha = Math.round(opacity * 255);
  let place = 0;
  for (let at = 0; at < runs.length; at += 2) {
    const [id, length] = [runs[at]!, runs[at + 1]!];
    if (id !== 0 && !hidden.has(id)) {
      image.data.set([...colorOfId(id), alpha], place * 4);
      levels.fill(levels[place]!, place, place + length);
    }
    place += length;
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  return canvas;
}

/**
 * Where points of the labels lie on a square of this side in which the picture is fitted; undefined when they are of an
 * image of another size.
 */
export function placeOf(
  { labels, width, height }: Pick<TilePicture, 'labels' | 'width' | 'height'>,
  side: number,
): Affine | undefined {
  if (!labels || width === undefined || height === undefined) return undefined;
  if ((labels.width ?? width) !== width || (labels.height ?? height) !== height) return undefined;
  const scale = side / Math.max(width, height);
  const isFractions = labels.units === 'fractions';
  return [
    scale * (isFractions ? width : 1),
    0,
    0,
    scale * (isFractions ? height : 1),
    (side - scale * width) / 2,
    (side - scale * height) / 2,
  ];
}
