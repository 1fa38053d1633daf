import { html, nothing, type TemplateResult } from 'lit';
import { counted, grouped } from '../../src/shared/counted.ts';
import type { DatasetImage } from '../../src/shared/dataset.ts';
import { colorOf } from '../labels.ts';
import { button, checkbox } from '../controls.ts';
import { classesOf } from './arrange.ts';
import { styled } from './styled.ts';

export interface Facet {
  /** Empty for images that have none. */
  readonly name: string;
  readonly count: number;
}

export interface Facets {
  readonly classes: readonly Facet[];
  readonly splits: readonly Facet[];
}

/** How many images are of each class and in each split, in the dataset's order; what it does not list follows. */
export function facetsOf(
  images: readonly DatasetImage[],
  names: { readonly classes: readonly string[]; readonly splits: readonly string[] },
): Facets {
  const classes = new Map(names.classes.map(name => [name, 0]));
  const splits = new Map(names.splits.map(name => [name, 0]));
  const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const image of images) {
    for (const name of new Set(classesOf(image))) add(classes, name);
    add(splits, image.split ?? '');
  }
  const listed = (counts: ReadonlyMap<string, number>) =>
    [...counts].map(([name, count]) => ({ name, count }));
  return { classes: listed(classes), splits: listed(splits) };
}

/** One facet as a list: a check to show and hide each name, its share as a bar, its number. */
export function facetList(options: {
  readonly id: string;
  readonly title: string;
  readonly facets: readonly Facet[];
  readonly hidden: readonly string[];
  readonly colored: boolean;
  readonly onChange: (hidden: readonly string[]) => void;
}): TemplateResult | typeof nothing {
  const { id, title, facets, hidden, colored, onChange } = options;
  if (facets.length === 0 || (facets.length === 1 && facets[0]!.name === '')) return nothing;
  const most = facets.reduce((high, { count }) => Math.max(high, count), 1);
  return html`<section class="facet" id=${`facet-${id}`}>
    <h2>${title} <span class="count">${grouped(facets.length)}</span></h2>
    <div class="facet-actions">
      ${button({
        label: 'All',
        accessibleName: `Show all ${title.toLowerCase()}`,
        disabled: hidden.length === 0,
        onClick: () => {
          onChange([]);
        },
      })}
      ${button({
        label: 'None',
        accessibleName: `Hide all ${title.toLowerCase()}`,
        disabled: hidden.length === facets.length,
        onClick: () => {
          onChange(facets.map(({ name }) => name));
        },
      })}
    </div>
    <ul>
      ${facets.map(
        ({ name, count }) =>
          html`<li>
            ${checkbox({
              label: html`${
                  colored
                    ? html`<span class="swatch" ${styled({ background: colorOf(name) })}></span>`
                    : nothing
                }<span class="facet-name">${name === '' ? '(none)' : name}</span>`,
              checked: !hidden.includes(name),
              title: `${name === '' ? '(none)' : name}: ${counted(count, 'image')}`,
              onChange: checked => {
                onChange(checked ? hidden.filter(other => other !== name) : [...hidden, name]);
              },
            })}
            <span class="count">${grouped(count)}</span>
            <span class="share" ${styled({ width: `${(100 * count) / most}%` })}></span>
          </li>`,
      )}
    </ul>
  </section>`;
}
