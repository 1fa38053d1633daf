import { html, nothing, type TemplateResult } from 'lit';
import type { ViewState } from '../src/shared/viewState.ts';
import { button } from './controls.ts';
import { nameOf } from './draws.ts';

/** Beside the tabs, while a version is shown in the place of the pipeline's own first: which one, and the way back. */
export function shownVersion(
  { version, seed }: ViewState,
  actions: { readonly chooseVersion: (version: ViewState['version']) => void },
): TemplateResult | typeof nothing {
  if (!version) return nothing;
  const other = version.seed === seed ? '' : `, seed ${version.seed}`;
  return html`<div class="shown-version" role="status">
    Shown: ${nameOf(version.draw)}${other}
    ${button({
      id: 'own-version',
      label: 'Back to Version 1',
      title: 'Show what the pipeline itself draws first',
      onClick: () => {
        actions.chooseVersion(undefined);
      },
    })}
  </div>`;
}
