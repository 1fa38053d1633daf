import { giveBack, storageOf } from '../engine/spare.ts';
import { shapeOf, type Image } from '../engine/image.ts';
import type { ImageFacts } from '../shared/image.ts';
import { bytesPerValue, valueCount } from '../shared/shape.ts';
import type { ImageStatistics } from '../shared/statistics.ts';
import type { Mapping } from '../shared/view.ts';

/** An image that a view has come by, and what has been found out about it so far. */
export interface Frame {
  readonly image: Image;
  /** What it took to make it. */
  readonly milliseconds: number;
  /** Of the file that it was decoded from; absent for what steps have left. */
  readonly facts?: ImageFacts;
  range?: readonly [low: number, high: number];
  mappings?: readonly Mapping[];
  statistics?: ImageStatistics;
}

interface Entry {
  readonly frame: Frame;
  /** What keeping it is worth: the time it took per byte, above the worth of what was given up before its last use. */
  worth: number;
}

/**
 * Frames within a budget of memory. What is given up first is what takes least time to make again per byte and has
 * not been used for longest (Cao and Irani's GreedyDual-Size, 1997): a decoded photograph outlives many flips of it.
 * The two used last stay whatever their size: before and after.
 */
export class FrameCache {
  private readonly entries = new Map<string, Entry>();
  private bytes = 0;
  /** The worth of what was given up last. */
  private level = 0;
  private readonly givenUp: Frame[] = [];

  /** @param budget bytes of pixels */
  constructor(private readonly budget: number) {}

  get(key: string): Frame | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    this.use(key, entry.frame);
    return entry.frame;
  }

  set(key: string, frame: Frame): void {
    this.bytes += sizeOf(frame) - sizeOf(this.entries.get(key)?.frame);
    this.use(key, frame);
    while (this.bytes > this.budget && this.entries.size > 2) this.giveUpOne();
  }

  /** Gives up what is of no use any more. */
  drop(isStale: (key: string) => boolean): void {
    for (const key of [...this.entries.keys()].filter(isStale)) this.giveUp(key);
  }

  /**
   * Lets the storage of frames that were given up be used for others: memory that is asked for anew takes the system
   * about as long as decoding. Only when nobody has a frame in hand but this cache.
   */
  recycle(): void {
    const kept = new Set(Array.from(this.entries.values(), ({ frame }) => storageOf(frame.image).buffer));
    for (const { image } of this.givenUp.splice(0)) {
      const storage = storageOf(image);
      if (kept.has(storage.buffer)) continue;
      kept.add(storage.buffer);
      giveBack(storage);
    }
  }

  private use(key: string, frame: Frame): void {
    this.entries.delete(key);
    this.entries.set(key, { frame, worth: this.level + frame.milliseconds / Math.max(sizeOf(frame), 1) });
  }

  private giveUpOne(): void {
    // Entries are in the order of their last use.
    const [first, ...rest] = [...this.entries].slice(0, -2);
    const [key, { worth }] = rest.reduce(
      (least, next) => (next[1].worth < least[1].worth ? next : least),
      first!,
    );
    this.level = worth;
    this.giveUp(key);
  }

  private giveUp(key: string): void {
    const { frame } = this.entries.get(key)!;
    this.entries.delete(key);
    this.bytes -= sizeOf(frame);
    this.givenUp.push(frame);
  }
}

/** Values that are still to be made count as well, and so do those that they are made from. */
function sizeOf(frame: Frame | undefined): number {
  if (!frame) return 0;
  const { image } = frame;
  const shape = shapeOf(image);
  return valueCount(shape) * bytesPerValue[shape.dtype] + (image.lookUp?.bytes.data.byteLength ?? 0);
}
