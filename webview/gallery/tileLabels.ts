import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { Affine } from '../../src/shared/affine.ts';
import { themeColor } from '../colors.ts';
import { drawLabels } from '../labels.ts';
import type { TilePicture } from './tiles.ts';

/** How the labels of all tiles are drawn. */
export interface LabelLook {
  /** Of a tile, in CSS pixels. */
  readonly side: number;
  /** Classes that are not shown. */
  readonly hidden: readonly string[];
}

/** Names are read on tiles of at least this side. */
const leastWithNames = 160;

const drawn = new WeakMap<Element, readonly [TilePicture, LabelLook]>();

/** A canvas with the labels of a picture, laid over it. */
export function labelCanvas(picture: TilePicture, look: LabelLook): TemplateResult | typeof nothing {
  if (!picture.labels || picture.labels.objects.length === 0 || picture.address === undefined) return nothing;
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
  const { labels } = picture;
  const { side, hidden } = look;
  canvas.width = canvas.height = Math.round(side * devicePixelRatio);
  const place = labels && placeOf(picture, canvas.width);
  const context = canvas.getContext('2d');
  if (!place || !context) return;
  const objects = labels.objects.filter(({ label }) => !hidden.includes(label));
  const style = { ratio: devicePixelRatio * (side < leastWithNames ? 0.6 : 0.8) };
  const font = side < leastWithNames ? {} : { font: themeColor('--vscode-font-family') || 'sans-serif' };
  drawLabels(context, { ...labels, objects }, place, { ...style, ...font });
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
