import { html, nothing, type TemplateResult } from 'lit';
import { counted, grouped } from '../../src/shared/counted.ts';
import { datasetLayouts, type DatasetLayout } from '../../src/shared/dataset.ts';
import type { Problem } from '../../src/shared/errors.ts';
import type { GalleryState } from '../../src/shared/gallery.ts';
import { button, dropdown } from '../controls.ts';

/** The folder, what it was recognised as and why, with a way to say otherwise. */
export function header(
  state: GalleryState,
  actions: {
    readonly choose: (layout: DatasetLayout) => void;
    readonly stop: () => void;
    readonly reload: () => void;
  },
): TemplateResult {
  const { folder, recognized, count, busy, unfinished } = state;
  return html`<header>
    <div class="facts">
      <span class="name" title=${folder.uri}>${folder.name}</span>
      <span>${busy && count === 0 ? 'searching…' : counted(count, 'image')}</span>
      ${
        busy
          ? html`<span>reading…</span>
              <button type="button" class="link" id="stop" @click=${actions.stop}>Stop</button>`
          : nothing
      }
      ${
        unfinished
          ? html`<span>and perhaps more: reading was stopped</span>
              <button type="button" class="link" id="read-on" @click=${actions.reload}>Read On</button>`
          : nothing
      }
    </div>
    ${
      recognized
        ? html`<details class="recognized">
            <summary>${recognized.title}</summary>
            <div class="content">
              <ul>
                ${recognized.reasons.map(reason => html`<li>${reason}</li>`)}
              </ul>
              <label
                >Read it as
                ${dropdown({
                  id: 'layout',
                  name: 'How the folder is laid out',
                  value: recognized.layout,
                  choices: Object.entries(datasetLayouts).map(([value, label]) => ({ value, label })),
                  onChange: value => {
                    actions.choose(value as DatasetLayout);
                  },
                })}</label
              >
            </div>
          </details>`
        : nothing
    }
  </header>`;
}

const shownProblems = 5;

/** What is wrong with how the dataset is written, and requests that failed. */
export function banners(
  state: GalleryState,
  trouble: Problem | undefined,
  actions: {
    readonly dismiss: () => void;
    readonly reload: () => void;
    readonly checkHealth: () => void;
  },
): TemplateResult {
  const { failed, count, problems, problemCount, stale, outdated } = state;
  const rest = problemCount - Math.min(problems.length, shownProblems);
  return html`<div class="banners">
    ${
      failed && count > 0
        ? html`<div class="banner error" role="alert" data-banner="failed">
            <p>
              The folder could not be read again; its images are shown as they were. ${failed.message}
              ${failed.hint ?? ''}
            </p>
            ${button({ label: 'Try Again', onClick: actions.reload })}
          </div>`
        : nothing
    }
    ${
      stale === undefined
        ? nothing
        : html`<div class="banner warning" role="status" data-banner="stale">
            <p>The pipeline has an error; the tiles show what it did before. ${stale}</p>
          </div>`
    }
    ${
      outdated
        ? html`<div class="banner warning" role="status" data-banner="outdated">
            <p>
              Files of the dataset, or how it is read, have changed since its health check: what was found
              then is not shown, and nothing is filtered by it.
            </p>
            ${button({ label: 'Check Health Again', onClick: actions.checkHealth })}
          </div>`
        : nothing
    }
    ${
      problems.length === 0
        ? nothing
        : html`<details class="banner warning" data-banner="problems">
            <summary>
              ${problemCount === 1 ? 'One thing is wrong' : `${grouped(problemCount)} things are wrong`} with
              the labels and folders of the dataset.
            </summary>
            <ul>
              ${problems.slice(0, shownProblems).map(({ message, hint }) => html`<li>${message} ${hint}</li>`)}
              ${rest > 0 ? html`<li>and ${grouped(rest)} more, among the editor’s problems after Check Health</li>` : nothing}
            </ul>
          </details>`
    }
    ${
      trouble
        ? html`<div class="banner error" role="alert" data-banner="trouble">
            <p>
              ${trouble.bug ? 'This is a fault of Darkroom: ' : ''}${trouble.message} ${trouble.hint ?? ''}
            </p>
            ${button({ label: 'Dismiss', onClick: actions.dismiss })}
          </div>`
        : nothing
    }
  </div>`;
}

/** In the place of the tiles, when there are none. */
export function instead(
  state: GalleryState | undefined,
  isFiltered: boolean,
  actions: { readonly reload: () => void; readonly showAll: () => void },
): TemplateResult {
  if (!state || (state.busy && state.count === 0)) {
    return html`<div class="message" role="status"><p>Searching for images…</p></div>`;
  }
  if (state.failed && state.count === 0) {
    const { message, hint } = state.failed;
    return html`<div class="message" role="alert" data-message="failed">
      <h1>This folder cannot be shown</h1>
      <p>${message}</p>
      ${hint === undefined ? nothing : html`<p class="hint">${hint}</p>`}
      ${button({ label: 'Try Again', onClick: actions.reload, appearance: 'primary' })}
    </div>`;
  }
  if (isFiltered) {
    return html`<div class="message" role="status" data-message="filtered">
      <h1>No image passes the filter</h1>
      ${button({ label: 'Show All', onClick: actions.showAll, appearance: 'primary' })}
    </div>`;
  }
  return html`<div class="message" role="status" data-message="empty">
    <h1>No images in ${state.folder.name}</h1>
    <p class="hint">
      JPEG, PNG, WebP, BMP, GIF, TIFF and NPY files are searched for in the folder and below it. New ones are
      shown as soon as they are there.
    </p>
    ${button({ label: 'Search Again', onClick: actions.reload, appearance: 'primary' })}
  </div>`;
}
