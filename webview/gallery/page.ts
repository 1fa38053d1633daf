import { html, nothing, render, type TemplateResult } from 'lit';
import { toProblem, type Problem } from '../../src/shared/errors.ts';
import type { GalleryAction, GalleryEvents, GalleryHost, GalleryState } from '../../src/shared/gallery.ts';
import type { Client } from '../../src/shared/rpc.ts';
import { keepFocus } from '../focus.ts';
import { colorInOrder } from '../labels.ts';
import { arrange, type Group } from './arrange.ts';
import { details } from './details.ts';
import { facetsOf, type Facets } from './facets.ts';
import { footer } from './footer.ts';
import { GridView } from './gridView.ts';
import { ImpactQuestion } from './impactQuestion.ts';
import { Known } from './known.ts';
import { Listing } from './listing.ts';
import { MaskIds } from './maskIds.ts';
import { queryOf, type Memory } from './memory.ts';
import { banners, header, instead } from './messages.ts';
import { SizeScatter } from './sizeScatter.ts';
import type { LabelLook } from './tileLabels.ts';
import { Tiles } from './tiles.ts';
import { toolbar } from './toolbar.ts';
import { WantedPictures } from './wanted.ts';

/** Images that are remembered as selected when the page is hidden. */
const mostRemembered = 2000;

/** The page of a dataset: holds what the host says and what the person wants to see of it. */
export class GalleryPage {
  private state: GalleryState | undefined;
  private trouble: Problem | undefined;
  private groups: readonly Group[] = [];
  /** Images that pass the filter. */
  private count = 0;
  private facets: Facets = { classes: [], splits: [] };
  private known: Known | undefined;
  private report = 0;
  private readonly scatter = new SizeScatter(sizes => {
    this.remember({ sizes });
  });
  private readonly impact: ImpactQuestion;
  private look: LabelLook | undefined;
  private readonly maskIds = new MaskIds();
  private scheduled = false;
  /** What of the memory is still to be brought back, once all images are there. */
  private toRestore: Pick<Memory, 'top' | 'selected'> | undefined;
  private readonly tiles = new Tiles(() => {
    this.changed();
  });
  private readonly view: GridView;
  private readonly wanted: WantedPictures;
  private readonly listing: Listing;

  constructor(
    private readonly root: HTMLElement,
    private readonly host: Client<GalleryHost>,
    private memory: Memory,
    private readonly save: (memory: Memory) => void,
  ) {
    this.toRestore = memory;
    this.view = new GridView(this.tiles, {
      changed: () => {
        this.changed();
      },
      selected: () => {
        const chosen = [...this.view.selection.chosen];
        this.remember({ selected: chosen.length > mostRemembered ? [] : chosen });
      },
      open: () => {
        this.act('open');
      },
    });
    const failed = (thrown: unknown) => {
      this.failed(thrown);
    };
    this.wanted = new WantedPictures(this.view, this.tiles, request => {
      host.want(request).catch(failed);
    });
    this.impact = new ImpactQuestion(
      key => {
        host.tellImpact(key).catch(failed);
      },
      () => {
        this.changed();
      },
    );
    this.listing = new Listing(
      host,
      outdated => {
        this.tiles.forget(outdated);
        this.wanted.forget();
        this.rearrange(true);
      },
      failed,
    );
  }

  /** What the host tells the page. */
  readonly events: { [Name in keyof GalleryEvents]: (value: GalleryEvents[Name]) => void } = {
    state: state => {
      this.receive(state);
    },
    tile: tile => {
      this.tiles.receive(tile);
      if (tile.mask && this.maskIds.see(tile.mask)) this.changed();
    },
    impact: impact => {
      this.impact.receive(impact);
    },
    action: action => {
      this.act(action);
    },
  };

  async start(): Promise<void> {
    this.changed();
    try {
      this.receive(await this.host.ready({}));
    } catch (thrown) {
      this.failed(thrown);
    }
  }

