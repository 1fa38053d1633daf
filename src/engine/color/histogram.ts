import type { Image } from '../image.ts';
import { countLevels } from '../simd/counts.ts';

/** How many pixels have each level in each channel of an integer image: 256 or 65536 counts. */
export function channelHistograms({ data, channels }: Image): readonly Uint32Array[] {
  if (data instanceof Uint8Array) return countLevels(data, channels);
  return Array.from({ length: channels }, (_counts, channel) => {
    const counts = new Uint32Array(65536);
    for (let index = channel; index < data.length; index += channels) counts[data[index]!]!++;
    return counts;
  });
}
