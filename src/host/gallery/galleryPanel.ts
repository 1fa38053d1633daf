import { Uri, workspace, type ExtensionContext, type WebviewPanel } from 'vscode';
import { belowFolder } from '../../shared/belowFolder.ts';
import { countOf, type Dataset, type DatasetLayout } from '../../shared/dataset.ts';
import type { LabelProblem } from '../../shared/labelProblem.ts';
import {
  imagesPerAnswer,
  type GalleryAction,
  type GalleryEvents,
  type GalleryHost,
  type GalleryState,
  type ImpactKey,
} from '../../shared/gallery.ts';
import { fileName } from '../imageSource.ts';
import { inWorkspace } from '../inWorkspace.ts';
import { keepMemory } from '../pageMemory.ts';
import type { Services } from '../services.ts';
import { WebviewPage } from '../viewPage.ts';
import { actOnImages } from './galleryActions.ts';
import { checked } from './galleryMessages.ts';
import { GalleryCheck } from './galleryCheck.ts';
import { GalleryListing } from './galleryListing.ts';
import { GalleryPipeline } from './galleryPipeline.ts';
import { GalleryTiles, type TileSource } from './galleryTiles.ts';
import type { ThumbnailCache } from './thumbnailCache.ts';
import { ImpactTeller } from './impactTeller.ts';
import { keptLayout } from './keptLayout.ts';
import { LabelLoader } from './labelLoader.ts';
import type { HealthProblems } from './healthProblems.ts';
import { writeNormalization } from './writeNormalization.ts';

const mostProblems = 100;

/** The gallery of one folder: its images, their thumbnails, and the page that shows them. */
export class GalleryPanel {
  private readonly page: WebviewPage<GalleryHost, GalleryEvents>;
  private readonly pipeline: GalleryPipeline;
  private readonly tiles: GalleryTiles;
  private readonly labels = new LabelLoader(
    relativePaths => this.services.engine.datasetLabels({ ...this.listing.request, relativePaths }),
    thrown => void this.services.log.bug(thrown),
  );
  private readonly impact: ImpactTeller;
  private readonly listing: GalleryListing;
  private readonly check: GalleryCheck;
  private readonly disposables: { dispose(): unknown }[] = [];
  /** The first search has ended. */
  private readonly listed: Promise<void>;
  private sequence = 0;

  constructor(
    private readonly context: ExtensionContext,
    private readonly services: Services,
    kept: {
      readonly cache: ThumbnailCache;
      /** Folder of what was measured of images. */
      readonly records: string;
      readonly problems: HealthProblems;
    },
    readonly panel: WebviewPanel,
    readonly folder: Uri,
    /** What the page of an earlier window remembered of itself. */
    memory?: string,
  ) {
    const { pipelines, log } = services;
    const failed = (thrown: unknown) => void log.failure(thrown);
    const changed = () => {
      this.publish();
    };
    this.pipeline = new GalleryPipeline(pipelines, changed, failed);
    this.listing = new GalleryListing(
      services,
      folder,
      changed,
      () => {
        this.labels.clear();
      },
      keptLayout(context, folder),
    );
    this.check = new GalleryCheck(services, kept, this.listing, changed);
    this.tiles = new GalleryTiles(
      services.engine,
      kept.cache,
      this.tileSource(),
      tile => {
        this.page.emit('tile', tile);
      },
      ({ stack, message }) => {
        log.channel.error(stack ?? message);
      },
    );
    const onBug = (thrown: unknown) => void log.bug(thrown);
    const methods = checked(this.methods);
    this.page = new WebviewPage(panel, context.extensionUri, 'gallery', methods, onBug, memory);
    this.impact = new ImpactTeller(
      services.engine,
      told => {
        this.page.emit('impact', told);
      },
      onBug,
    );
    this.disposables.push(this.check, this.listing, this.pipeline);
    panel.onDidDispose(() => {
      this.dispose();
    });
    this.listed = this.begin();
  }

  /** Has the page do something with its selection. */
  act(action: GalleryAction): void {
    this.page.emit('action', action);
  }

  /** What the page was shown through before the window was loaded again. */
  async restore(pipeline: string, mode: GalleryState['mode']): Promise<void> {
    await this.pipeline.list();
    this.pipeline.setMode(mode);
    await this.pipeline.choose(pipeline);
  }

  dispose(): void {
    this.tiles.restart();
    this.impact.drop();
    for (const disposable of this.disposables) disposable.dispose();
  }

  private tileSource(): TileSource {
    const { listing, pipeline, labels } = this;
    return {
      get pictures() {
        return pipeline.pictures;
      },
      pathOf: path => (listing.images.has(path) ? listing.pathOf(path) : undefined),
      through: path => pipeline.through(path),
      get labels() {
        return listing.labels;
      },
      labelsOf: path => labels.of(path),
    };
  }

