import { isAbort } from '../src/shared/errors.ts';
import { maximumValues, type ValueBlock } from '../src/shared/picture.ts';
import type { ViewHost } from '../src/shared/protocol.ts';
import type { Client } from '../src/shared/rpc.ts';
import { contains, type Frame } from './frame.ts';
import type { Rectangle } from './viewport.ts';

type ValueSide = 'before' | 'after' | 'difference';

/** Side of the blocks that are fetched around the cursor. */
const blockSide = 32;
const keptBlocks = 24;

/**
 * The values of one side of one state. Blocks once fetched are kept; one request is under way at a time, and of those
 * that wait only the latest is sent.
 */
export class Values {
  private readonly blocks: ValueBlock[] = [];
  /** What could not be fetched: it is not asked for again and again. */
  private readonly missing: Rectangle[] = [];
  private running: AbortController | undefined;
  private waiting: Rectangle | undefined;
  private closed = false;

  constructor(
    private readonly sequence: number,
    private readonly side: ValueSide,
    private readonly frame: Frame,
    private readonly fetch: Client<ViewHost>['values'],
    private readonly changed: () => void,
    private readonly failed: (thrown: unknown) => void,
  ) {}

  /** The values of one pixel, or undefined while they are fetched or when there is no such pixel. */
  at(x: number, y: number): Float64Array | undefined {
    const { frame } = this;
    if (!this.exists(x, y)) return undefined;
    const block = this.find({ x, y, width: 1, height: 1 });
    if (block) return pixelOf(block, x, y);
    const left = Math.floor(x / blockSide) * blockSide;
    const top = Math.floor(y / blockSide) * blockSide;
    this.ask({
      x: left,
      y: top,
      width: Math.min(blockSide, frame.width - left),
      height: Math.min(blockSide, frame.height - top),
    });
    return undefined;
  }

  /** A block that covers the region, or undefined while it is fetched. */
  block(region: Rectangle): ValueBlock | undefined {
    const block = this.find(region);
    if (!block) this.ask(region);
    return block;
  }

  /** Whether a pixel is there: inside the frame and, in a folded vector, not beyond its end. */
  exists(x: number, y: number): boolean {
    const { width, height, folded } = this.frame;
    if (x < 0 || y < 0 || x >= width || y >= height) return false;
    return folded === undefined || y * width + x < folded;
  }

  close(): void {
    this.closed = true;
    this.running?.abort();
  }

  private find(region: Rectangle): ValueBlock | undefined {
    return this.blocks.find(block => contains(block.region, region));
  }

  private ask(region: Rectangle): void {
    if (region.width * region.height * this.frame.channels > maximumValues || this.closed) return;
    if (this.missing.some(missing => contains(missing, region))) return;
    if (this.running) this.waiting = region;
    else void this.load(region);
  }

  private async load(region: Rectangle): Promise<void> {
    const controller = new AbortController();
    this.running = controller;
    try {
      const block = await this.request(region, controller.signal);
      this.blocks.unshift(block);
      this.blocks.length = Math.min(this.blocks.length, keptBlocks);
      this.changed();
    } catch (thrown) {
      if (!isAbort(thrown)) this.missing.push(region);
      this.failed(thrown);
    } finally {
      this.running = undefined;
      const next = this.waiting;
      this.waiting = undefined;
      if (next && !this.find(next)) this.ask(next);
    }
  }

  private async request(region: Rectangle, signal: AbortSignal): Promise<ValueBlock> {
    const { sequence, side, frame } = this;
    if (frame.folded === undefined) return this.fetch({ sequence, side, region }, signal);
    // Rows of a folded vector follow each other: all values from the first row to the last are one stretch.
    const first = region.y * frame.width;
    const count = Math.min(region.height * frame.width, frame.folded - first, maximumValues);
    const stretch = { x: first, y: 0, width: count, height: 1 };
    const { values } = await this.fetch({ sequence, side, region: stretch }, signal);
    const rows = Math.ceil(count / frame.width);
    const folded = new Float64Array(rows * frame.width).fill(Number.NaN);
    folded.set(values);
    return { region: { x: 0, y: region.y, width: frame.width, height: rows }, channels: 1, values: folded };
  }
}

export function pixelOf(block: ValueBlock, x: number, y: number): Float64Array {
  const { region, channels, values } = block;
  const index = ((y - region.y) * region.width + (x - region.x)) * channels;
  return values.subarray(index, index + channels);
}
