import * as nodePath from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Disposable, FileType, RelativePattern, workspace, type Uri } from 'vscode';
import { DarkroomError, toProblem, type Problem } from '../../shared/errors.ts';
import type { Dataset, DatasetImage, DatasetLayout, ListDatasetRequest } from '../../shared/dataset.ts';
import { firstImages } from '../../shared/gallery.ts';
import { isPipelineFile } from '../../shared/pipeline.ts';
import { isImageName } from '../imageFiles.ts';
import { fileName, watchFile } from '../imageSource.ts';
import type { Services } from '../services.ts';

/** Changes of the folder are looked at when it has been quiet for this long, in milliseconds. */
const restAfter = 700;

/** The images of a gallery's folder: listed at once, and again when the folder changes. */
export class GalleryListing implements Disposable {
  dataset: Dataset | undefined;
  /** By path below the root. */
  images: ReadonlyMap<string, DatasetImage> = new Map();
  /** Grows with every other set of images. */
  number = 0;
  /** All images are there with what is said of them: the search has come to its end, and was not stopped before. */
  isWhole = false;
  /** Another one when the annotations may say something else of the same images. */
  labels = 0;
  /** Why the folder could not be listed. */
  failed: Problem | undefined;
  private layout: DatasetLayout | undefined;
  /** How often something has changed that labels may be read from. */
  private labelChanges = 0;
  private searching: AbortController | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly watcher: Disposable;

  constructor(
    private readonly services: Pick<Services, 'engine' | 'log'>,
    readonly folder: Uri,
    private readonly changed: () => void,
    /** Called when the folder was read anew, whether the images are others or not. */
    private readonly renewed: () => void,
    /** What a person has said the folder is; where it does not look so, the listing says that. */
    private readonly word: {
      readonly earlier: DatasetLayout | undefined;
      keep(layout: DatasetLayout | undefined): void;
    },
  ) {
    this.layout = word.earlier;
    this.watcher = this.watch();
  }

  get request(): ListDatasetRequest {
    return { folder: this.folder.fsPath, ...(this.layout && { layout: this.layout }) };
  }

  get isSearching(): boolean {
    return this.searching !== undefined;
  }

  pathOf(relativePath: string): string {
    return nodePath.join(this.dataset?.root ?? this.folder.fsPath, relativePath);
  }

  /** Takes the folder for what a person says it is; without that, for the likeliest. */
  choose(layout: DatasetLayout | undefined): Promise<void> {
    this.layout = layout;
    this.isWhole = false;
    this.labelChanges++;
    this.word.keep(layout);
    return this.search();
  }

  /** Does not reject: what is wrong is told in `failed`. */
  async search(): Promise<void> {
    this.searching?.abort();
    const searching = new AbortController();
    this.searching = searching;
    this.changed();
    try {
      if (this.folder.scheme !== 'file') throw notOnDisk(this.folder);
      const { engine } = this.services;
      const { signal } = searching;
      const { request, labelChanges } = this;
      // The first pictures come first, then all, and what the labels say of them when it has been read.
      if (!this.dataset) {
        this.take(await engine.listDataset({ ...request, first: firstImages }, signal));
        this.take(await engine.listDataset({ ...request, brief: true }, signal));
      }
      const whole = await engine.listDataset(request, signal);
      this.isWhole = true;
      this.labels = labelChanges;
      this.take(whole);
    } catch (thrown) {
      if (searching.signal.aborted) return;
      const problem = toProblem(thrown);
      if (problem.bug) void this.services.log.bug(thrown);
      this.failed = problem;
    }
    this.searching = undefined;
    this.changed();
  }

  stop(): void {
    this.searching?.abort();
    this.searching = undefined;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.stop();
    this.watcher.dispose();
  }

  private take(dataset: Dataset): void {
    const isSame = this.dataset !== undefined && showSame(this.dataset, dataset);
    this.dataset = dataset;
    this.failed = undefined;
    if (!isSame) {
      this.images = new Map(dataset.images.map(image => [image.relativePath, image]));
      this.number++;
    }
    this.renewed();
    this.changed();
  }

  private watch(): Disposable {
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(this.folder, '**/*'));
    const searchSoon = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.search(), restAfter);
    };
    const changed = (uri: Uri) => {
      if (!isAnnotation(uri) && !isImageName(uri.path)) return;
      // A mask is an image.
      if (isAnnotation(uri) || this.dataset?.layout === 'masks') this.labelChanges++;
      searchSoon();
    };
    const folderCame = () => {
      this.labelChanges++;
      searchSoon();
    };
    watcher.onDidChange(changed);
    watcher.onDidCreate(async uri => {
      if (isAnnotation(uri) || isImageName(uri.path)) changed(uri);
      else if (await isFolder(uri)) folderCame();
    });
    // A folder that is deleted, renamed or moved in is one event.
    watcher.onDidDelete(uri => {
      if (!isImageName(uri.path) || this.dataset?.layout === 'masks') this.labelChanges++;
      searchSoon();
    });
    return Disposable.from(watcher, watchFile(this.folder, folderCame));
  }
}

function isAnnotation({ path }: Uri): boolean {
  return /\.(?:json|xml|csv|tsv|txt|ya?ml)$/i.test(path) && !isPipelineFile(path);
}

async function isFolder(uri: Uri): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(uri)).type & FileType.Directory) !== 0;
  } catch {
    // It was there for a moment.
    return false;
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
