import type { Picture } from '../src/shared/picture.ts';
import type { ViewHost } from '../src/shared/protocol.ts';
import type { Strip } from '../src/shared/viewState.ts';
import type { Client } from '../src/shared/rpc.ts';
import { imageDataOf } from './imageData.ts';

/** Size of a picture on the strip, in CSS pixels; larger ones are fitted into it. */
const thumbnailSize = { width: 96, height: 64 } as const;

/** The pictures of a strip, fetched one after the other; those that have not changed are kept. */
export class Thumbnails {
  private pictures = new Map<string, Picture | 'none'>();
  private running: AbortController | undefined;

  constructor(
    private readonly fetch: Client<ViewHost>['thumbnail'],
    private readonly changed: () => void,
    private readonly failed: (thrown: unknown) => void,
  ) {}

  /**
   * @param first index of the picture that is wanted before all others; those behind it follow
   */
  async load(sequence: number, { pictures }: Strip, first: number): Promise<void> {
    this.running?.abort();
    const controller = new AbortController();
    this.running = controller;
    this.pictures = new Map([...this.pictures].filter(([name]) => pictures.includes(name)));
    const ratio = devicePixelRatio;
    const width = Math.round(thumbnailSize.width * ratio);
    const height = Math.round(thumbnailSize.height * ratio);
    try {
      for (const index of [...pictures.keys()].sort((a, b) => rank(a, first) - rank(b, first))) {
        const name = pictures[index]!;
        if (this.pictures.has(name)) continue;
        const step = index - 1;
        const picture = await this.fetch({ sequence, step, width, height }, controller.signal);
        if (controller.signal.aborted) return;
        this.pictures.set(name, picture ?? 'none');
        this.changed();
      }
    } catch (thrown) {
      if (!controller.signal.aborted) this.failed(thrown);
    } finally {
      if (this.running === controller) this.running = undefined;
      this.changed();
    }
  }

  get loading(): boolean {
    return this.running !== undefined;
  }

  /** Whether the step is known to leave what has no picture. */
  isVector(name: string | undefined): boolean {
    return name !== undefined && this.pictures.get(name) === 'none';
  }

  /** Draws a picture, unless the canvas has it; until it is there the canvas keeps what it has. */
  draw(canvas: HTMLCanvasElement, name: string | undefined): void {
    const picture = name === undefined ? undefined : this.pictures.get(name);
    if (!picture || picture === 'none' || canvas.dataset['picture'] === name) return;
    canvas.dataset['picture'] = name!;
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext('2d')!.putImageData(imageDataOf(picture), 0, 0);
  }
}

function rank(index: number, first: number): number {
  return index >= first ? index - first : index + 1e6;
}
