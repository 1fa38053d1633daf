import type { Finding } from '../../shared/dataset.ts';
import type { Services } from '../services.ts';
import { checkHealth, type HealthCheck } from './galleryHealth.ts';
import type { GalleryListing } from './galleryListing.ts';
import type { HealthProblems } from './healthProblems.ts';

/** Progress is told this often. */
const progressMilliseconds = 250;

interface Measuring {
  readonly stop: AbortController;
  done: number;
  total: number;
}

/** The health check of a gallery's images, and what it has found last. */
export class GalleryCheck {
  private measuring: Measuring | undefined;
  private found: (HealthCheck & { readonly listing: number }) | undefined;
  private reports = 0;
  /** The dataset among the editor's problems: another one when the folder is read as something else. */
  private marked: string | undefined;
  private isDisposed = false;

  constructor(
    private readonly services: Pick<Services, 'engine' | 'log'>,
    private readonly kept: {
      /** Folder of what was measured of images. */
      readonly records: string;
      readonly problems: HealthProblems;
    },
    private readonly listing: Pick<GalleryListing, 'request' | 'dataset' | 'number' | 'isWhole' | 'search'>,
    private readonly changed: () => void,
  ) {}

  get progress(): { readonly done: number; readonly total: number } | undefined {
    return this.measuring && { done: this.measuring.done, total: this.measuring.total };
  }

  /** Of the images as they were listed last; 0 as long as there is none. */
  get report(): number {
    return this.foundIn(this.listing.number) ? this.reports : 0;
  }

  /** The images have changed since they were checked, or meanwhile. */
  get isOutdated(): boolean {
    return this.found !== undefined && this.report === 0 && !this.measuring;
  }

  /** What was found last, in whatever images. */
  get last(): HealthCheck | undefined {
    return this.found;
  }

  /** What was found in the images of a listing. */
  foundIn(listing: number): HealthCheck | undefined {
    return this.found?.listing === listing ? this.found : undefined;
  }

  /**
   * Does not reject: what fails is shown. A check that is running is begun anew. Images that are not all listed, as the
   * search was stopped, are searched again first: what is said is said of all of them.
   */
  async run(): Promise<void> {
    if (!this.isDisposed && !this.listing.isWhole) await this.listing.search();
    const { request, dataset, number: listing, isWhole } = this.listing;
    if (!dataset || !isWhole || this.isDisposed) return;
    this.stop();
    const measuring: Measuring = { stop: new AbortController(), done: 0, total: dataset.images.length };
    this.measuring = measuring;
    this.changed();
    const { signal } = measuring.stop;
    let told = performance.now();
    try {
      const { engine } = this.services;
      const { measured, ...check } = await checkHealth(
        engine,
        this.kept.records,
        request,
        dataset,
        signal,
        ({ done, total }) => {
          Object.assign(measuring, { done, total });
          if (performance.now() - told < progressMilliseconds || signal.aborted) return;
          told = performance.now();
          this.changed();
        },
      );
      if (signal.aborted) return;
      const listed = this.mark(dataset.root, check.report.findings);
      this.found = { ...check, forPage: measured.report(check.report, listed), listing };
      this.reports++;
    } catch (thrown) {
      if (!signal.aborted) void this.services.log.failure(thrown);
    } finally {
      if (this.measuring === measuring) this.measuring = undefined;
      this.changed();
    }
  }

  stop(): void {
    this.measuring?.stop.abort();
  }

  dispose(): void {
    this.isDisposed = true;
    this.stop();
    this.unmark();
  }

  /** @returns how many are listed */
  private mark(root: string, findings: readonly Finding[]): number {
    if (this.marked !== root) this.unmark();
    this.marked = root;
    return this.kept.problems.show(root, findings);
  }

  private unmark(): void {
    if (this.marked !== undefined) this.kept.problems.clear(this.marked);
  }
}