  private receive(state: GalleryState): void {
    if (this.state && state.sequence < this.state.sequence) return;
    const names = this.state;
    this.state = state;
    this.listing.receive(state);
    const hasOtherClasses = !sameNames(names?.classes, state.classes);
    if (hasOtherClasses) colorInOrder(state.classes);
    if (hasOtherClasses || !sameNames(names?.splits, state.splits)) this.rearrange(true);
    if (names?.recognized?.layout !== state.recognized?.layout || names?.labels !== state.labels)
      this.maskIds.forget();
    if (state.report !== this.report) void this.loadReport(state);
    const { pipeline, mode } = state;
    this.remember({ pipeline, mode });
  }

  private async loadReport({ report, listing }: GalleryState): Promise<void> {
    this.report = report;
    try {
      const found = report === 0 ? undefined : await this.host.report({ listing });
      if (this.report !== report) return;
      this.known = found && new Known(found);
      this.scatter.show(this.known);
      if (found && !this.memory.panel) this.remember({ panel: true });
      this.rearrange(true);
    } catch (thrown) {
      this.failed(thrown);
    }
  }

  private remember(change: Partial<Memory>): void {
    const before = this.memory;
    this.memory = { ...before, ...change };
    this.save(this.memory);
    const keys = [
      'text',
      'sorting',
      'descending',
      'grouping',
      'hiddenClasses',
      'hiddenSplits',
      'rules',
      'sizes',
    ] as const;
    if (keys.some(key => before[key] !== this.memory[key])) this.rearrange(false);
    this.changed();
  }

  /** @param renewed other images are there, and not only another order of them */
  private rearrange(renewed: boolean): void {
    const { images, index } = this.listing;
    const names = this.state ?? { classes: [], splits: [] };
    const active = this.view.pathAt(this.view.selection.active);
    this.groups = arrange(images, queryOf(this.memory, this.known !== undefined), names, this.known);
    // An image of several classes has a tile in the group of each.
    const [only, ...more] = this.groups;
    this.count =
      more.length === 0
        ? (only?.images.length ?? 0)
        : new Set(this.groups.flatMap(({ images }) => images)).size;
    if (renewed) this.facets = facetsOf(images, names);
    this.view.show(this.shown);
    this.view.keepActive(active, index);
    if (renewed && !this.listing.isLoading && images.length > 0) this.restore();
    this.changed();
  }

  private restore(): void {
    const { toRestore } = this;
    this.toRestore = undefined;
    if (!toRestore) return;
    const { index } = this.listing;
    this.view.restore(toRestore.selected, path => index.has(path));
    const image = index.get(toRestore.top);
    const position = image === undefined ? undefined : this.view.grid.rows.positionOf(image);
    // Only now are the rows in the page that it is to be scrolled to.
    if (position !== undefined)
      requestAnimationFrame(() => {
        this.view.grid.scrollTo(position);
      });
  }

  private act(action: GalleryAction): void {
    const paths = [...this.view.selection.chosen];
    if (paths.length > 0) void this.ask(this.host.act({ action, paths }));
  }

  /** In the whole dataset, for the person to look through before they are excluded. */
  private selectExcluded({ excluded }: Known): void {
    const { images } = this.listing;
    this.view.selectPaths(excluded.flatMap(index => images[index]?.relativePath ?? []));
  }

  /** What the person does next takes back what went wrong before. */
  private async ask(request: Promise<void>): Promise<void> {
    this.dismissTrouble();
    try {
      await request;
    } catch (thrown) {
      this.failed(thrown);
    }
  }

  private readonly checkHealth = () => {
    void this.ask(this.host.checkHealth({}));
  };

  private dismissTrouble(): void {
    this.trouble = undefined;
    this.changed();
  }

  /** Shows what a request has failed with. */
  failed(thrown: unknown): void {
    const problem = toProblem(thrown);
    if (problem.code === 'aborted') return;
    this.trouble = problem;
    this.changed();
  }

  // ------------------------------------------------------------------------------------------ rendering

