import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import type { OperationEntry } from '../src/shared/catalogue.ts';
import type { PipelineEdit } from '../src/shared/edit.ts';
import type { ViewHost } from '../src/shared/protocol.ts';
import type { ChosenVersion } from '../src/shared/versions.ts';
import type { Draw } from '../src/shared/view.ts';
import type { ViewState } from '../src/shared/viewState.ts';
import type { Client } from '../src/shared/rpc.ts';
import { button, radioGroup } from './controls.ts';
import { drawnSteps, titleOf } from './drawn.ts';
import { startingValues } from './startingValues.ts';
import { moveAmong } from './tileKeys.ts';
import { VersionTile } from './versionTile.ts';
import type { PreviewView } from './viewSwitch.ts';

const counts = [6, 12, 24] as const;
/** Requests at once: the engine works on one after the other, and stale ones are to be few. */
const atOnce = 2;
/** Seeds that are easy to read and to type. */
const seedsToDraw = 100_000;
/** Random operations that need no parameters, for pipelines without any. */
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

export interface VersionsOwner {
  operations(): readonly OperationEntry[];
  /** The font of labels' names; absent when labels are not to be seen. */
  labelFont(): string | undefined;
  changed(): void;
  edit(edit: PipelineEdit): void;
  setMode(mode: ViewState['mode']): void;
  /** Shows a version large. */
  open(version: ChosenVersion): void;
}

/** The contact sheet: what the random steps make of the sample, version by version, and at the ends of their ranges. */
export class Versions implements PreviewView {
  readonly id = 'versions';
  readonly title = 'Versions';
  readonly doc = 'What the random steps make of the sample';
  private state: ViewState | undefined;
  private count: number = counts[0];
  /** In the place of the pipeline's. */
  private seed: number | undefined;
  private readonly extremes = new Set<'lowest' | 'highest'>();
  private readonly tiles = new Map<string, VersionTile>();
  private readonly ofElement = new WeakMap<Element, VersionTile>();
  private readonly observer: IntersectionObserver;

  constructor(
    private readonly host: Client<ViewHost>,
    private readonly owner: VersionsOwner,
  ) {
    this.observer = new IntersectionObserver(entries => {
      for (const { target, isIntersecting } of entries) {
        const tile = this.ofElement.get(target);
        if (!tile) continue;
        tile.isSeen = isIntersecting;
        if (!isIntersecting) tile.cancel();
      }
      this.loadSeen();
    });
  }

  receive(state: ViewState): void {
    if (state.sequence !== this.state?.sequence) for (const tile of this.tiles.values()) tile.cancel();
    this.state = state;
    if (this.seed === state.seed) this.seed = undefined;
    this.loadSeen();
  }

  render(state: ViewState): TemplateResult {
    const random = state.steps.filter(
      ({ enabled, operation, p }) => enabled && (p !== undefined || this.isRandom(operation)),
    );
    if (random.length === 0 && this.owner.operations().length > 0) return this.withoutRandom(state);
    const inference = state.mode === 'inference';
    return html`<div class="versions">
      ${this.bar(state, inference)}
      ${
        inference
          ? html`<p class="hint">
              Inference skips
              ${random.map(({ operation }) => titleOf(operation, this.owner.operations())).join(', ')}: every
              version is the same.
            </p>`
          : nothing
      }
      <ul class="version-tiles" aria-label="Versions" @keydown=${moveAmong}>
        ${repeat(
          this.draws(inference),
          draw => keyOf(draw),
          draw => html`<li>${this.tile(state, draw, inference)}</li>`,
        )}
      </ul>
    </div>`;
  }

