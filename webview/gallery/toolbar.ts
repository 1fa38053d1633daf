import { html, nothing, type TemplateResult } from 'lit';
import type { GalleryState } from '../../src/shared/gallery.ts';
import { button, dropdown, textField } from '../controls.ts';
import { groupings, measuredSortings, sortings, type Grouping, type Sorting } from './arrange.ts';
import { tileSides, type Memory } from './memory.ts';

export interface ToolbarActions {
  readonly remember: (change: Partial<Memory>) => void;
  readonly choosePipeline: (id: string) => void;
  readonly setMode: (mode: 'train' | 'inference') => void;
}

/** What is shown, in which order and how large, and through which pipeline. */
export function toolbar(
  state: GalleryState | undefined,
  memory: Memory,
  { remember, choosePipeline, setMode }: ToolbarActions,
): TemplateResult {
  const order = memory.descending ? 'Descending: make it ascending' : 'Ascending: make it descending';
  const through = state !== undefined && state.pipeline !== 'none';
  return html`<div class="toolbar" role="toolbar" aria-label="Gallery">
    <div class="group filter">
      ${textField({
        id: 'filter',
        name: 'Filter by text in the path',
        placeholder: 'Filter by path',
        value: memory.text,
        onInput: text => {
          remember({ text });
        },
      })}
    </div>
    <div class="group">
      <span class="label">Group</span>
      ${dropdown({
        id: 'grouping',
        name: 'Group by',
        value: memory.grouping,
        choices: Object.entries(groupings).map(([value, label]) => ({ value, label })),
        onChange: value => {
          remember({ grouping: value as Grouping });
        },
      })}
    </div>
    <div class="group">
      <span class="label">Sort</span>
      ${dropdown({
        id: 'sorting',
        name: 'Sort by',
        value: memory.sorting,
        choices: (Object.keys(sortings) as Sorting[]).map(value => ({
          value,
          label: sortings[value],
          ...(measuredSortings.has(value) && !state?.report && { doc: 'Known after Check Health.' }),
        })),
        onChange: value => {
          remember({ sorting: value as Sorting });
        },
      })}
      ${button({
        id: 'descending',
        label: memory.descending ? '↓' : '↑',
        title: order,
        accessibleName: order,
        onClick: () => {
          remember({ descending: !memory.descending });
        },
      })}
    </div>
    <label class="group">
      <span class="label">Size</span>
      <input
        id="side"
        type="range"
        min=${tileSides.least}
        max=${tileSides.most}
        step="8"
        aria-label="Size of the tiles, in pixels"
        .value=${String(memory.side)}
        @input=${(event: Event) => {
          remember({ side: Number((event.currentTarget as HTMLInputElement).value) });
        }}
      />
    </label>
    <div class="group">
      <span class="label">Through</span>
      ${dropdown({
        id: 'pipeline',
        name: 'Show every image through a pipeline',
        value: state?.pipeline ?? 'none',
        choices: [
          { value: 'none', label: 'Originals' },
          ...(state?.pipelines ?? []).map(({ id, label, detail }) => ({ value: id, label, doc: detail })),
        ],
        onChange: choosePipeline,
      })}
      ${
        through
          ? dropdown({
              id: 'mode',
              name: 'Mode of the pipeline',
              value: state.mode,
              choices: [
                { value: 'train', label: 'Training', doc: 'Runs every step.' },
                { value: 'inference', label: 'Inference', doc: 'Leaves out augmentation.' },
              ],
              onChange: value => {
                setMode(value === 'inference' ? 'inference' : 'train');
              },
            })
          : nothing
      }
    </div>
    <div class="group">
      ${
        hasLabels(state)
          ? button({
              id: 'labels',
              label: 'Labels',
              title: 'Draw the labels on the pictures; the list of classes shows and hides each',
              pressed: memory.labels,
              onClick: () => {
                remember({ labels: !memory.labels });
              },
            })
          : nothing
      }
      ${button({
        id: 'panel',
        label: 'Details',
        title: 'Findings, classes, splits and figures of the dataset',
        pressed: memory.panel,
        onClick: () => {
          remember({ panel: !memory.panel });
        },
      })}
    </div>
  </div>`;
}

/** Whether the layout is one of objects or masks. */
function hasLabels(state: GalleryState | undefined): boolean {
  const layout = state?.recognized?.layout;
  return layout !== undefined && layout !== 'classes' && layout !== 'images';
}
