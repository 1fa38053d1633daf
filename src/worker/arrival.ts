import type { OnRows } from '../codec/index.ts';
import type { Image } from '../engine/image.ts';
import type { Channels, Orientation, Shape } from '../shared/shape.ts';

const phases = { expected: 0, arriving: 1, whole: 2, gone: 3 } as const;

/** Places of numbers of 32 bits in the memory. */
const at = { phase: 0, values: 1, width: 2, height: 3, channels: 4, orientation: 5 } as const;

/** Values that are told of together: to wake a thread takes as long as to decode a few rows. */
const portion = 2 ** 19;

/** Somebody who waits looks that often whether that is still wanted. */
const patienceMilliseconds = 50;

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
  begin({ width, height, channels, orientation, dtype }: Shape): OnRows | undefined {
    const { numbers, room } = this;
    this.decoded = undefined;
    if (dtype !== 'uint8' || width * height * channels > room.length) return undefined;
    numbers.set([width, height, channels, orientation], at.width);
    this.enter(phases.arriving);
    let told = 0;
    return (data, start, end) => {
      room.set(data.subarray(start, end), start);
      this.decoded = data;
      if (end - told < portion && end < data.length) return;
      told = end;
      Atomics.store(numbers, at.values, end);
      Atomics.notify(numbers, at.values);
    };
  }

  /** For the thread that decodes, with what it has decoded in the end. */
  end({ data }: Image): void {
    const isWhole = this.decoded === data && Atomics.load(this.numbers, at.values) === data.length;
    this.decoded = undefined;
    this.enter(isWhole ? phases.whole : phases.gone);
  }

  /**
   * For the thread that looks on: has the image looked at as it comes.
   * @param look given the image, and what is to be called before a row of it is looked at
   * @param check called while it waits; may throw to call it off
   * @returns nothing when there is no such image, or it is not the one that was decoded in the end
   */
  watch<Seen>(
    look: (image: Image, beforeRow: (y: number) => void) => Seen,
    check: () => void,
  ): Seen | undefined {
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
    const beforeRow = (y: number) => {
      this.await(at.values, values => values >= (y + 1) * row || this.hasGone(), check);
    };
    const seen = look({ data, width, height, channels, orientation }, beforeRow);
    this.await(at.phase, phase => phase !== phases.arriving, check);
    return this.hasGone() ? undefined : seen;
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
