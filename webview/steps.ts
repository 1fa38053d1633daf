import { html, nothing, type TemplateResult } from 'lit';
import type { OperationEntry } from '../src/shared/catalogue.ts';
import { messageAtStep } from '../src/shared/errors.ts';
import type { Place, Step } from '../src/shared/pipeline.ts';
import type { StepOutcome } from '../src/shared/view.ts';
import type { ViewState } from '../src/shared/viewState.ts';
import { describeShape } from '../src/shared/shape.ts';
import { drawnText, titleOf } from './drawn.ts';
import { formatMilliseconds } from './format.ts';

/** The pipeline's steps with what came out of each and how long it took; a click shows the step's place in the text. */
export function stepList(
  state: ViewState,
  operations: readonly OperationEntry[],
  reveal: (place: { start: number; end: number }) => void,
): TemplateResult | typeof nothing {
  const { developed, steps } = state;
  if (steps.length === 0) {
    return state.pipeline === 'none' ? nothing : html`<p class="empty">The pipeline has no steps.</p>`;
  }
  const failed = developed?.failed;
  return html`<ol class="steps">
    ${steps.map((step, index) => {
      const title = titleOf(step.operation, operations);
      const fails = failed?.step === index;
      // While a new text is worked on, the outcomes are those of the last one.
      const outcome = developed?.steps[index];
      const same = outcome?.operation === step.operation ? outcome : undefined;
      return html`<li class=${fails ? 'failed' : same?.skipped ? 'skipped' : ''}>
        ${stepTitle(state.pipeline === 'recipe' ? undefined : step.place, title, reveal)}
        <span class="step-outcome">${fails ? 'failed' : outcomeText(step, same, failed?.step, index)}</span>
        ${same?.sampled && !fails ? html`<p class="hint drawn">${drawnText(step, same, operations)}</p>` : nothing}
        ${
          fails
            ? html`<p class="field-problem">
                ${messageAtStep(failed)}${failed.hint === undefined ? '' : ` ${failed.hint}`}
              </p>`
            : nothing
        }
      </li>`;
    })}
  </ol>`;
}

function stepTitle(
  place: Place | undefined,
  title: string,
  reveal: (place: { start: number; end: number }) => void,
): TemplateResult {
  if (!place) return html`<span class="step-title">${title}</span>`;
  return html`<button
    type="button"
    class="link step-title"
    title=${`Show line ${place.line} of the pipeline file`}
    @click=${() => {
      reveal({ start: place.start, end: place.end });
    }}
  >
    ${title}
  </button>`;
}

function outcomeText(
  step: Step,
  outcome: StepOutcome | undefined,
  failedAt: number | undefined,
  index: number,
): string {
  if (!step.enabled) return 'disabled';
  if (failedAt !== undefined && index > failedAt) return 'not reached';
  if (!outcome) return '';
  if (outcome.skipped) return 'skipped in this mode';
  return `${describeShape(outcome.shape)} · ${formatMilliseconds(outcome.milliseconds)}`;
}
