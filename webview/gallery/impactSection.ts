import { html, nothing, type TemplateResult } from 'lit';
import type { GalleryImpact, GalleryState } from '../../src/shared/gallery.ts';
import { button } from '../controls.ts';
import { impactRows } from './impactRows.ts';

export interface ImpactActions {
  readonly again: () => void;
  readonly stop: () => void;
}

/** What the pipeline does to all images, as far as it is known by now. */
export function impactSection(
  state: GalleryState,
  known: GalleryImpact | undefined,
  actions: ImpactActions,
): TemplateResult | typeof nothing {
  const { pipeline, pipelines } = state;
  if (pipeline === 'none') return nothing;
  const name = pipelines.find(({ id }) => id === pipeline)?.label ?? 'the pipeline';
  const rows = known ? impactRows(known) : [];
  return html`<section class="facet figures" id="impact" aria-label="What the pipeline does to all images">
    <h2>Through ${name}</h2>
    ${told(state, known, actions)}
    ${
      rows.length === 0
        ? nothing
        : html`<table>
            <tbody>
              ${rows.map(
                ([heading, value]) =>
                  html`<tr>
                    <th scope="row">${heading}</th>
                    <td>${unbroken(value)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }
  </section>`;
}

/** Numbers stay with their units. */
function unbroken(text: string): string {
  return text.replaceAll(/(\d) (%|B\b|[kMGT]B\b|bits\b|times\b|images\b)/g, '$1\u00a0$2');
}

function told(
  { report, stale, mode }: GalleryState,
  known: GalleryImpact | undefined,
  actions: ImpactActions,
): TemplateResult {
  if (report === 0)
    return html`<p class="hint" role="status">
      What it does to the whole dataset is known after Check Health.
    </p>`;
  if (!known && stale !== undefined)
    return html`<p class="hint" role="status">
      What it does to the whole dataset is known when it can be read.
    </p>`;
  const again = button({ id: 'impact-again', label: 'Work It Out Again', onClick: actions.again });
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
    <progress max=${Math.max(total, 1)} .value=${done} aria-label="Images of a sample developed"></progress>
    <span
      >${
        known?.impact ? `${done} of ${total} images of a sample developed` : 'Following sizes and labels…'
      }</span
    >
    ${button({ id: 'stop-impact', label: 'Stop', onClick: actions.stop })}
  </div>`;
}
