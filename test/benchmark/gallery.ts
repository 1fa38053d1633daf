import { linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ThumbnailCache } from '../../src/host/gallery/thumbnailCache.ts';
import { ThumbnailQueue, thumbnailsAtOnce } from '../../src/host/gallery/thumbnailQueue.ts';
import { tilePicture } from '../../src/host/gallery/tilePicture.ts';
import type { Dataset } from '../../src/shared/dataset.ts';
import { firstImages } from '../../src/shared/gallery.ts';
import { EngineClient } from '../../src/worker/client.ts';
import { longestFor } from '../../webview/gallery/tiles.ts';
import { makePhotographs } from './photographs.ts';
import { memoryOf } from './process.ts';
import { machine, median, printTable } from './tools.ts';

const entry = fileURLToPath(new URL('../../dist/child.js', import.meta.url));

const defaultImages = 20_000;
const size = { width: 640, height: 480 };
const different = 60;
const classes = 20;
/** Tiles in sight; as many below and above are asked for after them. */
const inSight = 40;
/** Of a tile of the size that a gallery begins with, on a screen of one device pixel to a CSS pixel. */
const longest = longestFor(144, 1);
const cacheBytes = 512 * 2 ** 20;
const pollMilliseconds = 50;

const titles = {
  first: `request to the first ${firstImages} images, with the start of the process`,
  picture: 'request to the first thumbnail',
  pictures: `request to the first ${inSight} thumbnails`,
  names: 'request to all images, by name',
  jump: `jump to the middle, to its ${inSight} thumbnails, while the listing goes on`,
  listing: 'request to all images, with their sizes',
  far: `jump to the end, to its ${inSight} thumbnails`,
  kept: 'the same again, from the cache on the disk',
} as const;
type Figure = keyof typeof titles;
type Figures = Readonly<Record<Figure, number>>;

/**
 * A gallery of many JPEG files in class folders, by the steps that the editor goes and with its own queue and cache of
 * thumbnails, without the page. Every round has a new process and an empty cache; the files are in the system's memory.
 */
export async function benchGallery({
  images = defaultImages,
  rounds,
}: {
  images?: number | undefined;
  rounds: number;
}) {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-bench-'));
  try {
    await makeDataset(folder, images);
    const measured: Figures[] = [];
    let memory = 0;
    for (let round = 0; round < rounds; round++) {
      const result = await new Round(folder, images, join(folder, `cache-${round}`)).run();
      measured.push(result.figures);
      memory = Math.max(memory, result.memory);
    }
    console.log(
      `\nGallery of ${images} JPEG of ${size.width}×${size.height} in ${classes} class folders, thumbnails of ${longest}; ${rounds} rounds`,
    );
    console.log(`${machine()}\n`);
    printTable(
      ['', 'median', 'lowest', 'highest'],
      (Object.keys(titles) as Figure[]).map(name => {
        const values = measured.map(figures => figures[name]);
        const told = [median(values), Math.min(...values), Math.max(...values)];
        return [titles[name], ...told.map(value => `${value.toFixed(0)} ms`)];
      }),
    );
    console.log(
      `\nHighest memory of the worker process: ${memory > 0 ? `${memory.toFixed(0)} MiB` : 'not told'}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Hard links to a few photographs. */
async function makeDataset(folder: string, images: number): Promise<void> {
  const originals = join(folder, 'originals');
  await makePhotographs(originals, Math.min(different, images), size.width, size.height);
  const names = readdirSync(originals);
  for (let index = 0; index < images; index++) {
    const target = join(folder, 'dataset', `class-${String(index % classes).padStart(2, '0')}`);
    if (index < classes) mkdirSync(target, { recursive: true });
    linkSync(
      join(originals, names[index % names.length]!),
      join(target, `${String(index).padStart(7, '0')}.jpg`),
    );
  }
}

/** One opening of the gallery. */
class Round {
  private readonly client = new EngineClient({ entry, idleSeconds: 600 });
  private readonly cache: ThumbnailCache;
  private readonly request: { readonly folder: string };
  private memory = 0;

  constructor(
    folder: string,
    private readonly images: number,
    cache: string,
  ) {
    this.cache = new ThumbnailCache(cache, () => cacheBytes);
    this.request = { folder: join(folder, 'dataset') };
  }

  async run(): Promise<{ figures: Figures; memory: number }> {
    const polling = setInterval(() => {
      const { pid } = this.client;
      if (pid !== undefined) this.memory = Math.max(this.memory, memoryOf(pid) ?? 0);
    }, pollMilliseconds);
    try {
      return { figures: await this.measure(), memory: this.memory };
    } finally {
      clearInterval(polling);
      await this.client.dispose();
    }
  }

  private async measure(): Promise<Figures> {
    const { request } = this;
    const { service } = this.client;
    const start = performance.now();
    const since = () => performance.now() - start;
    const few = await service.listDataset({ ...request, first: firstImages });
    const first = since();
    let picture = NaN;
    const pictured = this.show(few, 0, () => (picture = since())).then(since);
    const brief = await service.listDataset({ ...request, brief: true });
    const names = since();
    if (brief.images.length !== this.images) throw new Error(`${brief.images.length} images were listed.`);
    const whole = service.listDataset(request).then(() => since());
    const pictures = await pictured;
    const jump = await this.timed(() => this.show(brief, Math.floor(this.images / 2)));
    const listing = await whole;
    const end = this.images - inSight;
    const far = await this.timed(() => this.show(brief, end));
    // Thumbnails are written to the disk behind the pictures.
    await new Promise(resolve => setTimeout(resolve, 1000));
    const kept = await this.timed(() => this.show(brief, end));
    return { first, picture, pictures, names, jump, listing, far, kept };
  }

  private async timed(work: () => Promise<void>): Promise<number> {
    const start = performance.now();
    await work();
    return performance.now() - start;
  }

  /** Until the tiles in sight from this position on have their pictures. What is asked for around them is dropped then. */
  private show({ root, images }: Dataset, from: number, onFirst?: () => void): Promise<void> {
    const { service } = this.client;
    const pathOf = (index: number) => images[index]?.relativePath;
    const sight = Array.from({ length: inSight }, (_value, index) => pathOf(from + index)!);
    const around = sight.flatMap((_path, index) => [
      pathOf(from + inSight + index),
      pathOf(from - 1 - index),
    ]);
    const missing = new Set(sight);
    return new Promise((resolve, reject) => {
      const queue = new ThumbnailQueue(thumbnailsAtOnce, async (path, signal) => {
        try {
          const order = { path: join(root, path), longest, job: 'bench' };
          const { bytes } = await tilePicture(service, this.cache, order, signal);
          if (!bytes?.length) throw new Error(`${path} has no picture.`);
        } catch (thrown) {
          if (!signal.aborted) reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
          return 'done';
        }
        if (missing.size === inSight) onFirst?.();
        missing.delete(path);
        if (missing.size === 0) {
          queue.restart();
          resolve();
        }
        return 'done';
      });
      queue.want([...sight, ...around.filter(path => path !== undefined)]);
    });
  }
}
