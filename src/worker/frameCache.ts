import type { Image } from '../engine/image.ts';
import type { ImageStatistics, Mapping } from '../shared/protocol.ts';

/** An image that a view has come by, and what has been found out about it so far. */
export interface Frame {
  readonly image: Image;
  /** What it took to make it. */
  readonly milliseconds: number;
  range?: readonly [low: number, high: number];
  mappings?: readonly Mapping[];
  statistics?: ImageStatistics;
}

/** The frames used last, within a budget of memory. The two used last stay whatever their size: before and after. */
export class FrameCache {
  private readonly frames = new Map<string, Frame>();
  private bytes = 0;

  /** @param budget bytes of pixels */
  constructor(private readonly budget: number) {}

  get(key: string): Frame | undefined {
    const frame = this.frames.get(key);
    if (!frame) return undefined;
    this.frames.delete(key);
    this.frames.set(key, frame);
    return frame;
  }

  set(key: string, frame: Frame): void {
    this.bytes -= this.frames.get(key)?.image.data.byteLength ?? 0;
    this.frames.delete(key);
    this.frames.set(key, frame);
    this.bytes += frame.image.data.byteLength;
    for (const [oldest, { image }] of this.frames) {
      if (this.bytes <= this.budget || this.frames.size <= 2) return;
      this.frames.delete(oldest);
      this.bytes -= image.data.byteLength;
    }
  }
}
