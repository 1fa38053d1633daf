import { html, nothing, type TemplateResult } from 'lit';
import { counted, grouped } from '../../src/shared/counted.ts';
import { colorOfId } from '../../src/shared/labelColors.ts';
import { button, checkbox } from '../controls.ts';
import { styled } from './styled.ts';

/** A longer list is of objects rather than of classes, and no longer read by a person. */
const mostListed = 200;

/** The colour of each id with a check to show and hide it; nothing where no mask has been seen. */
export function maskLegend(
  ids: readonly number[],
  hidden: readonly number[],
  onChange: (hidden: readonly number[]) => void,
): TemplateResult | typeof nothing {
  if (ids.length === 0) return nothing;
  const shown = ids.slice(0, mostListed);
  const more = ids.length - shown.length;
  const isHidden = new Set(hidden);
  return html`<section class="facet" id="facet-mask-ids">
    <h2>Ids in the masks <span class="count">${grouped(ids.length)}</span></h2>
    <p class="note">Of the masks that have been seen so far.</p>
    <div class="facet-actions">
      ${button({
        label: 'All',
        accessibleName: 'Show all ids in the masks',
        disabled: isHidden.size === 0,
        onClick: () => {
          onChange([]);
        },
      })}
      ${button({
        label: 'None',
        accessibleName: 'Hide all ids in the masks',
        disabled: ids.every(id => isHidden.has(id)),
        onClick: () => {
          onChange(ids);
        },
      })}
    </div>
    <ul>
      ${shown.map(
        id =>
          html`<li data-mask-id=${id}>
            ${checkbox({
              label: html`<span
                  class="swatch"
                  ${styled({ background: `rgb(${colorOfId(id).join(', ')})` })}
                ></span
                ><span class="facet-name">${id}</span>`,
              checked: !isHidden.has(id),
              title: `Class id ${id}`,
              onChange: checked => {
                onChange(checked ? hidden.filter(other => other !== id) : [...hidden, id]);
              },
            })}
          </li>`,
      )}
    </ul>
    ${more > 0 ? html`<p class="note">${counted(more, 'more id')} not listed.</p>` : nothing}
  </section>`;
}
