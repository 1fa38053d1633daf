import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { counted } from '../src/shared/counted.ts';
import type { OperationEntry } from '../src/shared/catalogue.ts';
import type { ViewState } from '../src/shared/viewState.ts';
import { drawnSteps } from './drawn.ts';
import { keyOf, nameOf } from './draws.ts';
import type { VersionTile } from './versionTile.ts';

interface CardActions {
  readonly open: () => void;
  /** Told of the card's element, perhaps several times. */
  readonly observe: (element: Element) => void;
}

/** A version with its name, what was drawn for it, and what is wrong. */
export function versionCard(
  tile: VersionTile,
  state: ViewState,
  operations: readonly OperationEntry[],
  { open, observe }: CardActions,
): TemplateResult {
  const { version, problem, draw } = tile;
  const name = state.mode === 'inference' ? 'Inference' : nameOf(draw);
  const drawn = version ? drawnSteps(state.steps, version.steps, operations) : [];
  const dropped = version?.labels?.dropped.length ?? 0;
  return html`<button
    type="button"
    class=${tile.isLoading ? 'version loading' : 'version'}
    data-draw=${keyOf(draw)}
    title=${`Show ${name} large`}
    @click=${open}
    ${ref(element => {
      if (element) observe(element);
    })}
  >
    <span class="version-picture">${tile.canvas}</span>
    <span class="version-name">${name}</span>
    ${problem || version?.failed ? html`<span class="field-problem">${(problem ?? version!.failed!).message}</span>` : nothing}
    ${version && !version.picture ? html`<span class="hint">The result is a vector.</span>` : nothing}
    ${drawn.map(
      ({ title, words, changed }) =>
        html`<span class=${changed ? 'drawn-step' : 'drawn-step unchanged'}><b>${title}</b>: ${words}</span>`,
    )}
    ${dropped > 0 ? html`<span class="hint">${counted(dropped, 'object')} dropped</span>` : nothing}
  </button>`;
}
