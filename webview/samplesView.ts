import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { toProblem } from '../src/shared/errors.ts';
import type { ViewHost } from '../src/shared/protocol.ts';
import type { Sample } from '../src/shared/samples.ts';
import type { ViewState } from '../src/shared/viewState.ts';
import type { Client } from '../src/shared/rpc.ts';
import { button } from './controls.ts';
import { drawTile, emptyTile, tileItem, type Tile } from './samplesTile.ts';
import type { SampleActions } from './samples.ts';
import { stepsView, type PreviewView } from './viewSwitch.ts';

interface Actions extends SampleActions {
  readonly chooseView: (id: string) => void;
  /** The font of labels' names; absent when labels are not to be seen. */
  readonly labelFont: () => string | undefined;
}

/** Longer side of a tile's picture, in pixels of the page. */
const pictureSide = 240;

/** All samples beside each other, each before and after the pipeline. Tiles are fetched while the view is in sight. */
export class SamplesView implements PreviewView {
  readonly id = 'samples';
  readonly title = 'Samples';
  readonly doc = 'Every sample image before and after the pipeline';
  private readonly tiles = new Map<string, Tile>();
  private sequence = -1;
  private request: AbortController | undefined;

  constructor(
    private readonly host: Client<ViewHost>,
    private readonly actions: Actions,
    private readonly changed: () => void,
  ) {}

  receive({ sequence, samples }: ViewState): void {
    if (sequence !== this.sequence) this.request?.abort();
    this.sequence = sequence;
    const ids = new Set(samples.map(({ id }) => id));
    for (const id of this.tiles.keys()) if (!ids.has(id)) this.tiles.delete(id);
  }

  render(state: ViewState): TemplateResult {
    if (!state.busy && !this.request) void this.fetchNext(state);
    const { samples, sample } = state;
    const font = this.actions.labelFont();
    for (const tile of this.tiles.values()) {
      if (tile.look && tile.font !== font) drawTile(tile, tile.look, font);
    }
    return html`<section class="sample-tiles" aria-label="Samples">
      <div class="sample-tools">
        ${button({
          id: 'find-hard-samples',
          label: 'Choose hard samples',
          title: 'Search the dataset for the tallest, darkest, … images and add them',
          onClick: this.actions.findHard,
        })}
      </div>
      <ul>
        ${repeat(
          samples,
          ({ id }) => id,
          item =>
            tileItem(item, this.tileOf(item), item.id === sample, state, {
              open: () => {
                if (item.id !== sample) this.actions.choose(item.id);
                this.actions.chooseView(stepsView);
              },
              remove: () => {
                this.actions.remove(item.id);
              },
            }),
        )}
      </ul>
    </section>`;
  }

  private tileOf({ id }: Sample): Tile {
    const tile = this.tiles.get(id) ?? emptyTile();
    this.tiles.set(id, tile);
    return tile;
  }

  /** One after the other: the worker makes one picture at a time, and what is on the way can be given up. */
  private async fetchNext({ samples, sequence }: ViewState): Promise<void> {
    const key = ({ revision = 0 }: Sample) => `${sequence} ${revision}`;
    const next = samples.find(item => this.tileOf(item).key !== key(item));
    if (!next) return;
    const tile = this.tileOf(next);
    const request = new AbortController();
    this.request = request;
    const longest = Math.min(Math.ceil(pictureSide * window.devicePixelRatio), 1024);
    try {
      const look = await this.host.sampleTile({ sequence, id: next.id, longest }, request.signal);
      drawTile(tile, look, this.actions.labelFont());
    } catch (thrown) {
      const problem = toProblem(thrown);
      if (problem.code !== 'aborted') {
        delete tile.look;
        tile.problem = problem;
      }
    }
    if (!request.signal.aborted) tile.key = key(next);
    this.request = undefined;
    this.changed();
  }
}
