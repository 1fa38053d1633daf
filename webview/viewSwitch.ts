import { html, nothing, type TemplateResult } from 'lit';
import type { ViewState } from '../src/shared/viewState.ts';

/** Another way to look at what the pipeline makes, in the place of the picture and its panel. Previews only. */
export interface PreviewView {
  /** Letters only; remembered by the page. */
  readonly id: string;
  readonly title: string;
  /** One line, for the tooltip. */
  readonly doc: string;
  /** Called with every new state, whether the view is in sight or not. */
  receive(state: ViewState): void;
  /** What is shown below the tabs; called with every frame while the view is in sight. */
  render(state: ViewState): TemplateResult;
}

/** The view of single steps, which is always there. */
export const stepsView = 'steps';

interface Tab {
  readonly id: string;
  readonly title: string;
  readonly doc: string;
}

/** Tabs that switch between the views. Arrow keys, Home and End move. */
export function viewSwitch(
  views: readonly PreviewView[],
  current: string,
  choose: (id: string) => void,
  beside: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  const tabs: readonly Tab[] = [
    { id: stepsView, title: 'Steps', doc: 'What every step does to the sample' },
    ...views,
  ];
  const go = (event: KeyboardEvent) => {
    const index = tabs.findIndex(({ id }) => id === current);
    const next = {
      ArrowLeft: (index + tabs.length - 1) % tabs.length,
      ArrowRight: (index + 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    }[event.key];
    const tab = next === undefined ? undefined : tabs[next];
    if (!tab) return;
    event.preventDefault();
    choose(tab.id);
    document.getElementById(`tab-${tab.id}`)?.focus();
  };
  return html`<div class="tabs">
    <div class="tab-list" role="tablist" aria-label="View" @keydown=${go}>
      ${tabs.map(
        ({ id, title, doc }) =>
          html`<button
            type="button"
            role="tab"
            id=${`tab-${id}`}
            aria-selected=${String(id === current)}
            aria-controls="tab-content"
            tabindex=${id === current ? 0 : -1}
            title=${doc}
            @click=${() => {
              choose(id);
            }}
          >
            ${title}
          </button>`,
      )}
    </div>
    ${beside}
  </div>`;
}

/** The content of the chosen tab. */
export function viewContent(id: string, content: TemplateResult): TemplateResult {
  return html`<div class="tab-content" id="tab-content" role="tabpanel" aria-labelledby=${`tab-${id}`}>
    ${content}
  </div>`;
}
