import type { DatasetImage } from '../../src/shared/dataset.ts';
import type { GalleryHost, GalleryState } from '../../src/shared/gallery.ts';
import type { Client } from '../../src/shared/rpc.ts';

/** The images of the dataset, which come from the host in parts; what has come can be looked at already. */
export class Listing {
  images: readonly DatasetImage[] = [];
  /** By their paths. */
  index: ReadonlyMap<string, number> = new Map();
  private number = -1;
  private loading: AbortController | undefined;

  constructor(
    private readonly host: Client<GalleryHost>,
    /** More images are there, or other ones: then with the paths of those that have changed or gone. */
    private readonly changed: (outdated: readonly string[]) => void,
    private readonly failed: (thrown: unknown) => void,
  ) {}

  /** Whether images are still on their way. */
  get isLoading(): boolean {
    return this.loading !== undefined;
  }

  receive({ listing, count }: Pick<GalleryState, 'listing' | 'count'>): void {
    if (listing === this.number) return;
    this.number = listing;
    this.loading?.abort();
    const loading = new AbortController();
    this.loading = loading;
    void this.load(listing, count, loading);
  }

  private async load(listing: number, count: number, loading: AbortController): Promise<void> {
    const former = this.images;
    const loaded: DatasetImage[] = [];
    try {
      while (loaded.length < count) {
        const part = await this.host.images({ listing, from: loaded.length }, loading.signal);
        if (loading.signal.aborted || part.length === 0) break;
        loaded.push(...part);
        // A list that is replaced stays in sight until the new one is whole, so that nothing jumps. A first one is shown
        // as often as it has doubled, so that showing it takes no longer than loading it.
        if (former.length === 0 && loaded.length >= 2 * this.images.length) this.show([...loaded], []);
      }
    } catch (thrown) {
      if (!loading.signal.aborted) this.failed(thrown);
    }
    if (this.loading !== loading) return;
    this.loading = undefined;
    this.show(loaded, outdatedOf(former, loaded));
  }

  private show(images: readonly DatasetImage[], outdated: readonly string[]): void {
    this.images = images;
    this.index = new Map(images.map(({ relativePath }, index) => [relativePath, index]));
    this.changed(outdated);
  }
}

/** The paths of images that are gone or are no longer what they were. */
export function outdatedOf(former: readonly DatasetImage[], now: readonly DatasetImage[]): string[] {
  const marks = new Map(now.map(image => [image.relativePath, `${image.size} ${image.modified}`]));
  return former
    .filter(({ relativePath, size, modified }) => {
      const mark = marks.get(relativePath);
      // A list that was made in haste does not say when its files were changed.
      return modified === 0 ? mark === undefined : mark !== `${size} ${modified}`;
    })
    .map(({ relativePath }) => relativePath);
}
