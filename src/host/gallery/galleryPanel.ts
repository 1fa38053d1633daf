import * as nodePath from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  RelativePattern,
  workspace,
  type Disposable,
  type ExtensionContext,
  Uri,
  type WebviewPanel,
} from 'vscode';
import { DarkroomError, toProblem, type Problem } from '../../shared/errors.ts';
import type { Dataset, DatasetImage, DatasetLayout, ListDatasetRequest } from '../../shared/dataset.ts';
import {
  firstImages,
  imagesPerAnswer,
  type GalleryAction,
  type GalleryEvents,
  type GalleryHost,
  type GalleryState,
  type GalleryTile,
  type ImpactKey,
} from '../../shared/gallery.ts';
import { isImageName } from '../imageFiles.ts';
import { fileName } from '../imageSource.ts';
import type { Services } from '../services.ts';
import { WebviewPage } from '../viewPage.ts';
import { actOnImages } from './galleryActions.ts';
import { checked } from './galleryMessages.ts';
import { checkHealth, type HealthCheck } from './galleryHealth.ts';
import { GalleryPipeline } from './galleryPipeline.ts';
import type { ThumbnailCache } from './thumbnailCache.ts';
import { ImpactTeller } from './impactTeller.ts';
import { LabelLoader } from './labelLoader.ts';
import type { HealthProblems } from './healthProblems.ts';
import { tilePicture } from './tilePicture.ts';
import { ThumbnailQueue, thumbnailsAtOnce } from './thumbnailQueue.ts';
import { writeNormalization } from './writeNormalization.ts';

/** Changes of the folder are looked at when it has been quiet for this long, in milliseconds. */
const restAfter = 700;
const mostProblems = 100;
/** Progress is told this often. */
const progressMilliseconds = 250;

let jobs = 0;

