import type { GalleryHost, GalleryState } from '../../src/shared/gallery.ts';
import type { GridView } from './gridView.ts';
import type { Memory } from './memory.ts';
import { longestFor, type Tiles } from './tiles.ts';

type Request = Parameters<GalleryHost['want']>[0];

/** Asks for the pictures of the tiles near the visible part that are not there, the nearest first. */
export class WantedPictures {
  /** What was asked last. */
  private asked = '';

  constructor(
    private readonly view: GridView,
    private readonly tiles: Tiles,
    private readonly ask: (request: Request) => void,
  ) {}

  /** Other images are there, of which nothing has been asked. */
  forget(): void {
    this.asked = '';
  }

  /** A tile in sight is still to come. */
  isWaiting(state: GalleryState, memory: Memory): boolean {
    const { view } = this;
    return this.asked !== '' && this.lacking(this.pathsOf(view.inSight()), state, memory).length > 0;
  }

  /** @param groups how many the images are shown in */
  want(state: GalleryState, memory: Memory, groups: number): void {
    const { view, tiles } = this;
    if (view.grid.rows.tiles === 0) return;
    const { pictures, listing, labels: number } = state;
    const { labels } = memory;
    const { first, last } = view.grid.visible;
    const longest = longestOf(memory);
    const top = view.pathAt(view.grid.top ?? 0);
    // What arrives changes what is lacking, which is known to the host as well.
    const { columns } = view.grid;
    const asked = [pictures, listing, number, longest, labels, first, last, columns, groups, top].join('\n');
    if (asked === this.asked) return;
    this.asked = asked;
    const paths = this.pathsOf(view.wanted());
    tiles.want(paths);
    this.ask({ pictures, longest, labels, paths: this.lacking(paths, state, memory) });
  }

  private pathsOf(positions: readonly number[]): ReadonlySet<string> {
    return new Set(positions.flatMap(position => this.view.pathAt(position) ?? []));
  }

  private lacking(
    paths: ReadonlySet<string>,
    { pictures, labels }: GalleryState,
    memory: Memory,
  ): readonly string[] {
    const longest = longestOf(memory);
    const number = memory.labels ? labels : undefined;
    return [...paths].filter(path => this.tiles.lacks(path, pictures, longest, number));
  }
}

function longestOf({ side }: Memory): number {
  return longestFor(side, devicePixelRatio);
}
