import { scaling } from '../src/shared/affine.ts';
import { toProblem, type Problem } from '../src/shared/errors.ts';
import type { Picture } from '../src/shared/picture.ts';
import type { ViewHost } from '../src/shared/protocol.ts';
import type { Version } from '../src/shared/versions.ts';
import type { Draw } from '../src/shared/view.ts';
import type { Client } from '../src/shared/rpc.ts';
import { drawLabels, drawMask } from './labels.ts';
import { imageDataOf } from './imageData.ts';

/** Sides of a tile's picture at most, in page pixels. */
const tileSize = { width: 220, height: 170 } as const;
/** From this enlargement on pixels are shown crisp. */
const crispFrom = 3;

/** One version on the contact sheet: asks for itself when it is seen, and keeps what it has until there is newer. */
export class VersionTile {
  readonly canvas = document.createElement('canvas');
  version: Version | undefined;
  problem: Problem | undefined;
  isSeen = false;
  /** What `version` is of, and what is on its way. */
  private shown: string | undefined;
  private wanted: string | undefined;
  private running: AbortController | undefined;
  private painted: { readonly version: Version; readonly font: string | undefined } | undefined;

  constructor(
    readonly draw: Draw,
    private readonly host: Client<ViewHost>,
    private readonly changed: () => void,
  ) {
    this.canvas.setAttribute('aria-hidden', 'true');
  }

  /** Whether what is shown is not, or not yet, what was asked for last. */
  get isLoading(): boolean {
    return this.running !== undefined;
  }

  needs(key: string): boolean {
    return this.isSeen && this.shown !== key && this.wanted !== key;
  }

  async load(key: string, sequence: number, seed: number): Promise<void> {
    this.cancel();
    const controller = new AbortController();
    this.running = controller;
    this.wanted = key;
    const { draw } = this;
    const [width, height] = [tileSize.width, tileSize.height].map(side =>
      Math.round(side * devicePixelRatio),
    );
    try {
      const request = { sequence, draw, seed, width: width!, height: height! };
      const version = await this.host.version(request, controller.signal);
      if (controller.signal.aborted) return;
      this.version = version;
      this.problem = undefined;
      this.shown = key;
    } catch (thrown) {
      if (controller.signal.aborted) return;
      const problem = toProblem(thrown);
      // A newer state is on its way, and will ask again.
      if (problem.code === 'aborted') return;
      this.problem = problem;
      this.version = undefined;
      this.shown = key;
    } finally {
      if (this.running === controller) {
        this.running = undefined;
        this.wanted = undefined;
      }
      this.changed();
    }
  }

  cancel(): void {
    this.running?.abort();
    this.running = undefined;
    this.wanted = undefined;
  }

  /** @param font of the labels' names; without it labels are not drawn */
  async paint(font: string | undefined): Promise<void> {
    const { version, canvas } = this;
    if (!version || (this.painted?.version === version && this.painted.font === font)) return;
    this.painted = { version, font };
    const { picture, mask, shape, labels } = version;
    const context = canvas.getContext('2d')!;
    if (!picture) {
      [canvas.width, canvas.height] = [1, 1];
      return;
    }
    const [bitmap, overlay] = await Promise.all([
      bitmapOf(picture),
      mask && font !== undefined && bitmapOf(mask),
    ]);
    if (this.version !== version) return;
    const ratio = devicePixelRatio;
    const scale = Math.min((tileSize.width * ratio) / shape.width, (tileSize.height * ratio) / shape.height);
    canvas.width = Math.max(Math.round(shape.width * scale), 1);
    canvas.height = Math.max(Math.round(shape.height * scale), 1);
    context.imageSmoothingEnabled = scale < crispFrom;
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    if (font === undefined || !labels) return;
    const transform = scaling(scale, scale);
    if (overlay) drawMask(context, overlay, shape, transform);
    drawLabels(context, labels.after, transform, { ratio, font });
  }
}

function bitmapOf(picture: Picture): Promise<ImageBitmap> {
  return createImageBitmap(imageDataOf(picture));
}
