import { html, type TemplateResult } from 'lit';
import type { OperationEntry } from '../src/shared/catalogue.ts';
import type { Step } from '../src/shared/pipeline.ts';
import { numberOf, stepOf, type StepPath } from '../src/shared/stepPath.ts';
import { titleOf } from './drawn.ts';

/** The steps that a step is inside of, outermost first: a click opens each. */
export function crumbs(
  steps: readonly Step[],
  path: StepPath,
  operations: readonly OperationEntry[],
  open: (step: StepPath) => void,
): TemplateResult {
  const holders = path.slice(0, -1).map((_index, depth) => path.slice(0, depth + 1) as unknown as StepPath);
  return html`<nav class="crumbs" aria-label="Steps around this one">
    ${holders.map(holder => {
      const title = titleOf(stepOf(steps, holder)?.operation ?? '', operations);
      return html`<button
          type="button"
          class="link"
          id=${`crumb-${holder.join('-')}`}
          @click=${() => {
            open(holder);
          }}
        >
          ${numberOf(holder)} ${title}</button
        ><span aria-hidden="true">›</span>`;
    })}
  </nav>`;
}
