import { html, nothing, type TemplateResult } from 'lit';
import type { OperationEntry } from '../src/shared/catalogue.ts';
import type { PipelineEdit } from '../src/shared/edit.ts';
import type { ViewState } from '../src/shared/viewState.ts';
import type { StepPath } from '../src/shared/stepPath.ts';
import { checkbox, dropdown, radioGroup } from './controls.ts';
import type { Figures } from './figures.ts';
import type { HistogramChart } from './histogram.ts';
import { labelSection, type LabelActions } from './labelPanel.ts';
import type { Memory } from './memory.ts';
import type { Recipe } from './recipe.ts';
import { statisticsTable } from './statistics.ts';
import type { StepForm } from './stepForm.ts';
import { stepList } from './steps.ts';

export interface PanelActions extends LabelActions {
  readonly choosePipeline: (id: string) => void;
  readonly setMode: (mode: ViewState['mode']) => void;
  readonly reveal: (place: { start: number; end: number }) => void;
  readonly saveRecipe: () => void;
  readonly setLogarithmic: (logarithmic: boolean) => void;
  readonly toggle: (section: string, open: boolean) => void;
  readonly focusStep: (step: StepPath | undefined) => void;
  readonly edit: (edit: PipelineEdit) => void;
}

interface PanelParts {
  readonly recipe: Recipe;
  readonly form: StepForm;
  readonly operations: readonly OperationEntry[];
  readonly chart: HistogramChart;
  readonly figures: Figures;
}

/** Beside the picture, or below it where the page is narrow: pipeline, histogram and statistics. */
export function panel(
  state: ViewState,
  memory: Memory,
  parts: PanelParts,
  actions: PanelActions,
): TemplateResult {
  const { chart, figures } = parts;
  const section = (id: string, title: string, content: TemplateResult) =>
    html`<details
      class="section"
      id=${`section-${id}`}
      ?open=${!memory.closed.includes(id)}
      @toggle=${(event: Event) => {
        const open = (event.currentTarget as HTMLDetailsElement).open;
        if (open === memory.closed.includes(id)) actions.toggle(id, open);
      }}
    >
      <summary><h2>${title}</h2></summary>
      <div class="content">${content}</div>
    </details>`;
  return html`<aside class="panel" aria-label="Pipeline and statistics">
    ${section('pipeline', 'Pipeline', pipelineSection(state, parts, actions))}
    ${section(
      'histogram',
      'Histogram',
      html`${chart.element}
        <div class="legend" aria-hidden="true">
          <span class="area"></span>before <span class="line"></span>after
          ${chart.cut ? html`<span title="The tallest bins are higher than the chart">· peaks cut off</span>` : nothing}
          ${checkbox({
            id: 'logarithmic',
            label: 'Log scale',
            checked: memory.logarithmic,
            onChange: actions.setLogarithmic,
          })}
        </div>`,
    )}
    ${section('labels', 'Labels', labelSection(state, memory.labels, actions))}
    ${section('statistics', 'Statistics', statisticsTable(figures.before, figures.after))}
  </aside>`;
}

function pipelineSection(
  state: ViewState,
  { recipe, form, operations }: PanelParts,
  actions: PanelActions,
): TemplateResult {
  const { purpose, pipelines, pipeline, mode, steps } = state;
  const chosen = pipelines.find(({ id }) => id === pipeline);
  const choices = [
    { value: 'none', label: 'None: the image as it is' },
    { value: 'recipe', label: 'Quick recipe' },
    ...pipelines.map(({ id, label, detail }) => ({ value: id, label, doc: detail })),
  ];
  const trainOnly = steps.some(step => step.mode === 'train');
  return html`${
    purpose === 'editor'
      ? dropdown({
          id: 'pipeline',
          name: 'Pipeline',
          value: pipeline,
          choices,
          onChange: id => {
            actions.choosePipeline(id);
          },
        })
      : nothing
  }
  ${chosen === undefined || chosen.detail === '' ? nothing : html`<p class="hint">${chosen.detail}</p>`}
  ${
    purpose === 'preview' || trainOnly
      ? radioGroup({
          name: 'Mode',
          value: mode,
          choices: [
            { value: 'train', label: 'Training', doc: 'Every step runs' },
            {
              value: 'inference',
              label: 'Inference',
              doc: 'Without augmentation and the steps marked mode: train',
            },
          ],
          onChange: chosenMode => {
            actions.setMode(chosenMode === 'inference' ? 'inference' : 'train');
          },
        })
      : nothing
  }
  ${
    pipeline === 'recipe'
      ? recipe.render(state, () => {
          actions.saveRecipe();
        })
      : nothing
  }
  ${state.focus === undefined ? stepList(state, operations, actions.reveal) : form.render(state, operations, actions)}`;
}
