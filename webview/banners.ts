import { html, nothing, type TemplateResult } from 'lit';
import type { OperationEntry } from '../src/shared/catalogue.ts';
import type { Problem } from '../src/shared/errors.ts';
import type { ViewState } from '../src/shared/viewState.ts';
import { numberOf, pathOfProblem } from '../src/shared/stepPath.ts';
import { writtenAt } from '../src/shared/steps.ts';
import { button } from './controls.ts';
import { titleOf } from './drawn.ts';

const shownDiagnostics = 5;

/** What the person must know about the picture: an outdated text, a step that failed, a fault. */
export function banners(options: {
  readonly state: ViewState;
  readonly operations: readonly OperationEntry[];
  /** A request that failed. */
  readonly trouble: Problem | undefined;
  readonly dismiss: () => void;
  readonly reveal: (place: { start: number; end: number }) => void;
}): TemplateResult {
  const { state, operations, trouble, dismiss, reveal } = options;
  const { stale, developed, strip } = state;
  // What is about one step is told at its card.
  const unfinished = strip?.failed?.step === undefined ? strip?.failed : undefined;
  // A request may fail by what is told of the text already.
  const isTold = trouble && trouble.message === stale?.unreadable?.message;
  return html`${stale ? staleBanner(stale, developed && pictureOf(state), reveal) : nothing}
  ${developed?.failed ? failedBanner(state, developed.failed, operations, reveal) : nothing}
  ${unfinished && !developed?.failed ? unfinishedBanner(unfinished) : nothing}
  ${
    trouble && !isTold
      ? html`<div class="banner error" role="alert">
          ${problemText(trouble)} ${button({ label: 'Dismiss', onClick: dismiss, appearance: 'secondary' })}
        </div>`
      : nothing
  }`;
}

/** What is seen while the text has an error; nothing that was good when it has one from the start. */
function pictureOf({ steps }: ViewState): string {
  return steps.length > 0 ? 'the last good picture' : 'the image as it is';
}

function staleBanner(
  { diagnostics, unreadable }: NonNullable<ViewState['stale']>,
  picture: string | undefined,
  reveal: (place: { start: number; end: number }) => void,
): TemplateResult {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const rest = errors.length - shownDiagnostics;
  const fault = unreadable ? 'The pipeline cannot be read' : 'The text has an error';
  return html`<div class="banner warning" role="status" data-banner="stale">
    <p>${picture === undefined ? `${fault}.` : `${fault}; this is ${picture}.`}</p>
    ${unreadable ? problemText(unreadable) : nothing}
    <ul>
      ${errors.slice(0, shownDiagnostics).map(
        ({ message, place }) =>
          html`<li>
            <button
              type="button"
              class="link"
              title="Show the place in the text"
              @click=${() => {
                reveal({ start: place.start, end: place.end });
              }}
            >
              ${place.line}:${place.column} ${message}
            </button>
          </li>`,
      )}
      ${rest > 0 ? html`<li>and ${rest} more</li>` : nothing}
    </ul>
  </div>`;
}

function failedBanner(
  state: ViewState,
  failed: Problem,
  operations: readonly OperationEntry[],
  reveal: (place: { start: number; end: number }) => void,
): TemplateResult {
  const path = pathOfProblem(failed);
  const step = path && state.steps[path[0]] && writtenAt(state.steps, path);
  // A recipe has a text too, but not one that a person has seen.
  const place = state.pipeline === 'recipe' ? undefined : step?.place;
  const title = step && titleOf(step.operation, operations);
  // The engine's own messages begin with the step.
  const at =
    path === undefined || failed.message.startsWith('Step ')
      ? ''
      : `Step ${numberOf(path)}${title === undefined ? '' : `, ${title}`}: `;
  return html`<div class="banner error" role="status" data-banner="failed">
    ${problemText(failed, at)}
    <p class="hint">The picture shows what was reached before that step.</p>
    ${
      place
        ? button({
            label: 'Show step',
            onClick: () => {
              reveal({ start: place.start, end: place.end });
            },
          })
        : nothing
    }
  </div>`;
}

/** The picture is good, but not every step could be run for the row of pictures. */
function unfinishedBanner(problem: Problem): TemplateResult {
  return html`<div class="banner error" role="status" data-banner="unfinished">
    ${problemText(problem, 'Not all steps were run: ')}
  </div>`;
}

/** A problem in words: what is wrong, and what to do. */
function problemText(problem: Problem, before = ''): TemplateResult {
  return html`<p>${before}${problem.bug ? 'This is a fault of Darkroom: ' : ''}${problem.message}</p>
    ${
      problem.hint === undefined
        ? problem.bug
          ? html`<p class="hint">Its details are in the log: run “Darkroom: Show Log” and report it.</p>`
          : nothing
        : html`<p class="hint">${problem.hint}</p>`
    }`;
}

/** The whole page when there is nothing to show: what is wrong, what to do, and a way to try again. */
export function unreadable(problem: Problem, name: string | undefined, reload: () => void): TemplateResult {
  return html`<div class="message" role="alert" data-message="unreadable">
    <h1>${problem.bug ? 'Darkroom failed on this file' : 'This file cannot be shown'}</h1>
    ${name === undefined ? nothing : html`<p class="file">${name}</p>`} ${problemText(problem)}
    ${button({ label: 'Reload', onClick: reload, appearance: 'primary' })}
  </div>`;
}
