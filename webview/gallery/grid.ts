import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from '@tanstack/virtual-core';
import type { Group } from './arrange.ts';
import { Rows } from './rows.ts';

/** Between tiles, and around them; in CSS pixels, as are all lengths here. */
export const gap = 8;
const nameHeight = 20;
export const headerHeight = 30;

/** Which rows are near the visible part, and where they lie: the virtual list behind the gallery. */
export class Grid {
  /** What scrolls. */
  readonly element = document.createElement('div');
  rows = new Rows([], 1);
  private groups: readonly Group[] = [];
  private side = 0;
  private width = 0;
  private readonly virtualizer: Virtualizer<HTMLElement, HTMLElement>;

  constructor(private readonly changed: () => void) {
    this.element.className = 'grid-scroll';
    this.element.id = 'grid';
    this.virtualizer = new Virtualizer<HTMLElement, HTMLElement>(this.options());
    this.virtualizer._didMount();
    new ResizeObserver(() => {
      if (this.element.clientWidth === this.width) return;
      this.width = this.element.clientWidth;
      this.layOut();
    }).observe(this.element);
  }

  /** To be called when the element is in the page. */
  attached(): void {
    this.virtualizer._willUpdate();
  }

  get columns(): number {
    return this.rows.columns;
  }

  /** Rows that are seen at once. */
  get page(): number {
    return Math.max(1, Math.floor(this.element.clientHeight / this.rowHeight));
  }

  get rowHeight(): number {
    return this.side + nameHeight + gap;
  }

  /** Room above the first row: none where a name stands there, over which it is laid while one scrolls. */
  private get start(): number {
    return this.rows.isHeader(0) ? 0 : gap;
  }

  /** Of all rows together. */
  get height(): number {
    return this.virtualizer.getTotalSize();
  }

  /** The rows near the visible part, from top to bottom. */
  get near(): readonly VirtualItem[] {
    return this.virtualizer.getVirtualItems();
  }

  /** The first and the last row of which something is seen. */
  get visible(): { readonly first: number; readonly last: number } {
    const { startIndex = 0, endIndex = 0 } = this.virtualizer.range ?? {};
    return { first: startIndex, last: endIndex };
  }

  /** @param side of a tile */
  show(groups: readonly Group[], side: number): void {
    if (groups === this.groups && side === this.side) return;
    this.groups = groups;
    this.side = side;
    this.layOut();
  }

  /** Brings a tile into sight, moving as little as possible. */
  reveal(position: number): void {
    const row = this.rows.rowOf(position);
    const headers = this.rows.headersAbove(row);
    const top = this.start + headers * headerHeight + (row - headers) * this.rowHeight;
    const { scrollTop, clientHeight } = this.element;
    // The name of the group lies over the upper edge.
    const upper = top - (this.rows.isHeader(0) ? headerHeight : 0) - gap;
    const lower = top + this.rowHeight + gap - clientHeight;
    if (scrollTop > upper) this.element.scrollTop = upper;
    else if (scrollTop < lower) this.element.scrollTop = lower;
  }

  /** Puts a tile to the top. */
  scrollTo(position: number): void {
    this.virtualizer.scrollToIndex(this.rows.rowOf(position), { align: 'start' });
  }

  /** The first tile in sight. */
  get top(): number | undefined {
    const { first, last } = this.visible;
    for (let row = first; row <= last; row++) {
      const found = this.rows.at(row);
      if (found?.kind === 'tiles') return found.first;
    }
    return undefined;
  }

  private layOut(): void {
    const room = this.width - gap;
    const columns = Math.max(1, Math.floor(room / (this.side + gap)));
    this.rows = new Rows(this.groups, columns);
    this.virtualizer.setOptions(this.options());
    this.virtualizer.measure();
    this.virtualizer._willUpdate();
    this.changed();
  }

  private options() {
    const { rows } = this;
    return {
      count: rows.count,
      getScrollElement: (): HTMLElement => this.element,
      estimateSize: (row: number) => (rows.isHeader(row) ? headerHeight : this.rowHeight),
      paddingStart: this.start,
      paddingEnd: gap,
      overscan: 2,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: () => {
        this.changed();
      },
    };
  }
}
