import { html, nothing, type TemplateResult } from 'lit';
import { checkbox } from '../controls.ts';
import type { Known } from './known.ts';

/** “nearDuplicate” as “Near duplicate”. */
function ruleTitle(id: string): string {
  const words = id.replaceAll(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a check has found, rule by rule; those that are checked show their images alone. */
export function findingList(
  known: Known,
  chosen: readonly string[],
  choose: (rules: readonly string[]) => void,
): TemplateResult {
  const listed = known.counts.filter(({ images }) => images > 0);
  return html`<section class="facet" id="facet-findings">
    <h2>Findings <span class="count">${listed.length.toLocaleString('en')}</span></h2>
    ${listed.length === 0 ? html`<p class="hint">Nothing is wrong with the images.</p>` : nothing}
    <ul>
      ${listed.map(
        ({ id, severity, images }) =>
          html`<li data-rule=${id}>
            ${checkbox({
              label: html`<span class="severity" data-severity=${severity}></span
                ><span class="facet-name">${ruleTitle(id)}</span>`,
              title: `Show only images with this finding (${severity})`,
              checked: chosen.includes(id),
              onChange: checked => {
                choose(checked ? [...chosen, id] : chosen.filter(other => other !== id));
              },
            })}
            <span class="count">${images.toLocaleString('en')}</span>
          </li>`,
      )}
    </ul>
    <p class="hint">All findings, those of annotation files too, are among the editor’s problems.</p>
  </section>`;
}
