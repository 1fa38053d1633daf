import { ThumbnailQueue, thumbnailsAtOnce } from '../../src/host/gallery/thumbnailQueue.ts';
import { DarkroomError } from '../../src/shared/errors.ts';
import type { DatasetImage } from '../../src/shared/dataset.ts';
import {
  imagesPerAnswer,
  type GalleryHost,
  type GalleryReport,
  type GalleryState,
} from '../../src/shared/gallery.ts';
import { Connection, type Methods, type WireMessage } from '../../src/shared/rpc.ts';
import { applyTheme } from './themes.ts';

/** The other side of the gallery's page, inside the page: a host with images that are there in name only. */
export interface GalleryHarnessOptions {
  readonly images: number;
  readonly classes: number;
  /** Files of JPEG, as base64; every image has one of them as its thumbnail. */
  readonly pictures: readonly string[];
  /** Of the thumbnails. */
  readonly size: { readonly width: number; readonly height: number };
  /** What making a thumbnail takes, in milliseconds; as many are in work at once as in the editor. */
  readonly milliseconds: number;
  /** Sizes that a health check has found, one image after the other; none was made when absent. */
  readonly sizes?: readonly { readonly width: number; readonly height: number }[];
  /** What the host says otherwise than that all is well. */
  readonly state?: Partial<GalleryState>;
}

class GalleryHarness {
  private readonly images: readonly DatasetImage[];
  private readonly pictures: readonly Uint8Array[];
  private readonly connection: Connection;
  private longest = 0;
  /** What the next act fails with. */
  failure: string | undefined;
  /** How often it was asked to search again. */
  reloads = 0;
  /** How often it was asked to check the health of the dataset. */
  checks = 0;
  private readonly queue = new ThumbnailQueue(thumbnailsAtOnce, path => this.makeTile(path));

  constructor(private readonly options: GalleryHarnessOptions) {
    const { images, classes, pictures } = options;
    this.images = Array.from({ length: images }, (_value, index) => imageAt(index, images, classes));
    this.pictures = pictures.map(text => Uint8Array.from(atob(text), character => character.charCodeAt(0)));
    const send = (message: WireMessage) => {
      const data: unknown = structuredClone(message);
      setTimeout(() => window.dispatchEvent(new MessageEvent('message', { data })));
    };
    this.connection = new Connection({ send }, this.methods());
  }

  receive(message: unknown): void {
    this.connection.receive(structuredClone(message));
  }

  /** Moves the grid by so many pixels in each frame. @returns milliseconds of the frames, and the most tiles in the page */
  async scroll(
    pixels: number,
    frames: number,
  ): Promise<{ readonly frames: number[]; readonly tiles: number }> {
    const grid = document.getElementById('grid')!;
    const tiles = document.getElementsByClassName('tile');
    const times: number[] = [];
    let most = 0;
    let former = await nextFrame();
    for (let frame = 0; frame < frames; frame++) {
      grid.scrollTop += pixels;
      const now = await nextFrame();
      times.push(now - former);
      former = now;
      most = Math.max(most, tiles.length);
    }
    return { frames: times, tiles: most };
  }

  /** Goes to a part of the height. @returns milliseconds until all tiles in sight have their pictures */
  async jump(part: number): Promise<number> {
    const grid = document.getElementById('grid')!;
    const start = performance.now();
    grid.scrollTop = part * (grid.scrollHeight - grid.clientHeight);
    for (;;) {
      await nextFrame();
      if (isWhole(grid)) return performance.now() - start;
      if (performance.now() - start > 60_000) throw new Error('The tiles in sight have no pictures.');
    }
  }

