import { html, nothing, type TemplateResult } from 'lit';
import { dropReasons, type DroppedObject, type LabelObject } from '../src/shared/labels.ts';
import type { ShownLabels } from '../src/shared/view.ts';
import type { ViewState } from '../src/shared/viewState.ts';
import { button, checkbox } from './controls.ts';
import { colorOf } from './labels.ts';

/** Names in the list of classes; there may be thousands of classes, but not on one image. */
const shownClasses = 40;

export interface LabelActions {
  readonly showLabels: (shown: boolean) => void;
  readonly chooseAnnotations: () => void;
}

/** What is said of the sample: where that is from, which classes, how many before and after, what was dropped and why. */
export function labelSection(state: ViewState, isShown: boolean, actions: LabelActions): TemplateResult {
  const { labelSource, developed } = state;
  const labels = developed?.labels;
  const choose = button({
    id: 'choose-annotations',
    label: 'Annotations…',
    title: 'Choose where the labels of images are found',
    onClick: actions.chooseAnnotations,
  });
  const problem = labelSource?.problem ?? labels?.failed;
  return html`${
      labels && !labels.failed
        ? html`${checkbox({
            id: 'show-labels',
            label: 'Draw labels on the pictures',
            title: 'Draw labels on the pictures (key L)',
            checked: isShown,
            onChange: actions.showLabels,
          })}
          ${classTable(labels)} ${droppedList(labels)}`
        : nothing
    }
    ${
      problem
        ? html`<p class="field-problem">
            ${problem.message}${problem.hint === undefined ? '' : ` ${problem.hint}`}
          </p>`
        : nothing
    }
    <p class="hint label-source">${sourceText(state)}</p>
    ${choose}`;
}

function sourceText({ labelSource, developed }: ViewState): string {
  if (!labelSource) return 'Labels are not looked for.';
  const { path, title, problem } = labelSource;
  if (path === undefined) return problem ? '' : 'No labels were found near this image.';
  const from = title === undefined ? path : `${path}, ${title}`;
  return developed?.labels || problem ? from : `${from}, says nothing of this image.`;
}

function classTable({ before, after }: ShownLabels): TemplateResult {
  const names = [...new Set(before.objects.map(({ label }) => label))];
  const count = (objects: readonly LabelObject[], name: string) =>
    objects.filter(({ label }) => label === name).length;
  const rest = names.length - shownClasses;
  return html`<ul class="label-classes" aria-label="Classes">
    ${before.classes.map(name => html`<li><span class="label-name">${name}</span> the image as a whole</li>`)}
    ${names.slice(0, shownClasses).map(name => {
      const [was, is] = [count(before.objects, name), count(after.objects, name)];
      return html`<li data-class=${name}>
        <svg class="label-swatch" viewBox="0 0 10 10" aria-hidden="true">
          <rect width="10" height="10" fill=${colorOf(name)}></rect>
        </svg>
        <span class="label-name">${name === '' ? 'without a class' : name}</span>
        <span class="label-count">${was === is ? was : `${was} → ${is}`}</span>
      </li>`;
    })}
    ${rest > 0 ? html`<li>and ${rest} more</li>` : nothing}
    ${before.mask === undefined ? nothing : html`<li>a mask of class ids</li>`}
    ${
      names.length === 0 && before.classes.length === 0 && before.mask === undefined
        ? html`<li class="hint">no objects</li>`
        : nothing
    }
  </ul>`;
}

/** Alike ones together: what, how often, and why. */
function droppedList({ dropped }: ShownLabels): TemplateResult | typeof nothing {
  if (dropped.length === 0) return nothing;
  const groups = new Map<string, { readonly object: DroppedObject; count: number }>();
  for (const object of dropped) {
    const key = `${object.reason} ${object.label}`;
    const group = groups.get(key) ?? { object, count: 0 };
    groups.set(key, group);
    group.count++;
  }
  return html`<p class="dropped-title">${dropped.length} dropped</p>
    <ul class="dropped">
      ${[...groups.values()].map(
        ({ object: { label, reason }, count }) =>
          html`<li>
            ${count > 1 ? `${count} × ` : ''}<span>${label === '' ? 'object' : label}</span>,
            ${dropReasons[reason]}
          </li>`,
      )}
    </ul>`;
}
