import { html, nothing, type TemplateResult } from 'lit';
import { counted, grouped } from '../../src/shared/counted.ts';
import type { GalleryAction } from '../../src/shared/gallery.ts';
import { button } from '../controls.ts';

const actionLabels: Readonly<Record<GalleryAction, string>> = {
  open: 'Open',
  reveal: 'Reveal',
  copyPath: 'Copy Path',
  preview: 'Use as Preview Image',
  develop: 'Develop…',
  exclude: 'Exclude…',
};

/** How many images there are, pass the filter and are selected, and what can be done with the latter. */
export function footer(
  { all, shown, selected }: { readonly all: number; readonly shown: number; readonly selected: number },
  act: (action: GalleryAction) => void,
): TemplateResult {
  const images = `${shown === all ? '' : `${grouped(shown)} of `}${counted(all, 'image')}`;
  return html`<footer>
    <span id="shown" role="status">${images}${selected > 0 ? `, ${grouped(selected)} selected` : ''}</span>
    ${
      selected === 0
        ? nothing
        : html`<div class="group" role="group" aria-label="With the selected images">
            ${(Object.keys(actionLabels) as GalleryAction[]).map(action =>
              button({
                id: `action-${action}`,
                label: actionLabels[action],
                onClick: () => {
                  act(action);
                },
              }),
            )}
          </div>`
    }
  </footer>`;
}
