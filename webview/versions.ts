import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { OperationEntry } from '../src/shared/catalogue.ts';
import type { PipelineEdit } from '../src/shared/edit.ts';
import type { ViewHost } from '../src/shared/protocol.ts';
import type { Client } from '../src/shared/rpc.ts';
import type { ChosenVersion } from '../src/shared/versions.ts';
import type { Draw, Extreme } from '../src/shared/view.ts';
import type { ViewState } from '../src/shared/viewState.ts';
import { titleOf } from './drawn.ts';
import { keyOf } from './draws.ts';
import { noRandomStep } from './noRandomStep.ts';
import { moveAmong } from './tileKeys.ts';
import { versionCard } from './versionCard.ts';
import { counts, versionsBar, type ShownVersions } from './versionsBar.ts';
import { VersionTile } from './versionTile.ts';
import type { PreviewView } from './viewSwitch.ts';

/** Requests at once: the engine works on one after the other, and stale ones are to be few. */
const atOnce = 2;

export interface VersionsOwner {
  operations(): readonly OperationEntry[];
  /** The font of labels' names; absent when labels are not to be seen. */
  labelFont(): string | undefined;
  changed(): void;
  readonly edit: (edit: PipelineEdit) => void;
  setMode(mode: ViewState['mode']): void;
  /** Shows a version large. */
  open(version: ChosenVersion): void;
}

/** The contact sheet: what the random steps make of the sample, version by version, and at the ends of their ranges. */
export class Versions implements PreviewView, ShownVersions {
  readonly id = 'versions';
  readonly title = 'Versions';
  readonly doc = 'What the random steps make of the sample';
  private state: ViewState | undefined;
  count: number = counts[0];
  seed: number | undefined;
  readonly extremes = new Set<Extreme>();
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
    const operations = this.owner.operations();
    if (random.length === 0 && operations.length > 0)
      return noRandomStep(state.steps, operations, this.owner.edit);
    const inference = state.mode === 'inference';
    return html`<div class="versions">
      ${versionsBar(state, this, this.barActions)}
      ${
        inference
          ? html`<p class="hint">
              Inference skips ${random.map(({ operation }) => titleOf(operation, operations)).join(', ')}:
              every version is the same.
            </p>`
          : nothing
      }
      <ul class="version-tiles" aria-label="Versions" @keydown=${moveAmong}>
        ${repeat(
          this.draws(inference),
          draw => keyOf(draw),
          draw => html`<li>${this.card(state, draw)}</li>`,
        )}
      </ul>
    </div>`;
  }

  private readonly barActions = {
    setMode: (mode: ViewState['mode']) => {
      this.owner.setMode(mode);
    },
    setCount: (count: number) => {
      this.count = count;
      this.owner.changed();
    },
    toggle: (extreme: Extreme) => {
      if (!this.extremes.delete(extreme)) this.extremes.add(extreme);
      this.owner.changed();
    },
    reseed: (seed: number | undefined) => {
      this.seed = seed;
      for (const tile of this.tiles.values()) tile.cancel();
      this.loadSeen();
      this.owner.changed();
    },
    edit: (edit: PipelineEdit) => {
      this.owner.edit(edit);
    },
  };

  private card(state: ViewState, draw: Draw): TemplateResult {
    const tile = this.tileOf(draw);
    void tile.paint(this.owner.labelFont());
    return versionCard(tile, state, this.owner.operations(), {
      open: () => {
        this.owner.open({ draw, seed: this.seed ?? state.seed });
      },
      observe: element => {
        if (this.ofElement.has(element)) return;
        this.ofElement.set(element, tile);
        this.observer.observe(element);
      },
    });
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
