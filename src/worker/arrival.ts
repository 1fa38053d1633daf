import type { OnRows } from '../codec/index.ts';
import { shownChannels } from '../engine/analysis/render.ts';
import { shapeOf, type Image } from '../engine/image.ts';
import { finiteRange } from '../engine/simd/range.ts';
import { valueCount, type Channels, type Orientation, type Shape } from '../shared/shape.ts';
import { WantedPictures, type PictureSize } from './wantedPictures.ts';

const phases = { expected: 0, arriving: 1, whole: 2, gone: 3 } as const;

/** Places of numbers of 32 bits in the memory. */
const at = {
  ...{ phase: 0, values: 1, width: 2, height: 3, channels: 4, orientation: 5 },
  ...{ pictureWidth: 6, pictureHeight: 7, pictureRows: 8 },
} as const;

/** Values that are told of together: to wake a thread takes as long as to decode a few rows. */
const portion = 2 ** 19;

/** Somebody who waits looks that often whether that is still wanted. */
const patienceMilliseconds = 50;

/** To wait longer for a picture is slower than to make it. */
const pictureMilliseconds = 20;

/** A picture of the whole image on its way, which is to be made of its rows. */
export interface PictureOnTheWay extends PictureSize {
  /** To be filled from the top. */
  readonly pixels: Uint8Array;
  /** How many rows of the image are there. */
  readonly arrived: () => number;
  /** To be told how many rows of the picture are there. */
  readonly tell: (rows: number) => void;
}

type Look<Seen> = (image: Image, beforeRow: (y: number) => void, picture?: PictureOnTheWay) => Seen;

/**
 * An image of bytes on its way to a desk: one thread decodes it and lays its rows out, another looks at them as they
 * come. Whoever tells the two what to do has both do it at once, and expects one image at a time.
 */
export class Arrival {
  /** What it takes of a desk. */
  static readonly headerBytes = 64;
  private readonly numbers: Int32Array;
  private readonly room: Uint8Array;
  private decoded: Uint8Array | undefined;
  /** Lowest and highest of the values told of. */
  private range: readonly [low: number, high: number] = [Infinity, -Infinity];
  /** The image that lies there as a whole. */
  private whole: WeakRef<Image> | undefined;
  private readonly wanted = new WantedPictures();

  /** @param desk shared with all who take part; has room for an image behind the header */
  constructor(desk: SharedArrayBuffer) {
    this.numbers = new Int32Array(desk, 0, Arrival.headerBytes / 4);
    this.room = new Uint8Array(desk, Arrival.headerBytes);
  }

  /** Before both threads are told. */
  expect(): void {
    Atomics.store(this.numbers, at.values, 0);
    Atomics.store(this.numbers, at.phase, phases.expected);
  }

  /** What is not whole by now will not come. */
  giveUp(): void {
    if (Atomics.load(this.numbers, at.phase) !== phases.whole) this.enter(phases.gone);
  }

  /**
   * For the thread that decodes.
   * @returns for the decoder to tell of rows; nothing when the desk has no room for such an image
   */
  begin(shape: Shape): OnRows | undefined {
    const { width, height, channels, orientation, dtype } = shape;
    const { numbers, room } = this;
    this.clear();
    if (dtype !== 'uint8' || width * height * channels > room.length) return undefined;
    const picture = this.wanted.of(shape);
    const hasRoom = picture && valueCount(shape) + bytesOf(picture, shape) <= room.length;
    numbers.set([width, height, channels, orientation], at.width);
    numbers.set(hasRoom ? [picture.width, picture.height, 0] : [0, 0, 0], at.pictureWidth);
    this.enter(phases.arriving);
    this.range = [Infinity, -Infinity];
    let told = 0;
    return (data, start, end) => {
      room.set(data.subarray(start, end), start);
      this.decoded = data;
      if (end - told < portion && end < data.length) return;
      Atomics.store(numbers, at.values, end);
      Atomics.notify(numbers, at.values);
      // Sooner done now, while the values are in a cache, than of the whole image.
      const [low, high] = finiteRange(data.subarray(told, end), channels);
      this.range = [Math.min(this.range[0], low), Math.max(this.range[1], high)];
      told = end;
    };
  }

