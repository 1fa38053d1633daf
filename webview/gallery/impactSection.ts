import { html, nothing, type TemplateResult } from 'lit';
import type { GalleryImpact, GalleryState, ImpactKey } from '../../src/shared/gallery.ts';
import { button } from '../controls.ts';
import { impactRows } from './impactRows.ts';

/** A pipeline that is being written is not followed before it has rested for so long, in milliseconds. */
const restAfter = 400;

/** What the pipeline does to all images: asks for it while it can be seen, and shows what is known. */
export class ImpactSection {
  private known: GalleryImpact | undefined;
  private asked: ImpactKey | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly actions: {
      readonly ask: (key: ImpactKey) => void;
      readonly stop: () => void;
      readonly changed: () => void;
    },
  ) {}

  /** Asks for what is not known of the state; what was known of another one is forgotten. */
  follow(state: GalleryState, isOpen: boolean): void {
    const { report, effects } = state;
    if (this.known && !isOf(this.known, state)) this.known = undefined;
    if (!isOpen || !canBeKnown(state)) {
      clearTimeout(this.timer);
      this.asked = undefined;
      return;
    }
    if (this.asked && isOf(this.asked, state)) return;
    this.asked = { report, effects };
    // What was told while the section was closed is told again.
    if (!this.known?.samples) this.askSoon();
  }

  /** What comes for another state than the one that was asked for is dropped. */
  receive(impact: GalleryImpact): void {
    if (!this.asked || !isOf(this.asked, impact)) return;
    this.known = impact;
    this.actions.changed();
  }

  template(state: GalleryState): TemplateResult | typeof nothing {
    if (state.pipeline === 'none') return nothing;
    const name = state.pipelines.find(({ id }) => id === state.pipeline)?.label ?? 'the pipeline';
    return html`<section class="facet figures" id="impact" aria-label="What the pipeline does to all images">
      <h2>Through ${name}</h2>
      ${this.content(state)}
    </section>`;
  }

  private content(state: GalleryState): TemplateResult {
    if (state.report === 0)
      return html`<p class="hint">What it does to the whole dataset is known after Check Health.</p>`;
    const { known } = this;
    if (!known && state.stale !== undefined)
      return html`<p class="hint" role="status">
        What it does to the whole dataset is known when it can be read.
      </p>`;
    const rows = known ? impactRows(known) : [];
    return html`${this.progress(state)}
    ${
      rows.length === 0
        ? nothing
        : html`<table>
            <tbody>
              ${rows.map(
                ([heading, value]) =>
                  html`<tr>
                    <th scope="row">${heading}</th>
                    <td>${value}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }`;
  }

  private progress({ mode }: GalleryState): TemplateResult {
    const { known } = this;
    const again = button({
      id: 'impact-again',
      label: 'Work It Out Again',
      onClick: () => {
        if (this.asked) this.actions.ask(this.asked);
      },
    });
    if (known?.problem) {
      const { message, hint, bug } = known.problem;
      return html`<p role="alert">${bug ? 'This is a fault of Darkroom: ' : ''}${message} ${hint ?? ''}</p>
        ${again}`;
    }
    if (known?.stopped)
      return html`<p class="hint" role="status">Stopped.</p>
        ${again}`;
    if (known?.samples)
      return html`<p class="hint" role="status">
        By the sizes and labels of all images,
        ${mode === 'train' ? 'in training: of random steps, what they draw first' : 'in inference'}.
      </p>`;
    const { done, total } = known?.developed ?? { done: 0, total: 0 };
    return html`<div class="measuring" role="status">
      <progress
        max=${Math.max(total, 1)}
        .value=${done}
        aria-label="Images of the sample developed"
      ></progress>
      <span
        >${known?.impact ? `${done} of ${total} images of a sample developed` : 'Following sizes and labels…'}</span
      >
      ${button({ id: 'stop-impact', label: 'Stop', onClick: this.actions.stop })}
    </div>`;
  }

  private askSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.asked) this.actions.ask(this.asked);
    }, restAfter);
  }
}

function canBeKnown({ pipeline, report }: GalleryState): boolean {
  return pipeline !== 'none' && report !== 0;
}

function isOf(key: ImpactKey, { report, effects }: ImpactKey): boolean {
  return key.report === report && key.effects === effects;
}
