import { html, nothing, type TemplateResult } from 'lit';
import { grouped } from '../../src/shared/counted.ts';
import { button, checkbox } from '../controls.ts';
import type { Known } from './known.ts';

/** What a check has found, rule by rule; those that are checked show their images alone. */
export function findingList(
  known: Known,
  chosen: readonly string[],
  actions: { readonly choose: (rules: readonly string[]) => void; readonly selectExcluded: () => void },
): TemplateResult {
  const { rules, count, told, ofImages, figures } = known;
  const listed = rules.filter(({ images }) => images.length > 0);
  const nothingFound =
    figures.images > 0 ? 'Nothing is wrong with the images.' : 'There was no image to check.';
  return html`<section class="facet" id="facet-findings">
    <h2>Findings <span class="count">${grouped(listed.length)}</span></h2>
    ${listed.length === 0 ? html`<p class="hint">${nothingFound}</p>` : nothing}
    <ul>
      ${listed.map(
        ({ id, title, doc, severity, images }) =>
          html`<li data-rule=${id}>
            ${checkbox({
              label: html`<span class="severity" data-severity=${severity}></span
                ><span class="facet-name">${title}</span>`,
              title: `${doc} Check to see only these images.`,
              checked: chosen.includes(id),
              onChange: checked => {
                actions.choose(checked ? [...chosen, id] : chosen.filter(other => other !== id));
              },
            })}
            <span class="count">${grouped(images.length)}</span>
          </li>`,
      )}
    </ul>
    ${
      known.excluded.length === 0
        ? nothing
        : button({
            id: 'select-excluded',
            label: `Select ${grouped(known.excluded.length)} to Leave Out`,
            title: 'Selects the images without which nothing of this is found; of copies one stays',
            onClick: actions.selectExcluded,
          })
    }
    ${
      told < ofImages
        ? html`<p class="hint">
            ${grouped(told)} of ${grouped(ofImages)} findings of images are told at their tiles.
          </p>`
        : nothing
    }
    <p class="hint">
      ${
        known.listed < count
          ? `The ${grouped(known.listed)} worst of ${grouped(count)} findings, those of annotation files among them, are among the editor’s problems; darkroom check lists all.`
          : 'All findings, those of annotation files too, are among the editor’s problems.'
      }
    </p>
  </section>`;
}