  /**
   * For the thread that decodes, with what it has decoded in the end.
   * @returns the image's `rangeOf`, when all of it has arrived
   */
  end(image: Image): readonly [low: number, high: number] | undefined {
    const { data } = image;
    const isWhole = this.decoded === data && Atomics.load(this.numbers, at.values) === data.length;
    this.decoded = undefined;
    if (isWhole) this.whole = new WeakRef(image);
    this.enter(isWhole ? phases.whole : phases.gone);
    return isWhole ? this.range : undefined;
  }

  /** For the thread that decodes, before something else is laid out. */
  clear(): void {
    this.decoded = undefined;
    this.whole = undefined;
  }

  /**
   * For the thread that decodes: the picture of a whole image that is asked for. From now on one of that size is made
   * of images of the same shape while they arrive, by the thread that looks on.
   * @returns its pixels, when it was made so
   */
  picture(image: Image, size: PictureSize): Uint8Array | undefined {
    const { numbers, room } = this;
    const shape = shapeOf(image);
    this.wanted.want(shape, size);
    const isOfImage = this.whole?.deref() === image;
    const isOfSize = numbers[at.pictureWidth] === size.width && numbers[at.pictureHeight] === size.height;
    if (!isOfImage || !isOfSize || !this.isPictureThere(size)) return undefined;
    const start = valueCount(shape);
    return room.slice(start, start + bytesOf(size, shape));
  }

  /** Waits for the thread that looks on, which may have been ended. */
  private isPictureThere({ height }: PictureSize): boolean {
    const until = performance.now() + pictureMilliseconds;
    for (;;) {
      const made = Atomics.load(this.numbers, at.pictureRows);
      if (made === height) return true;
      const left = until - performance.now();
      if (left <= 0) return false;
      Atomics.wait(this.numbers, at.pictureRows, made, left);
    }
  }

  /**
   * For the thread that looks on: has the image looked at as it comes.
   * @param look given the image, what is to be called before a row of it is looked at, and the picture that is wanted
   * @param check called while it waits; may throw to call it off
   * @returns nothing when there is no such image, or it is not the one that was decoded in the end
   */
  watch<Seen>(look: Look<Seen>, check: () => void): Seen | undefined {
    this.await(at.phase, phase => phase !== phases.expected, check);
    if (this.hasGone()) return undefined;
    const [width, height, channels, orientation] = this.numbers.subarray(at.width) as unknown as [
      number,
      number,
      Channels,
      Orientation,
    ];
    const row = width * channels;
    const data = this.room.subarray(0, row * height);
    const image = { data, width, height, channels, orientation };
    const beforeRow = (y: number) => {
      this.await(at.values, values => values >= (y + 1) * row || this.hasGone(), check);
    };
    const seen = look(image, beforeRow, this.pictureOf(image));
    this.await(at.phase, phase => phase !== phases.arriving, check);
    return this.hasGone() ? undefined : seen;
  }

  private pictureOf(image: Image): PictureOnTheWay | undefined {
    const { numbers, room } = this;
    const size = { width: numbers[at.pictureWidth]!, height: numbers[at.pictureHeight]! };
    if (size.height === 0) return undefined;
    const { data, width, channels } = image;
    return {
      ...size,
      pixels: room.subarray(data.length, data.length + bytesOf(size, image)),
      arrived: () => Math.floor(Atomics.load(numbers, at.values) / (width * channels)),
      tell: rows => {
        if (Atomics.exchange(numbers, at.pictureRows, rows) !== rows) Atomics.notify(numbers, at.pictureRows);
      },
    };
  }

  private hasGone(): boolean {
    return Atomics.load(this.numbers, at.phase) === phases.gone;
  }

  private await(place: number, isReached: (value: number) => boolean, check: () => void): void {
    for (;;) {
      const value = Atomics.load(this.numbers, place);
      if (isReached(value)) return;
      check();
      Atomics.wait(this.numbers, place, value, patienceMilliseconds);
    }
  }

  private enter(phase: number): void {
    Atomics.store(this.numbers, at.phase, phase);
    Atomics.notify(this.numbers, at.phase);
    Atomics.notify(this.numbers, at.values);
  }
}

/** What a picture takes. */
function bytesOf({ width, height }: PictureSize, image: Pick<Image, 'channels'>): number {
  return width * height * shownChannels(image);
}
