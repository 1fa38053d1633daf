import type { Group } from './arrange.ts';

export type Row =
  | { readonly kind: 'header'; readonly label: string; readonly count: number }
  | {
      readonly kind: 'tiles';
      /** Position of the first tile. */
      readonly first: number;
      /** Indices of images. */
      readonly images: readonly number[];
    };

/** Keys that move through the grid. */
export type Movement = 'left' | 'right' | 'up' | 'down' | 'pageUp' | 'pageDown' | 'start' | 'end';

interface Block {
  readonly group: Group;
  /** The first row, which is the header's where there is one. */
  readonly row: number;
  /** Position of the first tile. */
  readonly position: number;
}

/**
 * Groups of tiles in rows of so many columns, with a row for the name of each group. Tiles are counted through all
 * groups: that is their position. Nothing is made per row, so that a hundred thousand images cost nothing.
 */
export class Rows {
  /** Number of rows. */
  readonly count: number;
  /** Number of tiles. */
  readonly tiles: number;
  private readonly blocks: readonly Block[];
  private readonly header: 0 | 1;

  constructor(
    groups: readonly Group[],
    readonly columns: number,
  ) {
    this.header = groups.some(({ label }) => label !== undefined) ? 1 : 0;
    let row = 0;
    let position = 0;
    this.blocks = groups.map(group => {
      const block = { group, row, position };
      row += this.header + Math.ceil(group.images.length / columns);
      position += group.images.length;
      return block;
    });
    this.count = row;
    this.tiles = position;
  }

  at(row: number): Row | undefined {
    const block = this.blockAt(row, 'row');
    if (!block || row >= this.count) return undefined;
    const { group, position } = block;
    const inside = row - block.row - this.header;
    if (inside < 0) return { kind: 'header', label: group.label ?? '', count: group.images.length };
    const start = inside * this.columns;
    return {
      kind: 'tiles',
      first: position + start,
      images: group.images.slice(start, start + this.columns),
    };
  }

  isHeader(row: number): boolean {
    return this.header === 1 && this.blockAt(row, 'row')?.row === row;
  }

  /** The group that a row belongs to. */
  groupAt(row: number): Group | undefined {
    return this.blockAt(row, 'row')?.group;
  }

  /** Names of groups that stand above a row. */
  headersAbove(row: number): number {
    const block = this.blockAt(row, 'row');
    if (!block || this.header === 0) return 0;
    return this.blocks.indexOf(block) + (row > block.row ? 1 : 0);
  }

  /** The row of a tile. */
  rowOf(position: number): number {
    const block = this.blockAt(position, 'position');
    if (!block) return 0;
    return block.row + this.header + Math.floor((position - block.position) / this.columns);
  }

  /** The index of a tile's image. */
  imageAt(position: number): number | undefined {
    const block = this.blockAt(position, 'position');
    return block?.group.images[position - block.position];
  }

  /** The first tile of an image; undefined when it is not shown. */
  positionOf(image: number): number | undefined {
    for (const { group, position } of this.blocks) {
      const inside = group.images.indexOf(image);
      if (inside >= 0) return position + inside;
    }
    return undefined;
  }

  /**
   * Where a key leads to from a tile. Up and down keep the column; where a row is shorter they go to its last tile.
   * @param page rows that are seen at once
   */
  move(position: number, movement: Movement, page: number): number {
    const last = this.tiles - 1;
    switch (movement) {
      case 'left':
        return Math.max(position - 1, 0);
      case 'right':
        return Math.min(position + 1, last);
      case 'up':
        return this.vertically(position, -1);
      case 'down':
        return this.vertically(position, 1);
      case 'pageUp':
        return this.vertically(position, -Math.max(page, 1));
      case 'pageDown':
        return this.vertically(position, Math.max(page, 1));
      case 'start':
        return 0;
      case 'end':
        return Math.max(last, 0);
    }
  }

  private vertically(position: number, rows: number): number {
    const from = this.rowOf(position);
    const origin = this.at(from);
    if (origin?.kind !== 'tiles') return position;
    const column = position - origin.first;
    const direction = Math.sign(rows);
    let left = Math.abs(rows);
    let reached = from;
    for (let row = from + direction; row >= 0 && row < this.count && left > 0; row += direction) {
      if (this.isHeader(row)) continue;
      reached = row;
      left--;
    }
    const target = this.at(reached);
    if (target?.kind !== 'tiles' || reached === from) return position;
    return target.first + Math.min(column, target.images.length - 1);
  }

  /** The last block that begins at or before a place. */
  private blockAt(place: number, by: 'row' | 'position'): Block | undefined {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.blocks[middle]![by] <= place) low = middle;
      else high = middle - 1;
    }
    return this.blocks[low];
  }
}
