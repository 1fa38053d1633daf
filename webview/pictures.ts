import type { Picture } from '../src/shared/picture.ts';
import type { ViewHost } from '../src/shared/protocol.ts';
import type { Mapping, Side } from '../src/shared/view.ts';
import type { Client } from '../src/shared/rpc.ts';
import { contains, wholePixels, type Frame } from './frame.ts';
import { vectorPicture } from './vectors.ts';
import type { Rectangle, Size } from './viewport.ts';
import { abortError } from '../src/shared/errors.ts';
import { imageDataOf } from './imageData.ts';

/** A rendered part of a side, ready to be drawn; several states may show it. */
export class Tile {
  private users = 1;

  constructor(
    /** What it covers, in pixels of the frame. */
    readonly region: Rectangle,
    readonly bitmap: ImageBitmap,
    /** Picture pixels per frame pixel, at most 1. */
    readonly density: number,
  ) {}

  /** For one more user, who closes it as well. */
  share(): this {
    this.users++;
    return this;
  }

  close(): void {
    if (--this.users === 0) this.bitmap.close();
  }
}

export interface Target {
  readonly sequence: number;
  readonly side: Side;
}

/** Frames up to this many pixels are fetched whole at once. */
const smallFrame = 1 << 20;
/** A finer picture than needed is good enough up to this factor. */
const fineEnough = 1.25;
/** Longest side of a picture that is asked for, in pixels. */
const longestSide = 8192;
/** Part of the visible region that is fetched beyond each of its edges. */
const surroundings = 0.2;

/**
 * The pictures of one side of one state: the whole frame at the canvas's size, and over it the visible region at the
 * exact zoom. A newer wish aborts the older one; what is there stays until something finer is.
 */
export class Layer {
  private overview: Tile | undefined;
  private detail: Tile | undefined;
  private wish: { region: Rectangle; density: number; controller: AbortController } | undefined;
  private readonly closing = new AbortController();
  /** For differences: the value shown as white. */
  white: number | undefined;

  constructor(
    private readonly target: Target,
    readonly mapping: Mapping,
    readonly frame: Frame,
    private readonly host: Client<ViewHost>,
    /** Called when there is something new to draw. */
    private readonly changed: () => void,
  ) {}

  /** Shows what another layer shows, of an equal image in the same mapping. */
  adopt({ overview, detail, white }: Layer): void {
    this.overview = overview?.share();
    this.detail = detail?.share();
    this.white = white;
  }

  /** Coarse to fine. */
  get tiles(): readonly Tile[] {
    return [this.overview, this.detail].filter(tile => tile !== undefined);
  }

  /** Fetches the whole frame for a canvas of this size. Rejects with what the host says, or an AbortError. */
  async load(canvas: Size): Promise<void> {
    const { frame, closing } = this;
    if (frame.folded !== undefined) {
      const { target, mapping, host } = this;
      const picture = await vectorPicture(target, frame, mapping, host.values, closing.signal);
      this.overview = await this.tile(picture, wholeOf(frame), 1);
    } else {
      const area = frame.width * frame.height;
      const region = wholeOf(frame);
      const wanted =
        area <= Math.max(smallFrame, canvas.width * canvas.height)
          ? 1
          : Math.min(Math.max(canvas.width, 64) / frame.width, Math.max(canvas.height, 64) / frame.height);
      const density = Math.min(wanted, densest(region));
      const picture = await this.fetchAt(region, density, closing.signal);
      this.overview = await this.tile(picture, region, density);
    }
    this.changed();
  }

  /** Asks for the visible region at `scale` device pixels per frame pixel, unless it is there or on its way. */
  async refine(visible: Rectangle, scale: number): Promise<void> {
    const wanted = Math.min(1, scale);
    if (this.closed || this.frame.folded !== undefined) return;
    const { overview, detail } = this;
    const suffices = overview !== undefined && serves(overview, visible, wanted);
    if (suffices || (detail && serves(detail, visible, wanted))) {
      this.wish?.controller.abort();
      // What was fetched for a smaller zoom is coarser, and would lie over it.
      if (suffices) this.dropDetail();
      return;
    }
    if (this.wish && serves(this.wish, visible, wanted)) return;
    this.wish?.controller.abort();
    const region = wholePixels(
      visible,
      this.frame,
      visible.width * surroundings,
      visible.height * surroundings,
    );
    const density = Math.min(wanted, densest(region));
    const controller = new AbortController();
    this.wish = { region, density, controller };
    try {
      const picture = await this.fetchAt(region, density, controller.signal);
      const tile = await this.tile(picture, region, density);
      if (controller.signal.aborted) {
        tile.close();
        return;
      }
      this.detail?.close();
      this.detail = tile;
      this.changed();
    } finally {
      this.forget(controller);
    }
  }

  private dropDetail(): void {
    if (!this.detail) return;
    this.detail.close();
    this.detail = undefined;
    this.changed();
  }

  close(): void {
    this.closing.abort();
    this.wish?.controller.abort();
    for (const tile of this.tiles) tile.close();
    this.overview = undefined;
    this.detail = undefined;
  }

  private get closed(): boolean {
    return this.closing.signal.aborted;
  }

  private forget(controller: AbortController): void {
    if (this.wish?.controller === controller) this.wish = undefined;
  }

  private fetchAt(region: Rectangle, density: number, signal: AbortSignal): Promise<Picture> {
    const { target, mapping, host } = this;
    const width = Math.max(Math.round(region.width * density), 1);
    const height = Math.max(Math.round(region.height * density), 1);
    return host.render({ ...target, mapping: mapping.id, region, width, height }, signal);
  }

  private async tile(picture: Picture, region: Rectangle, density: number): Promise<Tile> {
    const { white } = picture;
    const bitmap = await createImageBitmap(imageDataOf(picture));
    if (white !== undefined) this.white = white;
    if (this.closed) {
      bitmap.close();
      throw abortError();
    }
    return new Tile(region, bitmap, density);
  }
}

function serves(
  there: { readonly region: Rectangle; readonly density: number },
  visible: Rectangle,
  density: number,
): boolean {
  // A hundredth less is a rounding of the zoom and not to be seen.
  const least = Math.min(density, densest(there.region)) * 0.99;
  return there.density >= least && there.density <= density * fineEnough && contains(there.region, visible);
}

/** The largest density at which a region's picture keeps within the longest side. */
function densest(region: Size): number {
  return Math.min(1, longestSide / region.width, longestSide / region.height);
}

function wholeOf(frame: Size): Rectangle {
  return { x: 0, y: 0, width: frame.width, height: frame.height };
}
