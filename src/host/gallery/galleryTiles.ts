import * as nodePath from 'node:path';
import { toProblem, type Problem } from '../../shared/errors.ts';
import type { GalleryHost, GalleryTile } from '../../shared/gallery.ts';
import type { Labels } from '../../shared/labels.ts';
import type { EngineService } from '../../shared/protocol.ts';
import type { Client } from '../../shared/rpc.ts';
import type { ThumbnailPipeline } from '../../shared/thumbnail.ts';
import { Crashes } from '../../worker/client.ts';
import type { ThumbnailCache } from './thumbnailCache.ts';
import { ThumbnailQueue, thumbnailsAtOnce, type Outcome } from './thumbnailQueue.ts';
import { tilePicture } from './tilePicture.ts';

/** What the tiles are of, at the time of asking. Paths are those below the dataset's root. */
export interface TileSource {
  /** Another one when tiles look otherwise than before. */
  readonly pictures: number;
  /** Absolute; undefined for what is no image of the dataset any more. */
  pathOf(relativePath: string): string | undefined;
  /** Undefined: images are shown as they are. */
  through(relativePath: string): ThumbnailPipeline | undefined;
  /** Another one when other labels are said of the images than before. */
  readonly labels: number;
  labelsOf(relativePath: string): Promise<Labels | undefined>;
}

let jobs = 0;

/** Makes the tiles that a page wants, or says why one cannot be made. */
export class GalleryTiles {
  private readonly queue = new ThumbnailQueue(thumbnailsAtOnce, (path, signal) => this.make(path, signal));
  private readonly job = `gallery-${++jobs}`;
  private readonly crashes = new Crashes<string>();
  private longest = 0;
  private labelled = false;

  constructor(
    private readonly engine: Pick<Client<EngineService>, 'thumbnail' | 'dropThumbnails'>,
    private readonly cache: ThumbnailCache,
    private readonly source: TileSource,
    private readonly made: (tile: GalleryTile) => void,
    private readonly onBug: (problem: Problem) => void,
  ) {}

  want({ pictures, longest, labels, paths }: Parameters<GalleryHost['want']>[0]): void {
    // The page has not heard yet that the pictures are others; it asks again when it has.
    if (pictures !== this.source.pictures) return;
    if (longest !== this.longest || labels !== this.labelled) this.queue.restart();
    this.longest = longest;
    this.labelled = labels;
    this.queue.want(paths);
    this.drop(this.queue.unwanted);
  }

  /** Gives up what is in work and what is waiting: the pictures would be others now. */
  restart(): void {
    this.queue.restart();
  }

  /** What the worker has not begun and is no longer wanted is not to keep others waiting. */
  private drop(unwanted: readonly string[]): void {
    const paths = unwanted.flatMap(path => this.source.pathOf(path) ?? []);
    if (paths.length === 0) return;
    // A process that is gone has dropped all.
    this.engine.dropThumbnails({ job: this.job, paths }).catch(() => undefined);
  }

  /** Does not reject: what is wrong with an image is said in its tile. */
  private async make(relativePath: string, signal: AbortSignal): Promise<Outcome> {
    const path = this.source.pathOf(relativePath);
    if (path === undefined) return 'done';
    const { longest, labelled, job } = this;
    const { pictures, labels: number } = this.source;
    const tile = { path: relativePath, pictures, longest, ...(labelled && { labelled: number }) };
    try {
      const through = this.source.through(relativePath);
      const labels = labelled ? await this.source.labelsOf(relativePath) : undefined;
      const order = { path, longest, job, through, labels };
      const picture = await tilePicture(this.engine, this.cache, order, signal);
      if (!signal.aborted) this.made({ ...tile, ...picture });
      this.crashes.forget(relativePath);
    } catch (thrown) {
      if (!signal.aborted && this.crashes.mayRetry(relativePath, thrown)) return 'suspect';
      const problem = shortened(toProblem(thrown), path);
      if (signal.aborted) return 'done';
      if (problem.code === 'aborted') return 'dropped';
      if (problem.bug) this.onBug(problem);
      this.made({ ...tile, problem });
    }
    return 'done';
  }
}

/** A tile has its file's name below it, and no room for its path. */
function shortened(problem: Problem, path: string): Problem {
  const message = problem.message.replaceAll(path, () => nodePath.basename(path));
  return { ...problem, message, file: path };
}
