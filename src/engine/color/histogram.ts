import { checkpoint } from '../checkpoint.ts';
import type { Image } from '../image.ts';
import { countLevels } from '../simd/counts.ts';

/** Pixels that are counted together: few enough for work that is to be stopped soon. */
const partOfPixels = 1 << 17;

/** How many pixels have each level in each channel of an integer image: 256 or 65536 counts. */
export function channelHistograms({ data, channels }: Image): readonly Uint32Array[] {
  if (data instanceof Uint8Array) return countLevels(data, channels);
  const counts = Array.from({ length: channels }, () => new Uint32Array(65536));
  const part = partOfPixels * channels;
  for (let from = 0; from < data.length; from += part) {
    checkpoint();
    const end = Math.min(from + part, data.length);
    for (const [channel, ofChannel] of counts.entries()) {
      for (let index = from + channel; index < end; index += channels) ofChannel[data[index]!]!++;
    }
  }
  return counts;
}
