import { html, nothing, type TemplateResult } from 'lit';
import { formatValue } from './format.ts';
import { channelLetters, type Frame } from './frame.ts';
import type { Scene } from './scene.ts';
import type { Spot } from './painter.ts';

/** Position and values under the cursor: before → after, in image units. */
export function readout(scene: Scene | undefined, spot: Spot | undefined): TemplateResult {
  if (!scene || !spot) {
    return html`<p class="readout" aria-live="off">
      <span class="hint">Point at the picture to read its values.</span>
    </p>`;
  }
  const { before, after } = scene.frames;
  const [beforeX, beforeY] = spot.before.map(Math.floor) as [number, number];
  const [afterX, afterY] = spot.after.map(Math.floor) as [number, number];
  const same =
    beforeX === afterX &&
    beforeY === afterY &&
    before.width === after.width &&
    before.height === after.height;
  const left = scene.valuesOf('before').at(beforeX, beforeY);
  const right = scene.valuesOf('after').at(afterX, afterY);
  return html`<p class="readout" aria-live="off">
    <span class="place">${place(scene, 'after', afterX, afterY)}</span>
    ${
      same
        ? nothing
        : html`<span class="place before">before ${place(scene, 'before', beforeX, beforeY)}</span>`
    }
    ${values(left, right, before, after, {
      before: scene.valuesOf('before').exists(beforeX, beforeY),
      after: scene.valuesOf('after').exists(afterX, afterY),
    })}
  </p>`;
}

function place(scene: Scene, side: 'before' | 'after', x: number, y: number): string {
  const frame = scene.frames[side];
  if (!scene.valuesOf(side).exists(x, y)) return 'outside';
  return frame.folded === undefined ? `x ${x}, y ${y}` : `value ${y * frame.width + x}`;
}

function values(
  left: Float64Array | undefined,
  right: Float64Array | undefined,
  before: Frame,
  after: Frame,
  exists: { readonly before: boolean; readonly after: boolean },
): TemplateResult {
  const text = (list: Float64Array | undefined, channel: number, float: boolean, there: boolean) =>
    list ? formatValue(list[channel], float) : there ? '…' : '–';
  if (before.channels !== after.channels) {
    const list = (all: Float64Array | undefined, frame: Frame, there: boolean) =>
      Array.from({ length: frame.channels }, (_, channel) => text(all, channel, frame.float, there)).join(
        ', ',
      );
    return html`<span class="value"
      >${list(left, before, exists.before)} → ${list(right, after, exists.after)}</span
    >`;
  }
  return html`${channelLetters(after.channels).map(
    (letter, channel) =>
      html`<span class="value" data-channel=${letter}
        >${letter === '' ? nothing : html`<b>${letter}</b> `}${text(left, channel, before.float, exists.before)}
        → ${text(right, channel, after.float, exists.after)}</span
      >`,
  )}`;
}
