import { html, nothing, type TemplateResult } from 'lit';
import { scaling } from '../src/shared/affine.ts';
import type { Problem } from '../src/shared/errors.ts';
import type { Picture } from '../src/shared/picture.ts';
import type { Sample, SampleTile, TileSide } from '../src/shared/samples.ts';
import type { ViewState } from '../src/shared/viewState.ts';
import { describeShape } from '../src/shared/shape.ts';
import { drawLabels, drawMask } from './labels.ts';
import { imageDataOf } from './imageData.ts';

/** One sample's tile. What it shows stays until something newer is there. */
export interface Tile {
  readonly before: HTMLCanvasElement;
  readonly after: HTMLCanvasElement;
  /** What was fetched last: state and revision of the file. */
  key?: string;
  look?: SampleTile;
  /** Of the names of labels, as they were drawn; labels are not drawn without. */
  font?: string | undefined;
  /** Why there is no picture. */
  problem?: Problem;
}

export function emptyTile(): Tile {
  return { before: document.createElement('canvas'), after: document.createElement('canvas') };
}

/** @param font of the names of labels; without it labels are not drawn */
export function drawTile(tile: Tile, look: SampleTile, font: string | undefined): void {
  delete tile.problem;
  tile.look = look;
  tile.font = font;
  draw(tile.before, look.before, font);
  draw(tile.after, look.after, font);
}

function draw(
  canvas: HTMLCanvasElement,
  { picture, shape, labels, mask }: TileSide,
  font: string | undefined,
): void {
  canvas.width = picture?.width ?? 0;
  canvas.height = picture?.height ?? 0;
  if (!picture) return;
  const { width, height } = picture;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.putImageData(imageDataOf(picture), 0, 0);
  if (font === undefined || !labels) return;
  const transform = scaling(width / shape.width, height / shape.height);
  if (mask) drawMask(context, canvasOf(mask), shape, transform);
  drawLabels(context, labels, transform, { ratio: window.devicePixelRatio, font });
}

function canvasOf(picture: Picture): OffscreenCanvas {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext('2d')!.putImageData(imageDataOf(picture), 0, 0);
  return canvas;
}

interface TileActions {
  readonly open: () => void;
  readonly remove: () => void;
}

/** Pictures, name, shapes, why it is hard and what is wrong. */
export function tileItem(
  { name, reasons = [] }: Sample,
  tile: Tile,
  current: boolean,
  state: ViewState,
  { open, remove }: TileActions,
): TemplateResult {
  const { look, problem } = tile;
  const shapes = look && `${describeShape(look.before.shape)} → ${describeShape(look.after.shape)}`;
  return html`<li
    class=${current ? 'sample-tile current' : 'sample-tile'}
    data-sample=${name}
    aria-busy=${String(tile.key === undefined)}
  >
    <button
      type="button"
      class="open"
      title=${`Look at ${name} step by step`}
      aria-label=${`Look at ${name} step by step`}
      aria-current=${String(current)}
      @click=${open}
    >
      ${side('Before', tile.before, look?.before)} ${side('After', tile.after, look?.after)}
    </button>
    <div class="caption">
      <span class="name" title=${name}>${name}</span>
      <button
        type="button"
        class="remove"
        title=${`Remove ${name}`}
        aria-label=${`Remove the tile of ${name}`}
        @click=${remove}
      >
        ×
      </button>
    </div>
    <p class="shapes">${shapes ?? (problem ? '–' : '…')}</p>
    ${
      reasons.length === 0
        ? nothing
        : html`<ul class="reasons" aria-label="Why it is hard">
            ${reasons.map(({ label, detail }) => html`<li title=${detail}>${label}</li>`)}
          </ul>`
    }
    ${look?.failed ? html`<p class="wrong">${atStep(look.failed, state)}</p>` : nothing}
    ${problem ? html`<p class="wrong">${problem.message} ${problem.hint ?? ''}</p>` : nothing}
  </li>`;
}

function side(label: string, canvas: HTMLCanvasElement, shown: TileSide | undefined): TemplateResult {
  const content = shown && !shown.picture ? html`<span class="none">1-D, no picture</span>` : canvas;
  return html`<span class="side"
    ><span class="frame">${content}</span><span class="label">${label}</span></span
  >`;
}

/** What a step says that could not be applied, with its place unless the message begins with it. */
function atStep({ step, message, hint = '' }: Problem, { steps }: ViewState): string {
  const operation = step === undefined ? undefined : steps[step]?.operation;
  const place =
    step === undefined || message.startsWith('Step ') ? '' : `Step ${step + 1}, ${operation ?? ''}: `;
  return `${place}${message} ${hint}`.trim();
}
