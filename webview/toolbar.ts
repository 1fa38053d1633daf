import { html, nothing, type TemplateResult } from 'lit';
import type { CompareMode, Zoom } from '../src/shared/viewState.ts';
import { possibleMode } from './arrangement.ts';
import { button, dropdown } from './controls.ts';
import { formatFigure, formatZoom } from './format.ts';
import type { Memory } from './memory.ts';
import type { Scene } from './scene.ts';

export interface ToolbarActions {
  readonly compare: (mode: CompareMode) => void;
  readonly zoom: (zoom: number | 'fit' | 'in' | 'out') => void;
  readonly chooseMapping: (side: 'before' | 'after', id: string) => void;
}

const modes: readonly { mode: CompareMode; label: string; key: string }[] = [
  { mode: 'slider', label: 'Slider', key: '1' },
  { mode: 'side_by_side', label: 'Side by side', key: '2' },
  { mode: 'difference', label: 'Difference', key: '3' },
];

/** Ways to compare, and the zoom. */
export function toolbar(
  scene: Scene | undefined,
  memory: Memory,
  zoom: Zoom,
  actions: ToolbarActions,
): TemplateResult {
  const mode = scene ? possibleMode(memory.compare, scene.frames) : memory.compare;
  const placed = scene ? possibleMode('slider', scene.frames) === 'slider' : true;
  return html`<div class="toolbar">
    <div class="group" role="group" aria-label="Compare by">
      ${modes.map(entry =>
        button({
          id: `mode-${entry.mode}`,
          label: entry.label,
          title: `${entry.label} (key ${entry.key})`,
          pressed: mode === entry.mode,
          disabled: !placed && entry.mode !== 'side_by_side',
          onClick: () => {
            actions.compare(entry.mode);
          },
        }),
      )}
    </div>
    <div class="group" role="group" aria-label="Zoom">
      ${button({
        label: '−',
        title: 'Zoom out (key −)',
        accessibleName: 'Zoom out (key −)',
        onClick: () => {
          actions.zoom('out');
        },
      })}
      <span class="zoom-level" id="zoom-level" aria-live="polite"
        >${scene ? formatZoom(zoom.scale) : '…'}</span
      >
      ${button({
        label: '+',
        title: 'Zoom in (key +)',
        accessibleName: 'Zoom in (key +)',
        onClick: () => {
          actions.zoom('in');
        },
      })}
      ${button({
        label: 'Fit',
        title: 'Fit (key 0)',
        pressed: zoom.fit,
        onClick: () => {
          actions.zoom('fit');
        },
      })}
      ${button({
        label: '100 %',
        title: 'Actual size, one image pixel per screen pixel (key A)',
        pressed: !zoom.fit && zoom.scale === 1,
        onClick: () => {
          actions.zoom(1);
        },
      })}
    </div>
  </div>`;
}

/** How values are turned into what is seen, said wherever that is not plain 8-bit. */
export function mappingLine(
  scene: Scene | undefined,
  memory: Memory,
  choose: (side: 'before' | 'after', id: string) => void,
): TemplateResult {
  // The first picture is made for the room that is left beside it.
  if (!scene) return html`<div class="mappings awaited"></div>`;
  const { frames, developed } = scene;
  const mode = possibleMode(memory.compare, frames);
  const vectors = (['before', 'after'] as const).filter(side => frames[side].folded !== undefined);
  const reason =
    developed.map === undefined
      ? 'The result has no places in the picture (it is a vector): only side by side can compare them.'
      : mode !== memory.compare
        ? 'The result cannot be laid over the picture: only side by side can compare them.'
        : undefined;
  return html`<div class="mappings">
    ${
      mode === 'difference'
        ? html`<span class="mapping" id="white-point">${whitePoint(scene.white)}</span>`
        : html`${sideMapping(scene, memory, 'before', choose)}${sideMapping(scene, memory, 'after', choose)}`
    }
    ${vectors.map(
      side =>
        html`<span class="mapping"
          >${side === 'before' ? 'Before' : 'After'}: ${vectorText(scene, side)}</span
        >`,
    )}
    ${reason === undefined ? nothing : html`<span class="mapping" id="compare-reason">${reason}</span>`}
  </div>`;
}

function whitePoint(white: number | undefined): string {
  if (white === 0) return 'Difference: none, so all is black';
  return `Difference: 0 is black, ${white === undefined ? '…' : formatFigure(white)} is white`;
}

function vectorText(scene: Scene, side: 'before' | 'after'): string {
  const { folded, width } = scene.frames[side];
  const length = scene.planeOf(side).shape.width;
  const part = folded === length ? `${length} values` : `the first ${folded ?? 0} of ${length} values`;
  return `${part} in rows of ${width}`;
}

function sideMapping(
  scene: Scene,
  memory: Memory,
  side: 'before' | 'after',
  choose: (side: 'before' | 'after', id: string) => void,
): TemplateResult | typeof nothing {
  const plane = scene.planeOf(side);
  const current = scene.mappingOf(side, memory.mappings);
  if (plane.mappings.length < 2 && plane.shape.dtype !== 'float32') return nothing;
  const name = side === 'before' ? 'Before' : 'After';
  return html`<span class="mapping" data-side=${side}>
    <span>${name} shown:</span>
    ${
      plane.mappings.length < 2
        ? html`<span>${current.label}</span>`
        : dropdown({
            id: `mapping-${side}`,
            name: `How the values of the ${side} are shown`,
            value: current.id,
            choices: plane.mappings.map(({ id, label }) => ({ value: id, label })),
            onChange: id => {
              choose(side, id);
            },
          })
    }
  </span>`;
}