  private bar(state: ViewState, inference: boolean): TemplateResult {
    const seed = this.seed ?? state.seed;
    const toggle = (extreme: 'lowest' | 'highest', label: string, title: string) =>
      button({
        id: `versions-${extreme}`,
        label,
        title,
        pressed: this.extremes.has(extreme),
        disabled: inference,
        onClick: () => {
          if (!this.extremes.delete(extreme)) this.extremes.add(extreme);
          this.owner.changed();
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
          this.owner.setMode(mode === 'inference' ? 'inference' : 'train');
        },
      })}
      <div class="group" role="group" aria-label="Number of versions">
        ${counts.map(count =>
          button({
            id: `versions-${count}`,
            label: String(count),
            title: `Show ${count} versions`,
            pressed: this.count === count,
            disabled: inference,
            onClick: () => {
              this.count = count;
              this.owner.changed();
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
            this.reseed(Math.floor(Math.random() * seedsToDraw));
          },
        })}
        ${
          this.seed === undefined
            ? nothing
            : html`${button({
                id: 'write-seed',
                label: 'Write seed into the pipeline',
                title: `Write seed: ${seed} into the pipeline file`,
                onClick: () => {
                  this.owner.edit({ kind: 'top', key: 'seed', value: seed });
                },
              })}
              ${button({
                id: 'own-seed',
                label: `Back to ${state.seed}`,
                title: 'Show the versions of the pipeline’s own seed',
                onClick: () => {
                  this.reseed(undefined);
                },
              })}`
        }
      </div>
    </div>`;
  }

  private tile(state: ViewState, draw: Draw, inference: boolean): TemplateResult {
    const tile = this.tileOf(draw);
    const { version, problem } = tile;
    void tile.paint(this.owner.labelFont());
    const name = inference ? 'Inference' : nameOf(draw);
    const seed = this.seed ?? state.seed;
    const drawn = version ? drawnSteps(state.steps, version.steps, this.owner.operations()) : [];
    const dropped = version?.labels?.dropped.length ?? 0;
    return html`<button
      type="button"
      class=${tile.isLoading ? 'version loading' : 'version'}
      data-draw=${keyOf(draw)}
      title=${`Show ${name} large`}
      @click=${() => {
        this.owner.open({ draw, seed });
      }}
      ${ref(element => {
        if (!element || this.ofElement.has(element)) return;
        this.ofElement.set(element, tile);
        this.observer.observe(element);
      })}
    >
      <span class="version-picture">${tile.canvas}</span>
      <span class="version-name">${name}</span>
      ${problem || version?.failed ? html`<span class="field-problem">${(problem ?? version!.failed!).message}</span>` : nothing}
      ${version && !version.picture ? html`<span class="hint">The result is a vector.</span>` : nothing}
      ${drawn.map(
        ({ title, words, changed }) =>
          html`<span class=${changed ? 'drawn-step' : 'drawn-step unchanged'}
            ><b>${title}</b>: ${words}</span
          >`,
      )}
      ${dropped > 0 ? html`<span class="hint">${dropped} ${dropped === 1 ? 'object' : 'objects'} dropped</span>` : nothing}
    </button>`;
  }

  private withoutRandom({ steps }: ViewState): TemplateResult {
    const operations = this.owner.operations();
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
                  this.owner.edit({
                    kind: 'insert',
                    at: [at],
                    operation: entry.id,
                    values: startingValues(entry),
                  });
                },
              })}
            </li>`,
        )}
      </ul>
    </div>`;
  }

  private draws(inference: boolean): readonly Draw[] {
    if (inference) return [{ version: 0 }];
    const extremes = (['lowest', 'highest'] as const).filter(extreme => this.extremes.has(extreme));
    return [
      ...extremes.map(extreme => ({ extreme })),
      ...Array.from({ length: this.count }, (_, version) => ({ version })),
    ];
  }

  private tileOf(draw: Draw): VersionTile {
    const key = keyOf(draw);
    const known = this.tiles.get(key);
    if (known) return known;
    const tile = new VersionTile(draw, this.host, () => {
      this.owner.changed();
      this.loadSeen();
    });
    this.tiles.set(key, tile);
    return tile;
  }

  private reseed(seed: number | undefined): void {
    this.seed = seed;
    for (const tile of this.tiles.values()) tile.cancel();
    this.loadSeen();
    this.owner.changed();
  }

  /** Asks for what is in sight and not there yet, first things first. */
  private loadSeen(): void {
    const { state } = this;
    if (!state || state.busy || !state.developed) return;
    const seed = this.seed ?? state.seed;
    const key = `${state.sequence} ${seed}`;
    let running = [...this.tiles.values()].filter(tile => tile.isLoading).length;
    for (const draw of this.draws(state.mode === 'inference')) {
      if (running >= atOnce) return;
      const tile = this.tiles.get(keyOf(draw));
      if (!tile?.needs(key)) continue;
      running++;
      void tile.load(key, state.sequence, seed);
    }
  }

  private isRandom(operation: string): boolean {
    return this.owner.operations().find(({ id }) => id === operation)?.random === true;
  }
}

/** “Version 3”, as the command line counts in file names; “Lowest”. */
function nameOf(draw: Draw): string {
  if ('version' in draw) return `Version ${draw.version + 1}`;
  return draw.extreme === 'lowest' ? 'Lowest' : 'Highest';
}

function keyOf(draw: Draw): string {
  return 'version' in draw ? String(draw.version) : draw.extreme;
}

/** Beside the tabs, while a version is shown in the place of the pipeline's own first: which one, and the way back. */
export function shownVersion(
  { version, seed }: ViewState,
  actions: { readonly chooseVersion: (version: ViewState['version']) => void },
): TemplateResult | typeof nothing {
  if (!version) return nothing;
  const other = version.seed === seed ? '' : `, seed ${version.seed}`;
  return html`<div class="shown-version" role="status">
    Shown: ${nameOf(version.draw)}${other}
    ${button({
      id: 'own-version',
      label: 'Back to Version 1',
      title: 'Show what the pipeline itself draws first',
      onClick: () => {
        actions.chooseVersion(undefined);
      },
    })}
  </div>`;
}
