import { html, nothing, type TemplateResult } from 'lit';
import type { ViewState } from '../src/shared/viewState.ts';
import { button } from './controls.ts';

export interface SampleActions {
  readonly choose: (id: string) => void;
  readonly remove: (id: string) => void;
  readonly add: () => void;
  /** Has the dataset searched for hard samples. */
  readonly findHard: () => void;
}

/** The sample images of a preview: one is shown, others can be chosen, added and removed. */
export function sampleBar(state: ViewState, actions: SampleActions): TemplateResult | typeof nothing {
  if (state.purpose !== 'preview' || state.samples.length === 0) return nothing;
  return html`<div class="samples">
    <span class="label" id="samples-label">Sample</span>
    <ul aria-labelledby="samples-label">
      ${state.samples.map(({ id, name }) => {
        const current = id === state.sample;
        return html`<li class=${current ? 'sample current' : 'sample'}>
          <button
            type="button"
            class="choose"
            title=${name}
            aria-pressed=${String(current)}
            @click=${() => {
              if (!current) actions.choose(id);
            }}
          >
            ${name}
          </button>
          <button
            type="button"
            class="remove"
            title=${`Remove ${name}`}
            aria-label=${`Remove ${name}`}
            @click=${() => {
              actions.remove(id);
            }}
          >
            ×
          </button>
        </li>`;
      })}
    </ul>
    ${button({ id: 'add-sample', label: 'Add…', title: 'Add a sample image', onClick: actions.add })}
  </div>`;
}

/** What a preview without a sample image shows. */
export function noSample(actions: SampleActions): TemplateResult {
  return html`<div class="message" data-message="no-sample">
    <h1>No sample image yet</h1>
    <p>Choose an image to see what every step of the pipeline does to it.</p>
    <p class="hint">An image in the Explorer can also be right-clicked: Darkroom, Use as Preview Image.</p>
    ${button({ label: 'Choose a sample image…', appearance: 'primary', onClick: actions.add })}
  </div>`;
}