  private readonly methods = {
    ready: () => this.state(),
    images: ({ listing, from }: { listing: number; from: number }) =>
      listing === this.listing.number
        ? (this.listing.dataset?.images.slice(from, from + imagesPerAnswer) ?? [])
        : [],
    want: (wanted: Parameters<GalleryHost['want']>[0]) => {
      this.tiles.want(wanted);
    },
    choosePipeline: ({ id }: { id: string }) => this.pipeline.choose(id),
    setMode: ({ mode }: { mode: GalleryState['mode'] }) => {
      this.pipeline.setMode(mode);
    },
    chooseLayout: ({ layout }: { layout?: DatasetLayout | undefined }) => this.listing.choose(layout),
    act: async ({ action, paths }: { action: GalleryAction; paths: readonly string[] }) => {
      // Only images of the dataset: a page says no more than which of them.
      const known = paths.filter(path => this.listing.images.has(path));
      if (known.length === 0) return;
      try {
        await actOnImages(
          this.services,
          action,
          known.map(path => Uri.file(this.listing.pathOf(path))),
          this.pipeline.id,
        );
      } catch (thrown) {
        void this.services.log.failure(thrown);
      }
    },
    keepMemory: ({ memory }: { memory: string }) => {
      keepMemory(this.context, 'gallery', this.folder, memory);
    },
    reload: () => this.listing.search(),
    checkHealth: () => {
      void this.checkHealth();
    },
    report: ({ listing }: { listing: number }) => this.check.foundIn(listing)?.forPage,
    tellImpact: (key: ImpactKey) => {
      this.tellImpact(key);
    },
    writeNormalization: async () => {
      const { last } = this.check;
      if (!last) return;
      try {
        await writeNormalization(this.services, last.report.figures, this.pipeline.id);
      } catch (thrown) {
        void this.services.log.failure(thrown);
      }
    },
    stop: () => {
      this.listing.stop();
      this.check.stop();
      this.impact.stop();
      this.publish();
    },
  };

  private async begin(): Promise<void> {
    try {
      await Promise.all([this.listing.search(), this.pipeline.list()]);
      this.publish();
    } catch (thrown) {
      void this.services.log.failure(thrown);
    }
  }

  /** Does not reject: what fails is shown. A check that is running is begun anew. */
  async checkHealth(): Promise<void> {
    await this.listed;
    await this.check.run();
  }

  private tellImpact(key: ImpactKey): void {
    const { dataset, request } = this.listing;
    const { last } = this.check;
    const { lastGood: pipeline, mode } = this.pipeline;
    const now = this.impactKey;
    if (!last || !dataset || !pipeline || key.report !== now.report || key.effects !== now.effects) return;
    const settings = workspace.getConfiguration('darkroom.gallery', this.folder);
    const smallBox = settings.get<number>('smallBox', 8);
    const { records } = last;
    void this.impact.ask(now, { request, dataset, records, pipeline, mode, smallBox });
  }

  private get impactKey(): ImpactKey {
    return { report: this.check.report, effects: this.pipeline.effects };
  }

  // ------------------------------------------------------------------------------------------ state

  private shownPictures = 0;
  private shownLabels = 0;

  private publish(): void {
    const { pictures } = this.pipeline;
    const { labels } = this.listing;
    if (pictures !== this.shownPictures || labels !== this.shownLabels) {
      this.shownPictures = pictures;
      this.shownLabels = labels;
      this.tiles.restart();
    }
    this.impact.keep(this.impactKey);
    this.sequence++;
    this.page.emit('state', this.state());
  }

  /** What the page shows, but for the images. */
  state(): GalleryState {
    const { pipeline, folder, listing } = this;
    const { dataset, failed } = listing;
    const { progress } = this.check;
    const problems = dataset ? problemsOf(dataset) : [];
    return {
      sequence: this.sequence,
      folder: { uri: folder.toString(), name: fileName(folder) || folder.path },
      busy: listing.isSearching,
      ...(failed && { failed: { ...failed, message: inWorkspace(failed.message) } }),
      ...(dataset && !listing.isWhole && !listing.isSearching && { unfinished: true as const }),
      listing: listing.number,
      count: dataset?.images.length ?? 0,
      labels: listing.labels,
      ...(dataset && {
        recognized: { layout: dataset.layout, title: dataset.title, reasons: dataset.reasons },
      }),
      classes: dataset?.classes ?? [],
      splits: dataset?.splits ?? [],
      ...(progress && { measuring: progress }),
      ...this.impactKey,
      ...(this.check.isOutdated && { outdated: true as const }),
      problems: dataset ? told(dataset.root, problems) : [],
      problemCount: countOf(problems),
      pipelines: pipeline.listed,
      pipeline: pipeline.id,
      mode: pipeline.mode,
      pictures: pipeline.pictures,
      ...(pipeline.stale !== undefined && { stale: pipeline.stale }),
    };
  }
}

/** That a folder holds no images is no fault of its labels, and stands in the place of the pictures. */
function problemsOf({ root, images, problems }: Dataset): readonly LabelProblem[] {
  if (images.length > 0) return problems;
  return problems.filter(({ code, file }) => code !== 'not_found' || file !== root);
}

/** The first problems, with the names of files as they are below the dataset. */
function told(root: string, problems: readonly LabelProblem[]): readonly LabelProblem[] {
  return problems
    .slice(0, mostProblems)
    .map(problem => ({ ...problem, message: belowFolder(problem.message, root) }));
}