  private methods(): Methods<GalleryHost> {
    const done = () => undefined;
    return {
      ready: () => this.state,
      images: ({ from }) => this.images.slice(from, from + imagesPerAnswer),
      want: ({ longest, paths }) => {
        this.longest = longest;
        this.queue.want(paths);
      },
      choosePipeline: done,
      setMode: done,
      chooseLayout: done,
      checkHealth: () => {
        this.checks++;
      },
      report: () => this.report,
      writeNormalization: done,
      tellImpact: done,
      act: () => {
        const { failure } = this;
        this.failure = undefined;
        if (failure !== undefined) throw new DarkroomError('not_found', failure);
      },
      keepMemory: done,
      reload: () => {
        this.reloads++;
      },
      stop: done,
    };
  }

  private async makeTile(path: string): Promise<'done'> {
    const { size, milliseconds } = this.options;
    await new Promise(resolve => setTimeout(resolve, milliseconds));
    const bytes = this.pictures[Number(/(\d+)\.jpg$/.exec(path)?.[1]) % this.pictures.length]!;
    this.connection.emit('tile', {
      ...{ path, pictures: 0, longest: this.longest, labelled: 0, bytes },
      ...size,
    });
    return 'done';
  }

  private get report(): GalleryReport | undefined {
    const { sizes } = this.options;
    if (!sizes) return undefined;
    const count = this.images.length;
    const of = (side: 'width' | 'height') =>
      Float32Array.from(this.images, (_image, index) => sizes[index % sizes.length]![side]);
    const [width, height] = [of('width'), of('height')];
    const unknown = new Float32Array(count).fill(NaN);
    const none = { classes: [], splits: [], formats: [], channels: [], dtypes: [], orientations: [] };
    return {
      figures: {
        ...none,
        ...{ images: count, readable: count, bytes: 0, mean: [], std: [], meanOf: 0 },
        sizes: sizes.map(size => ({ ...size, count: 1 })),
        differentSizes: sizes.length,
      },
      measures: { width, height, brightness: unknown, sharpness: unknown, entropy: unknown },
      rules: [],
      findings: [],
      ofImages: 0,
      excluded: [],
      count: 0,
      listed: 0,
    };
  }

  private get state(): GalleryState {
    return {
      sequence: 1,
      folder: { uri: 'file:///dataset', name: 'dataset' },
      busy: false,
      listing: 1,
      count: this.images.length,
      labels: 0,
      recognized: { layout: 'classes', title: 'Class folders', reasons: [] },
      classes: Array.from({ length: this.options.classes }, (_value, index) => className(index)),
      splits: [],
      report: this.options.sizes ? 1 : 0,
      problems: [],
      problemCount: 0,
      pipelines: [],
      pipeline: 'none',
      mode: 'train',
      pictures: 0,
      effects: 0,
      ...this.options.state,
    };
  }
}

function imageAt(index: number, images: number, classes: number): DatasetImage {
  const name = className(Math.floor((index * classes) / images));
  const relativePath = `${name}/${String(index).padStart(7, '0')}.jpg`;
  return { relativePath, classes: [name], size: 50_000, modified: 1, changed: 1 };
}

function className(index: number): string {
  return `class-${String(index).padStart(2, '0')}`;
}

function nextFrame(): Promise<number> {
  return new Promise(resolve => requestAnimationFrame(resolve));
}

function isWhole(grid: HTMLElement): boolean {
  const { top, bottom } = grid.getBoundingClientRect();
  const inSight = [...grid.querySelectorAll('.tile')].filter(tile => {
    const box = tile.getBoundingClientRect();
    return box.bottom > top && box.top < bottom;
  });
  return inSight.length > 0 && inSight.every(tile => tile.querySelector('img')?.complete === true);
}

declare global {
  interface Window {
    galleryOptions: GalleryHarnessOptions;
    galleryHarness: GalleryHarness;
  }
}

const harness = new GalleryHarness(window.galleryOptions);
window.galleryHarness = harness;
let saved: unknown;
window.acquireVsCodeApi = () => ({
  postMessage: (message: unknown) => {
    setTimeout(() => {
      harness.receive(message);
    });
  },
  getState: () => saved,
  setState: (state: unknown) => {
    saved = state;
  },
});
document.addEventListener('DOMContentLoaded', () => {
  applyTheme('dark');
});
