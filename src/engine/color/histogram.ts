import type { Image } from '../image.ts';

/** How many pixels have each level in one channel of an integer image: 256 or 65536 counts. */
export function channelHistogram({ data, channels }: Image, channel: number): Uint32Array {
  const counts = new Uint32Array(data instanceof Uint8Array ? 256 : 65536);
  for (let index = channel; index < data.length; index += channels) counts[data[index]!]!++;
  return counts;
}
