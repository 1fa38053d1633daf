import { isDeepStrictEqual } from 'node:util';
import { decodeExactly } from '../../src/codec/jpeg/exact.ts';
import { decodeWithMozjpeg } from '../../src/codec/jpeg/mozjpeg.ts';
import { readJpegHeader, type JpegHeader } from '../../src/codec/jpeg/segments.ts';
import { decodeSound } from '../../src/codec/jpeg/simdDecoder.ts';
import { packRgba } from '../../src/codec/pack.ts';
import type { Image } from '../../src/engine/image.ts';
import { Finding } from './finding.ts';

/**
 * Holds the decoder of sound files against the one that judges all others: what it takes, the other takes as well, and
 * every pixel is equal.
 * @param bytes a JPEG that the worker process has read, so that it is safe to be read here
 * @returns whether it was one for the decoder of sound files
 * @throws Finding
 */
export async function compareTwins(bytes: Uint8Array): Promise<boolean> {
  const header = readJpegHeader(bytes);
  const sound = decodeSound(bytes, header);
  if (!sound) return false;
  const other = await decodeOtherwise(bytes, header);
  if (!isDeepStrictEqual(sound, other)) {
    const differing = sound.data.findIndex((value, index) => value !== other.data[index]);
    throw new Finding(
      'disagreement',
      `value ${differing} is ${sound.data[differing] ?? 'absent'} of the sound decoder, ${other.data[differing] ?? 'absent'} of the other`,
    );
  }
  return true;
}

async function decodeOtherwise(bytes: Uint8Array, header: JpegHeader): Promise<Image> {
  const { width, height, orientation, model, halvesRows } = header;
  try {
    if (!halvesRows) return await decodeWithMozjpeg(bytes, header);
    const { data } = decodeExactly(Buffer.from(bytes), model);
    return { data: packRgba(data, 3), width, height, channels: 3, orientation };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new Finding('disagreement', `taken as sound, refused otherwise: ${reason}`);
  }
}
