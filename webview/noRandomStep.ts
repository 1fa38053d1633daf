import { html, type TemplateResult } from 'lit';
import type { OperationEntry } from '../src/shared/catalogue.ts';
import type { PipelineEdit } from '../src/shared/edit.ts';
import type { ViewState } from '../src/shared/viewState.ts';
import { button } from './controls.ts';
import { startingValues } from './startingValues.ts';

/** Random operations for pipelines without any. */
const offered = [
  'horizontal_flip',
  'random_rotate',
  'random_brightness_contrast',
  'coarse_dropout',
  'one_of',
];
/** Steps that random ones are better before. */
const lastSteps: ReadonlySet<string> = new Set([
  'rescale',
  'normalize',
  'standardize',
  'min_max',
  'flatten',
  'dense',
]);

/** Stands in the place of versions while all of them would be the same. */
export function noRandomStep(
  steps: ViewState['steps'],
  operations: readonly OperationEntry[],
  edit: (edit: PipelineEdit) => void,
): TemplateResult {
  const first = steps.findIndex(({ operation }) => lastSteps.has(operation));
  const at = first < 0 ? steps.length : first;
  const choices = offered.flatMap(id => operations.find(entry => entry.id === id) ?? []);
  return html`<div class="message" data-message="no-random-step">
    <h1>No random step yet</h1>
    <p>
      The pipeline makes the same of the sample every time. Add a step that is drawn anew for every version:
    </p>
    <ul class="offers">
      ${choices.map(
        entry =>
          html`<li>
            ${button({
              id: `add-${entry.id}`,
              label: entry.title,
              title: entry.doc,
              onClick: () => {
                edit({ kind: 'insert', at: [at], operation: entry.id, values: startingValues(entry) });
              },
            })}
          </li>`,
      )}
    </ul>
  </div>`;
}
