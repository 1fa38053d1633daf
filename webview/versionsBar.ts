import { html, nothing, type TemplateResult } from 'lit';
import type { PipelineEdit } from '../src/shared/edit.ts';
import type { Extreme } from '../src/shared/view.ts';
import type { ViewState } from '../src/shared/viewState.ts';
import { button, radioGroup } from './controls.ts';

export const counts = [6, 12, 24] as const;
/** Seeds that are easy to read and to type. */
const seedsToDraw = 100_000;

/** What is on the contact sheet. */
export interface ShownVersions {
  /** In the place of the pipeline's. */
  readonly seed: number | undefined;
  readonly count: number;
  readonly extremes: ReadonlySet<Extreme>;
}

interface BarActions {
  readonly setMode: (mode: ViewState['mode']) => void;
  readonly setCount: (count: number) => void;
  readonly toggle: (extreme: Extreme) => void;
  /** To the pipeline's own when none is given. */
  readonly reseed: (seed: number | undefined) => void;
  readonly edit: (edit: PipelineEdit) => void;
}

/** Mode, number, ends of the ranges and seed of the contact sheet. */
export function versionsBar(
  state: ViewState,
  { seed = state.seed, count, extremes }: ShownVersions,
  actions: BarActions,
): TemplateResult {
  const inference = state.mode === 'inference';
  const toggle = (extreme: 'lowest' | 'highest', label: string, title: string) =>
    button({
      id: `versions-${extreme}`,
      label,
      title,
      pressed: extremes.has(extreme),
      disabled: inference,
      onClick: () => {
        actions.toggle(extreme);
      },
    });
  return html`<div class="versions-bar">
    ${radioGroup({
      name: 'Mode',
      value: state.mode,
      choices: [
        { value: 'train', label: 'Training', doc: 'Every step runs' },
        { value: 'inference', label: 'Inference', doc: 'Random steps are skipped' },
      ],
      onChange: mode => {
        actions.setMode(mode === 'inference' ? 'inference' : 'train');
      },
    })}
    <div class="group" role="group" aria-label="Number of versions">
      ${counts.map(choice =>
        button({
          id: `versions-${choice}`,
          label: String(choice),
          title: `Show ${choice} versions`,
          pressed: choice === count,
          disabled: inference,
          onClick: () => {
            actions.setCount(choice);
          },
        }),
      )}
    </div>
    <div class="group" role="group" aria-label="Ends of the ranges">
      ${toggle('lowest', 'Lowest', 'Every random step applied, with the lowest end of each of its ranges')}
      ${toggle('highest', 'Highest', 'Every random step applied, with the highest end of each of its ranges')}
    </div>
    <div class="group" role="group" aria-label="Seed">
      <span class="seed" id="versions-seed">Seed ${seed}</span>
      ${button({
        id: 'new-seed',
        label: 'New seed',
        title: 'Draw other versions; the pipeline is not changed',
        disabled: inference,
        onClick: () => {
          actions.reseed(Math.floor(Math.random() * seedsToDraw));
        },
      })}
      ${
        seed === state.seed
          ? nothing
          : html`${button({
              id: 'write-seed',
              label: 'Write seed into the pipeline',
              title: `Write seed: ${seed} into the pipeline file`,
              onClick: () => {
                actions.edit({ kind: 'top', key: 'seed', value: seed });
              },
            })}
            ${button({
              id: 'own-seed',
              label: `Back to ${state.seed}`,
              title: 'Show the versions of the pipeline’s own seed',
              onClick: () => {
                actions.reseed(undefined);
              },
            })}`
      }
    </div>
  </div>`;
}
