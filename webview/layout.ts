import { html, nothing, type TemplateResult } from 'lit';
import type { OperationEntry } from '../src/shared/catalogue.ts';
import type { Problem } from '../src/shared/errors.ts';
import type { ViewState } from '../src/shared/viewState.ts';
import { banners, unreadable } from './banners.ts';
import { factsLine } from './facts.ts';
import type { Figures } from './figures.ts';
import type { HistogramChart } from './histogram.ts';
import type { Memory } from './memory.ts';
import { panel, type PanelActions } from './panel.ts';
import { readout } from './readout.ts';
import type { Recipe } from './recipe.ts';
import { noSample, sampleBar, type SampleActions } from './samples.ts';
import type { Scene } from './scene.ts';
import type { Spot } from './painter.ts';
import type { Stage } from './stage.ts';
import type { StepForm } from './stepForm.ts';
import type { Strip } from './strip.ts';
import { shownVersion } from './shownVersion.ts';
import { stepsView, viewContent, viewSwitch, type PreviewView } from './viewSwitch.ts';
import { mappingLine, toolbar, type ToolbarActions } from './toolbar.ts';

/** Everything a person can do on the page but on the canvas itself. */
export interface PageActions extends PanelActions, SampleActions, ToolbarActions {
  readonly reload: () => void;
  readonly dismiss: () => void;
  readonly chooseView: (id: string) => void;
  readonly chooseVersion: (version: ViewState['version']) => void;
}

/** What the page is made of, beside the host's state. */
export interface PageParts {
  readonly stage: Stage;
  readonly recipe: Recipe;
  readonly form: StepForm;
  readonly strip: Strip;
  /** Every operation, once it is known. */
  readonly operations: readonly OperationEntry[];
  readonly views: readonly PreviewView[];
  readonly chart: HistogramChart;
  readonly figures: Figures;
  readonly memory: Memory;
  readonly scene: Scene | undefined;
  readonly spot: Spot | undefined;
  /** A request that failed. */
  readonly trouble: Problem | undefined;
}

/** The whole page: the header, what must be known, and the picture with its panel or what stands in its place. */
export function layout(
  state: ViewState | undefined,
  busy: boolean,
  parts: PageParts,
  actions: PageActions,
): TemplateResult {
  return html`<div class="progress" role="progressbar" aria-label="Working" ?hidden=${!busy}></div>
    ${state ? content(state, parts, actions) : nothing}`;
}

function content(state: ViewState, parts: PageParts, actions: PageActions): TemplateResult {
  const headed = state.image !== undefined || (state.purpose === 'preview' && state.samples.length > 0);
  const header = headed ? html`<header>${factsLine(state)} ${sampleBar(state, actions)}</header>` : nothing;
  const instead = message(state, actions);
  // One sample that cannot be read does not hide the others.
  const isBeside = state.samples.length > 0 && parts.views.some(({ id }) => id === parts.memory.tab);
  if (instead && !isBeside) return html`${header}${notices(state, parts, actions)}${instead}`;
  if (state.purpose !== 'preview' || parts.views.length === 0)
    return html`${header}${picture(state, parts, actions)}`;
  const view = parts.views.find(({ id }) => id === parts.memory.tab);
  const id = view?.id ?? stepsView;
  const content = view
    ? html`${notices(state, parts, actions)}${view.render(state)}`
    : picture(state, parts, actions);
  return html`${header}${viewSwitch(parts.views, id, actions.chooseView, shownVersion(state, actions))}${viewContent(id, content)}`;
}

function notices(
  state: ViewState,
  { operations, trouble }: PageParts,
  { dismiss, reveal }: PageActions,
): TemplateResult {
  return html`<div class="banners">${banners({ state, operations, trouble, dismiss, reveal })}</div>`;
}

/** What stands in the picture's place when there is none. */
function message(state: ViewState, actions: PageActions): TemplateResult | undefined {
  if (state.unreadable) {
    const name = state.image?.name ?? state.unreadable.file;
    return unreadable(state.unreadable, name, actions.reload);
  }
  if (state.purpose === 'preview' && state.samples.length === 0) return noSample(actions);
  return undefined;
}

function picture(state: ViewState, parts: PageParts, actions: PageActions): TemplateResult {
  const { stage, memory, scene, spot, strip, operations } = parts;
  const body = html`<div class="body">
    <section class="compare" aria-label="Picture">
      ${toolbar(scene, memory, stage.zoom, actions)} ${stage.element}
      <div class="over">${notices(state, parts, actions)}</div>
      ${mappingLine(scene, memory, actions.chooseMapping)} ${readout(scene, spot)}
    </section>
    ${panel(state, memory, parts, actions)}
  </div>`;
  if (state.purpose !== 'preview') return body;
  return html`<div class="with-strip">${strip.render(state, operations)}${body}</div>`;
}
