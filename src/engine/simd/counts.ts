import { checkpoint } from '../checkpoint.ts';
import { allot, kernels } from './memory.ts';

/** Values that are counted together; a multiple of 12 and few enough for a cache. */
const part = 12 * 4096;

/** How often each byte occurs in each of 1, 3 or 4 interleaved channels: 256 counts for each. */
export function countLevels(data: Uint8Array, channels: number): readonly Uint32Array[] {
  const at = allot({ counts: LevelCounter.bytes, part });
  const bytes = new Uint8Array(kernels().memory.buffer, at.part, part);
  const counter = new LevelCounter(channels);
  for (let from = 0; from < data.length; from += part) {
    checkpoint();
    const some = bytes.subarray(0, Math.min(part, data.length - from));
    some.set(data.subarray(from, from + some.length));
    counter.add(some);
  }
  return counter.counts;
}

/** Counts levels of bytes in the memory of the kernels, at whose beginning there is to be room for it. */
export class LevelCounter {
  static readonly bytes = 12 * 256 * 4;
  /** 256 for each channel, of what is left over behind twelves. */
  private readonly others: readonly Uint32Array[];

  constructor(channels: number) {
    new Uint8Array(kernels().memory.buffer, 0, LevelCounter.bytes).fill(0);
    this.others = Array.from({ length: channels }, () => new Uint32Array(256));
  }

  /** @param bytes whole pixels, in the memory of the kernels */
  add(bytes: Uint8Array): void {
    const { others } = this;
    const whole = bytes.length - (bytes.length % 12);
    kernels().countBytes(bytes.byteOffset, whole);
    for (let index = whole; index < bytes.length; index++) others[index % others.length]![bytes[index]!]!++;
  }

  /** 256 for each channel, of all that was added. */
  get counts(): readonly Uint32Array[] {
    const places = new Uint32Array(kernels().memory.buffer, 0, 12 * 256);
    const counts = this.others.map(others => others.slice());
    for (let index = 0; index < places.length; index++)
      counts[(index >> 8) % counts.length]![index & 255]! += places[index]!;
    return counts;
  }
}
