import { checkpoint } from '../checkpoint.ts';
import { allot, kernels } from './memory.ts';

/** Values that are counted together; a multiple of 12 and few enough for a cache. */
const part = 12 * 4096;

/** How often each byte occurs in each of 1, 3 or 4 interleaved channels: 256 counts for each. */
export function countLevels(data: Uint8Array, channels: number): readonly Uint32Array[] {
  const { memory, countBytes } = kernels();
  const at = allot({ bytes: part, counts: 12 * 1024 });
  const bytes = new Uint8Array(memory.buffer, at.bytes, part);
  const places = new Uint32Array(memory.buffer, at.counts, 12 * 256).fill(0);
  const whole = data.length - (data.length % 12);
  for (let from = 0; from < whole; from += part) {
    checkpoint();
    const count = Math.min(part, whole - from);
    bytes.set(data.subarray(from, from + count));
    countBytes(at.bytes, count, at.counts);
  }
  const counts = Array.from({ length: channels }, () => new Uint32Array(256));
  for (let index = 0; index < places.length; index++)
    counts[(index >> 8) % channels]![index & 255]! += places[index]!;
  for (let index = whole; index < data.length; index++) counts[index % channels]![data[index]!]!++;
  return counts;
}