  private changed(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      this.render();
    });
  }

  private get shown() {
    const { pictures = 0 } = this.state ?? {};
    return {
      images: this.listing.images,
      groups: this.groups,
      side: this.memory.side,
      known: this.known,
      pending: (path: string) => this.tiles.lacks(path, pictures, 0, undefined),
      labels: this.labels,
    };
  }

  private get labels(): LabelLook | undefined {
    const { labels, side, hiddenClasses: hidden, hiddenIds } = this.memory;
    if (!labels) return undefined;
    const { look } = this;
    // The same object while nothing has changed, so that no tile is drawn again.
    if (look?.side !== side || look.hidden !== hidden || look.hiddenIds !== hiddenIds)
      this.look = { side, hidden, hiddenIds };
    return this.look;
  }

  private render(): void {
    const { state, memory, view, listing, trouble } = this;
    if (state) this.impact.follow(state, memory.panel);
    const hasTiles = view.grid.rows.tiles > 0;
    view.show(this.shown);
    const reload = () => {
      void this.ask(this.host.reload({}));
    };
    const busy = !state || state.busy || listing.isLoading || this.wanted.isWaiting(state, memory);
    keepFocus(() => {
      render(
        html`${busy ? html`<div class="progress" role="progressbar" aria-label="Working"></div>` : nothing}
          ${
            state
              ? header(state, {
                  choose: layout => {
                    void this.ask(this.host.chooseLayout({ layout }));
                  },
                  stop: () => {
                    void this.ask(this.host.stop({}));
                  },
                  reload,
                })
              : nothing
          }
          ${toolbar(state, memory, {
            remember: change => {
              this.remember(change);
            },
            choosePipeline: id => {
              void this.ask(this.host.choosePipeline({ id }));
            },
            setMode: mode => {
              void this.ask(this.host.setMode({ mode }));
            },
          })}
          ${
            state
              ? banners(state, trouble, {
                  dismiss: () => {
                    this.dismissTrouble();
                  },
                  reload,
                  checkHealth: this.checkHealth,
                })
              : nothing
          }
          <div class="body">
            <section class="grid" aria-label="Images" ?hidden=${!hasTiles}>
              ${view.grid.element} ${view.stickyHeader()}
            </section>
            ${hasTiles ? nothing : this.emptiness(reload)} ${memory.panel ? this.details() : nothing}
          </div>
          ${footer(
            { all: listing.images.length, shown: this.count, selected: view.selection.chosen.size },
            action => {
              this.act(action);
            },
          )}`,
        this.root,
      );
    });
    view.grid.attached();
    if (state) this.wanted.want(state, memory, this.groups.length);
    this.rememberTop();
  }

  private emptiness(reload: () => void): TemplateResult {
    return instead(this.state, this.listing.images.length > 0, {
      reload,
      showAll: () => {
        this.remember({ text: '', hiddenClasses: [], hiddenSplits: [], rules: [], sizes: undefined });
      },
    });
  }

  private details(): TemplateResult {
    const { state, memory, known, facets, scatter, impact, maskIds } = this;
    const shown = { state, memory, known, facets, scatter, impact, maskIds: maskIds.all };
    return details(shown, {
      remember: change => {
        this.remember(change);
      },
      selectExcluded: known => {
        this.selectExcluded(known);
      },
      checkHealth: this.checkHealth,
      write: () => {
        void this.ask(this.host.writeNormalization({}));
      },
      stop: () => {
        this.impact.stop();
        void this.ask(this.host.stop({}));
      },
    });
  }

  private rememberTop(): void {
    if (this.toRestore || this.listing.isLoading) return;
    const { top } = this.view.grid;
    const path = top === undefined ? undefined : this.view.pathAt(top);
    if (path === undefined || path === this.memory.top) return;
    this.memory = { ...this.memory, top: path };
    this.save(this.memory);
  }
}

function sameNames(one: readonly string[] | undefined, other: readonly string[]): boolean {
  return one?.length === other.length && one.every((name, index) => name === other[index]);
}
