import { html, nothing, render, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { grouped } from '../../src/shared/counted.ts';
import type { DatasetImage } from '../../src/shared/dataset.ts';
import type { Group } from './arrange.ts';
import { gap, Grid, headerHeight } from './grid.ts';
import { gridKey, mannerOf, type KeyTarget } from './keys.ts';
import type { Known } from './known.ts';
import type { Movement } from './rows.ts';
import { emptySelection, select, selectAll, withoutGone, type Manner, type Selection } from './selection.ts';
import { tile } from './tile.ts';
import type { LabelLook } from './tileLabels.ts';
import type { Tiles } from './tiles.ts';
import { styled } from './styled.ts';

export interface GridOwner {
  readonly changed: () => void;
  readonly selected: () => void;
  readonly open: () => void;
}

/** What a menu is asked for with; the selection is the page's own. */
const menuContext = JSON.stringify({ webviewSection: 'images', preventDefaultContextMenuItems: true });

/** The tiles in sight, the keys and clicks on them, and the selection. */
export class GridView implements KeyTarget {
  readonly grid: Grid;
  selection: Selection = emptySelection;
  private images: readonly DatasetImage[] = [];
  private known: Known | undefined;
  private labels: LabelLook | undefined;

  constructor(
    private readonly tiles: Tiles,
    private readonly owner: GridOwner,
  ) {
    this.grid = new Grid(owner.changed);
    const { element } = this.grid;
    element.tabIndex = 0;
    element.setAttribute('role', 'grid');
    element.setAttribute('aria-label', 'Images');
    element.setAttribute('aria-multiselectable', 'true');
    // Chromium's own `:focus-visible` does not follow a person who clicks first and then takes the keys.
    element.addEventListener('pointerdown', () => {
      element.classList.remove('by-keys');
    });
    element.addEventListener('focus', () => {
      if (element.matches(':focus-visible')) element.classList.add('by-keys');
    });
    element.addEventListener('keydown', event => {
      element.classList.add('by-keys');
      gridKey(event, this);
    });
    element.addEventListener('click', event => {
      const position = positionAt(event);
      if (position !== undefined) this.choose(position, mannerOf(event));
      else if (event.target === element || event.target === element.firstElementChild) this.clear();
    });
    element.addEventListener('dblclick', event => {
      if (positionAt(event) !== undefined) this.owner.open();
    });
    element.addEventListener('contextmenu', event => {
      const position = positionAt(event);
      const path = position === undefined ? undefined : this.pathAt(position);
      if (path !== undefined && !this.selection.chosen.has(path)) this.choose(position!, 'only');
    });
  }

  /** @param pending whether a tile's picture is still to come */
  show(options: {
    readonly images: readonly DatasetImage[];
    readonly groups: readonly Group[];
    readonly side: number;
    readonly pending: (path: string) => boolean;
    readonly known: Known | undefined;
    readonly labels: LabelLook | undefined;
  }): void {
    const { images, groups, side, pending, known, labels } = options;
    this.labels = labels;
    this.images = images;
    this.known = known;
    this.grid.show(groups, side);
    const { element, rows, near, height, columns } = this.grid;
    const { active, chosen } = this.selection;
    element.style.setProperty('--side', `${side}px`);
    element.setAttribute('aria-rowcount', String(rows.count));
    element.setAttribute('aria-colcount', String(columns));
    if (rows.tiles > 0) element.setAttribute('aria-activedescendant', `tile-${active}`);
    else element.removeAttribute('aria-activedescendant');
    if (chosen.size > 0) element.dataset['vscodeContext'] = menuContext;
    else delete element.dataset['vscodeContext'];
    render(
      html`<div class="rows" role="presentation" ${styled({ height: `${height}px` })}>
        ${repeat(
          near,
          ({ index }) => index,
          ({ index, start }) => this.row(index, start, pending),
        )}
      </div>`,
      element,
    );
  }

  /** The name of the group at the upper edge, which stays in sight. */
  stickyHeader(): TemplateResult | typeof nothing {
    const { rows, visible } = this.grid;
    const group = rows.count > 0 ? rows.groupAt(visible.first) : undefined;
    if (group?.label === undefined) return nothing;
    return html`<div class="sticky group-name" aria-hidden="true">
      ${groupName(group.label, group.images.length)}
    </div>`;
  }

  /** Positions of the tiles in sight, from top to bottom. */
  inSight(): readonly number[] {
    const { first, last } = this.grid.visible;
    return this.positionsIn(Array.from({ length: last - first + 1 }, (_row, index) => first + index));
  }

  /** Positions whose tiles are wanted: those in sight, then the nearest ones below and above. */
  wanted(): readonly number[] {
    const { first, last } = this.grid.visible;
    const order: number[] = [];
    const ahead = last - first + 1;
    for (let distance = 1; distance <= ahead; distance++) order.push(last + distance, first - distance);
    return [...this.inSight(), ...this.positionsIn(order)];
  }

  imageAt(position: number): DatasetImage | undefined {
    const index = this.grid.rows.imageAt(position);
    return index === undefined ? undefined : this.images[index];
  }

  readonly pathAt = (position: number): string | undefined => this.imageAt(position)?.relativePath;

  /** The selection that was remembered, as far as it is there. */
  restore(paths: readonly string[], isThere: (path: string) => boolean): void {
    this.selection = withoutGone({ ...this.selection, chosen: new Set(paths) }, isThere);
  }

  /** After the tiles were put in another order: the focus stays on its image, where that is still shown. */
  keepActive(path: string | undefined, index: ReadonlyMap<string, number>): void {
    const image = path === undefined ? undefined : index.get(path);
    const position = image === undefined ? undefined : this.grid.rows.positionOf(image);
    const active = position ?? 0;
    this.selection = { ...withoutGone(this.selection, path => index.has(path)), active, anchor: active };
  }

  // ------------------------------------------------------------------------------------------ keys

  move(movement: Movement, manner: Manner): void {
    const { rows, page } = this.grid;
    this.choose(rows.move(this.selection.active, movement, page), manner);
    this.grid.reveal(this.selection.active);
  }

  toggle(): void {
    this.choose(this.selection.active, 'toggle');
  }

  open(): void {
    if (this.selection.chosen.size === 0) this.toggle();
    this.owner.open();
  }

  selectAll(): void {
    this.selection = selectAll(this.selection, this.grid.rows.tiles, this.pathAt);
    this.owner.selected();
  }

  selectPaths(paths: readonly string[]): void {
    this.selection = { ...this.selection, chosen: new Set(paths) };
    this.owner.selected();
  }

  clear(): void {
    this.selection = { ...this.selection, chosen: new Set() };
    this.owner.selected();
  }

  private choose(position: number, manner: Manner): void {
    this.selection = select(this.selection, position, manner, this.pathAt);
    this.owner.selected();
  }

  private positionsIn(order: readonly number[]): readonly number[] {
    const { rows } = this.grid;
    return order.flatMap(row => {
      const found = row >= 0 && row < rows.count ? rows.at(row) : undefined;
      return found?.kind === 'tiles' ? found.images.map((_image, column) => found.first + column) : [];
    });
  }

  private row(
    index: number,
    start: number,
    pending: (path: string) => boolean,
  ): TemplateResult | typeof nothing {
    const row = this.grid.rows.at(index);
    if (!row) return nothing;
    const transform = `translateY(${start}px)`;
    if (row.kind === 'header') {
      return html`<div
        class="row group-name"
        role="row"
        aria-rowindex=${index + 1}
        ${styled({ transform, height: `${headerHeight}px` })}
      >
        <div role="rowheader">${groupName(row.label, row.count)}</div>
      </div>`;
    }
    const { active, chosen } = this.selection;
    return html`<div
      class="row tiles"
      role="row"
      aria-rowindex=${index + 1}
      ${styled({ transform, height: `${this.grid.rowHeight - gap}px` })}
    >
      ${repeat(
        row.images,
        image => image,
        (imageIndex, column) => {
          const image = this.images[imageIndex];
          if (!image) return nothing;
          const { relativePath } = image;
          const position = row.first + column;
          return tile({
            position,
            column,
            image,
            picture: this.tiles.get(relativePath),
            labels: this.labels,
            findings: this.known?.findingsOf(imageIndex) ?? [],
            pending: pending(relativePath),
            selected: chosen.has(relativePath),
            active: position === active,
          });
        },
      )}
    </div>`;
  }
}

function groupName(label: string, count: number): TemplateResult {
  return html`<span>${label === '' ? '(none)' : label}</span> <span class="count">${grouped(count)}</span>`;
}

function positionAt(event: Event): number | undefined {
  const element = event.target instanceof Element ? event.target.closest<HTMLElement>('.tile') : null;
  const position = element?.dataset['position'];
  return position === undefined ? undefined : Number(position);
}
