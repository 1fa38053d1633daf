import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { grouped } from '../../src/shared/counted.ts';
import type { GalleryState } from '../../src/shared/gallery.ts';
import { button } from '../controls.ts';
import { facetList, type Facets } from './facets.ts';
import { figuresPanel } from './figures.ts';
import { findingList } from './findings.ts';
import type { ImpactQuestion } from './impactQuestion.ts';
import { impactSection } from './impactSection.ts';
import type { Known } from './known.ts';
import { maskLegend } from './maskLegend.ts';
import type { Memory } from './memory.ts';
import type { SizeScatter } from './sizeScatter.ts';

interface Shown {
  readonly state: GalleryState | undefined;
  readonly memory: Memory;
  /** What a health check has found. */
  readonly known: Known | undefined;
  readonly facets: Facets;
  readonly maskIds: readonly number[];
  readonly scatter: SizeScatter;
  readonly impact: ImpactQuestion;
}

interface Actions {
  readonly remember: (change: Partial<Memory>) => void;
  readonly selectExcluded: (known: Known) => void;
  readonly checkHealth: () => void;
  /** Writes mean and deviation into a pipeline. */
  readonly write: () => void;
  readonly stop: () => void;
}

/** The panel beside the images: health check, impact, findings, splits, classes and figures. */
export function details(shown: Shown, actions: Actions): TemplateResult {
  const { state, memory, known, facets, maskIds, scatter, impact } = shown;
  const { hiddenClasses, hiddenSplits, hiddenIds, rules, sizes } = memory;
  scatter.mark(sizes);
  const impactShown =
    state &&
    impactSection(state, impact.known, {
      again: () => {
        impact.again();
      },
      stop: actions.stop,
    });
  // Thousands of classes are not listed anew while nothing of them has changed.
  const lists = guard([facets, maskIds, hiddenClasses, hiddenSplits, hiddenIds, rules, sizes, known], () =>
    listsOf(shown, actions),
  );
  return html`<aside class="facets" aria-label="Findings, classes and figures">
    ${healthButton(state, actions)} ${impactShown ?? nothing} ${lists}
  </aside>`;
}

function listsOf(
  { memory, known, facets, maskIds, scatter }: Shown,
  { remember, selectExcluded, write }: Actions,
) {
  const { hiddenClasses, hiddenSplits, hiddenIds, rules, sizes } = memory;
  return [
    known
      ? findingList(known, rules, {
          choose: chosen => {
            remember({ rules: chosen });
          },
          selectExcluded: () => {
            selectExcluded(known);
          },
        })
      : nothing,
    facetList({
      id: 'splits',
      title: 'Splits',
      facets: facets.splits,
      hidden: hiddenSplits,
      colored: false,
      onChange: hidden => {
        remember({ hiddenSplits: hidden });
      },
    }),
    facetList({
      id: 'classes',
      title: 'Classes',
      facets: facets.classes,
      hidden: hiddenClasses,
      colored: true,
      onChange: hidden => {
        remember({ hiddenClasses: hidden });
      },
    }),
    maskLegend(maskIds, hiddenIds, hidden => {
      remember({ hiddenIds: hidden });
    }),
    known
      ? figuresPanel(known.figures, {
          scatter: scatter.element,
          sizes,
          chooseSizes: chosen => {
            remember({ sizes: chosen });
          },
          write,
        })
      : nothing,
  ];
}

function healthButton(state: GalleryState | undefined, { checkHealth, stop }: Actions): TemplateResult {
  const { measuring, report = 0 } = state ?? {};
  if (measuring) {
    const { done, total } = measuring;
    return html`<div class="measuring" role="status">
      <progress max=${Math.max(total, 1)} .value=${done} aria-label="Images measured"></progress>
      <span>${grouped(done)} of ${grouped(total)} measured</span>
      ${button({ id: 'stop-measuring', label: 'Stop', onClick: stop })}
    </div>`;
  }
  return button({
    id: 'check-health',
    label: report === 0 ? 'Check Health' : 'Check Health Again',
    title: 'Measures all images, those that have changed, and looks for what spoils training',
    appearance: report === 0 ? 'primary' : 'secondary',
    onClick: checkHealth,
  });
}