/** The gallery of one folder: its images, their thumbnails, and the page that shows them. */
export class GalleryPanel {
  private readonly page: WebviewPage<GalleryHost, GalleryEvents>;
  private readonly pipeline: GalleryPipeline;
  private readonly queue: ThumbnailQueue;
  private readonly labels = new LabelLoader(
    relativePaths => this.services.engine.datasetLabels({ ...this.request, relativePaths }),
    thrown => void this.services.log.bug(thrown),
  );
  private readonly impact: ImpactTeller;
  private readonly disposables: { dispose(): unknown }[] = [];
  private readonly job = `gallery-${++jobs}`;
  /** The first search has ended. */
  private readonly listed: Promise<void>;
  private sequence = 0;
  private listing = 0;
  private longest = 0;
  private labelled = false;
  private dataset: Dataset | undefined;
  private images: ReadonlyMap<string, DatasetImage> = new Map();
  private layout: DatasetLayout | undefined;
  private searching: AbortController | undefined;
  private measuring: { readonly stop: AbortController; done: number; total: number } | undefined;
  private health: (HealthCheck & { readonly listing: number }) | undefined;
  private reports = 0;
  private failed: Problem | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    context: ExtensionContext,
    private readonly services: Services,
    private readonly kept: {
      readonly cache: ThumbnailCache;
      /** Folder of what was measured of images. */
      readonly records: string;
      readonly problems: HealthProblems;
    },
    readonly panel: WebviewPanel,
    readonly folder: Uri,
  ) {
    const { pipelines, log } = services;
    const failed = (thrown: unknown) => void log.failure(thrown);
    this.pipeline = new GalleryPipeline(
      pipelines,
      () => {
        this.publish();
      },
      failed,
    );
    this.queue = new ThumbnailQueue(thumbnailsAtOnce, (path, signal) => this.makeTile(path, signal));
    this.page = new WebviewPage(panel, context.extensionUri, 'gallery', checked(this.methods), thrown => {
      void log.bug(thrown);
    });
    this.impact = new ImpactTeller(
      services.engine,
      told => {
        this.page.emit('impact', told);
      },
      thrown => void log.bug(thrown),
    );
    this.disposables.push(this.pipeline, this.watch());
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
    clearTimeout(this.timer);
    this.searching?.abort();
    this.measuring?.stop.abort();
    if (this.dataset) this.kept.problems.clear(this.dataset.root);
    this.queue.restart();
    this.impact.drop();
    for (const disposable of this.disposables) disposable.dispose();
  }

  private readonly methods = {
    ready: () => this.state(),
    images: ({ listing, from }: { listing: number; from: number }) =>
      listing === this.listing ? (this.dataset?.images.slice(from, from + imagesPerAnswer) ?? []) : [],
    want: ({ pictures, longest, labels, paths }: Parameters<GalleryHost['want']>[0]) => {
      // The page has not heard yet that the pictures are others; it asks again when it has.
      if (pictures !== this.pipeline.pictures) return;
      if (longest !== this.longest || labels !== this.labelled) this.queue.restart();
      this.longest = longest;
      this.labelled = labels;
      this.queue.want(paths);
    },
    choosePipeline: ({ id }: { id: string }) => this.pipeline.choose(id),
    setMode: ({ mode }: { mode: GalleryState['mode'] }) => {
      this.pipeline.setMode(mode);
    },
    chooseLayout: ({ layout }: { layout?: DatasetLayout | undefined }) => {
      this.layout = layout;
      return this.search();
    },
    act: async ({ action, paths }: { action: GalleryAction; paths: readonly string[] }) => {
      // Only images of the dataset: a page says no more than which of them.
      const known = paths.filter(path => this.images.has(path));
      if (known.length === 0) return;
      try {
        await actOnImages(
          this.services,
          action,
          known.map(path => Uri.file(this.pathOf(path))),
          this.pipeline.id,
        );
      } catch (thrown) {
        void this.services.log.failure(thrown);
      }
    },
    reload: () => this.search(),
    checkHealth: () => {
      void this.checkHealth();
    },
    report: ({ listing }: { listing: number }) =>
      this.health?.listing === listing ? this.health.forPage : undefined,
    tellImpact: (key: ImpactKey) => {
      this.tellImpact(key);
    },
    writeNormalization: async () => {
      const { health } = this;
      if (!health) return;
      try {
        await writeNormalization(this.services, health.report.figures, this.pipeline.id);
      } catch (thrown) {
        void this.services.log.failure(thrown);
      }
    },
    stop: () => {
      this.searching?.abort();
      this.searching = undefined;
      this.measuring?.stop.abort();
      this.impact.stop();
      this.publish();
    },
  };

  private async begin(): Promise<void> {
    try {
      await Promise.all([this.search(), this.pipeline.list()]);
      this.publish();
    } catch (thrown) {
      void this.services.log.failure(thrown);
    }
  }

  // ------------------------------------------------------------------------------------------ images

  private get request(): ListDatasetRequest {
    return { folder: this.folder.fsPath, ...(this.layout && { layout: this.layout }) };
  }

  /** Does not reject: what is wrong is told in the state. */
  private async search(): Promise<void> {
    this.searching?.abort();
    const searching = new AbortController();
    this.searching = searching;
    this.publish();
    try {
      if (this.folder.scheme !== 'file') throw notOnDisk(this.folder);
      const { engine } = this.services;
      const { signal } = searching;
      const { request } = this;
      // The first pictures come first, then all, and what the labels say of them when it has been read.
      if (!this.dataset) {
        this.take(await engine.listDataset({ ...request, first: firstImages }, signal));
        this.take(await engine.listDataset({ ...request, brief: true }, signal));
      }
      this.take(await engine.listDataset(request, signal));
    } catch (thrown) {
      if (searching.signal.aborted) return;
      const problem = toProblem(thrown);
      if (problem.bug) void this.services.log.bug(thrown);
      this.failed = problem;
    }
    this.searching = undefined;
    this.publish();
  }

  private take(dataset: Dataset): void {
    const isSame = this.dataset !== undefined && showSame(this.dataset, dataset);
    this.dataset = dataset;
    this.labels.clear();
    this.failed = undefined;
    if (!isSame) {
      this.images = new Map(dataset.images.map(image => [image.relativePath, image]));
      this.listing++;
    }
    this.publish();
  }

  // ------------------------------------------------------------------------------------------ health

  /** Does not reject: what fails is shown. A check that is running is begun anew. */
  async checkHealth(): Promise<void> {
    await this.listed;
    const { dataset, listing } = this;
    if (!dataset) return;
    this.measuring?.stop.abort();
    const measuring = { stop: new AbortController(), done: 0, total: dataset.images.length };
    this.measuring = measuring;
    this.publish();
    const { request } = this;
    let told = performance.now();
    try {
      const { signal } = measuring.stop;
      const check = await checkHealth(
        this.services.engine,
        this.kept.records,
        request,
        dataset,
        signal,
        ({ done, total }) => {
          Object.assign(measuring, { done, total });
          if (performance.now() - told < progressMilliseconds || signal.aborted) return;
          told = performance.now();
          this.publish();
        },
      );
      if (signal.aborted) return;
      this.health = { ...check, listing };
      this.reports++;
      this.kept.problems.show(dataset.root, check.report.findings);
    } catch (thrown) {
      if (!measuring.stop.signal.aborted) void this.services.log.failure(thrown);
    } finally {
      if (this.measuring === measuring) this.measuring = undefined;
      this.publish();
    }
  }

  private tellImpact(key: ImpactKey): void {
    const { health, dataset, request } = this;
    const { lastGood: pipeline, mode } = this.pipeline;
    const now = this.impactKey;
    if (!health || !dataset || !pipeline || key.report !== now.report || key.effects !== now.effects) return;
    const settings = workspace.getConfiguration('darkroom.gallery', this.folder);
    const smallBox = settings.get<number>('smallBox', 8);
    const { records } = health;
    void this.impact.ask(now, { request, dataset, records, pipeline, mode, smallBox });
  }

  private get impactKey(): ImpactKey {
    const report = this.health?.listing === this.listing ? this.reports : 0;
    return { report, effects: this.pipeline.effects };
  }

  private watch(): Disposable {
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(this.folder, '**/*'));
    const changed = (uri: Uri) => {
      if (!isImageName(uri.path) && !/\.(?:json|xml|csv|tsv|txt|ya?ml)$/i.test(uri.path)) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.search(), restAfter);
    };
    watcher.onDidChange(changed);
    watcher.onDidCreate(changed);
    // A folder that is deleted or renamed is one event.
    watcher.onDidDelete(() => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.search(), restAfter);
    });
    return watcher;
  }

  // ------------------------------------------------------------------------------------------ pictures

  /** Does not reject: what is wrong with an image is said in its tile. */
  private async makeTile(path: string, signal: AbortSignal): Promise<void> {
    const image = this.images.get(path);
    if (!image) return;
    const { longest, labelled } = this;
    const { pictures } = this.pipeline;
    const tile = { path, pictures, longest, labelled };
    try {
      const made = await this.pictureOf(image, tile, signal);
      if (!signal.aborted) this.page.emit('tile', { ...tile, ...made });
    } catch (thrown) {
      const problem = this.shortened(toProblem(thrown), path);
      if (signal.aborted || problem.code === 'aborted') return;
      if (problem.bug) this.services.log.channel.error(problem.stack ?? problem.message);
      this.page.emit('tile', { ...tile, problem });
    }
  }

  private async pictureOf(
    { relativePath }: DatasetImage,
    { longest, labelled }: Pick<GalleryTile, 'longest' | 'labelled'>,
    signal: AbortSignal,
  ): Promise<Pick<GalleryTile, 'bytes' | 'width' | 'height' | 'shape' | 'labels'>> {
    const through = this.pipeline.through(relativePath);
    const labels = labelled ? await this.labels.of(relativePath) : undefined;
    const order = { path: this.pathOf(relativePath), longest, job: this.job, through, labels };
    return tilePicture(this.services.engine, this.kept.cache, order, signal);
  }

  private pathOf(relativePath: string): string {
    return nodePath.join(this.dataset?.root ?? this.folder.fsPath, relativePath);
  }

  /** A tile has its file's name below it, and no room for its path. */
  private shortened(problem: Problem, relativePath: string): Problem {
    const path = this.pathOf(relativePath);
    const message = problem.message.replaceAll(path, nodePath.basename(path));
    return { ...problem, message, file: path };
  }

  // ------------------------------------------------------------------------------------------ state

  private shownPictures = 0;

  private publish(): void {
    if (this.pipeline.pictures !== this.shownPictures) {
      this.shownPictures = this.pipeline.pictures;
      this.queue.restart();
    }
    this.impact.keep(this.impactKey);
    this.sequence++;
    this.page.emit('state', this.state());
  }

  private state(): GalleryState {
    const { dataset, failed, pipeline, folder } = this;
    return {
      sequence: this.sequence,
      folder: { uri: folder.toString(), name: fileName(folder) || folder.path },
      busy: this.searching !== undefined,
      ...(failed && { failed }),
      listing: this.listing,
      count: dataset?.images.length ?? 0,
      ...(dataset && {
        recognized: { layout: dataset.layout, title: dataset.title, reasons: dataset.reasons },
      }),
      classes: dataset?.classes ?? [],
      splits: dataset?.splits ?? [],
      ...(this.measuring && { measuring: { done: this.measuring.done, total: this.measuring.total } }),
      ...this.impactKey,
      problems: dataset?.problems.slice(0, mostProblems) ?? [],
      pipelines: pipeline.listed,
      pipeline: pipeline.id,
      mode: pipeline.mode,
      pictures: pipeline.pictures,
      ...(pipeline.stale !== undefined && { stale: pipeline.stale }),
    };
  }
}

function showSame(one: Dataset, other: Dataset): boolean {
  return one.layout === other.layout && isDeepStrictEqual(one.images, other.images);
}

function notOnDisk(folder: Uri): DarkroomError {
  return new DarkroomError(
    'unsupported',
    `${fileName(folder)} lies on a virtual file system (${folder.scheme}), and galleries are shown of folders on disk only.`,
    { hint: 'Copy the dataset to a disk and open it there; single images can be opened where they are.' },
  );
}
